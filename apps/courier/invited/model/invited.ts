import { createCourierDevice, keysOfDevice, portableWorld, type CourierDevice } from '@latchkey/carrier-sdk';
import type { PlaceSaying } from '@latchkey/delivery';
import { portablePrimitives } from '@latchkey/keys';
import {
  browserClock,
  browserLater,
  createBrowserClient,
  createCell,
  datedFetch,
  makeDeviceKeys,
  newIdempotencyKey,
  readDeviceKeys,
  type DeviceKeys,
  type Observable,
  type OnDate,
  type Shelf,
} from '@latchkey/web-kit/model';
import { createOutbox, type Outbox } from '../../model/outbox.ts';
import { dropAccepted, keyNameOf, passageNameOf, readAccepted, unsentNameOf } from './accepted.ts';
import { createInvitation, type Invitation } from './invitation.ts';
import { createPassage, type KeptPassage, type Passage } from './passage.ts';
import { createSaidAt } from './said-at.ts';
import { createPlaces, type DateThere, type Own, type Places } from './places.ts';

/** What an invited person's device has: its places, and ways through their doors. */
export interface Invited {
  readonly places: Places;
  readonly invitation: (code: string) => Invitation;
  /** The same passage for the same grant, so that a screen that is left and opened again goes on with it. */
  readonly passage: (boxId: string, date: DateThere) => Passage | undefined;
  /** What was said of this place and is not with the server yet. */
  readonly unsent: (boxId: string) => Observable<readonly unknown[]>;
  /** Follows the places, and sends what was said. */
  readonly start: () => void;
  readonly stop: () => void;
  readonly forget: (boxId: string) => Promise<void>;
}

/**
 * Sessions of invited persons are bearer tokens in memory: each invitation has a key and a session of its own, and a courier's
 * cookie in the same browser stays what it is.
 */
const deviceOf = (keys: DeviceKeys, onDate: OnDate): CourierDevice =>
  createCourierDevice({
    world: portableWorld('', datedFetch(onDate)),
    keys: keysOfDevice(keys),
    transport: 'bearer',
  });

export const openInvited = async (shelf: Shelf, heardDate: OnDate): Promise<Invited> => {
  const wallMs = () => Date.now();
  const saidAt = createSaidAt(wallMs);
  const onDate: OnDate = (...said) => {
    saidAt.hear(...said);
    heardDate(...said);
  };
  const own = await ownOf(shelf, onDate);
  const passages = new Map<string, Passage>();
  const kept = await keptOf(shelf, own);
  const outboxes = new Map(own.map((one) => [one.accepted.boxId, outboxOf(shelf, one)] as const));
  const open = (boxId: string, date: DateThere, device: CourierDevice): Passage =>
    createPassage({
      device,
      date,
      later: browserLater,
      clock: browserClock,
      reception: () => navigator.onLine,
      kept: kept.find(({ visitId }) => visitId === date.visitId),
      keep: (what) => void shelf.put(passageNameOf(boxId), what),
      saidAtS: saidAt.nowS,
      say: (saying) => void outboxes.get(boxId)?.say(date.visitId, saying),
    });
  const places = createPlaces({ primitives: portablePrimitives, own, shelf, later: browserLater, wallMs });
  return {
    places,
    unsent: (boxId) => outboxes.get(boxId)?.unsent ?? nothingUnsent,
    start: () => {
      places.start();
      for (const outbox of outboxes.values()) outbox.start();
    },
    stop: () => {
      places.stop();
      for (const outbox of outboxes.values()) outbox.stop();
    },
    invitation: (code) =>
      createInvitation(
        {
          primitives: portablePrimitives,
          client: createBrowserClient(onDate),
          shelf,
          wallMs,
          deviceFor: async (boxId) => {
            const name = keyNameOf(boxId);
            const keys = (await readDeviceKeys(shelf, name)) ?? (await makeDeviceKeys(shelf, name));
            return { keys, device: deviceOf(keys, onDate) };
          },
        },
        code,
      ),
    passage: (boxId, date) => {
      const device = own.find(({ accepted }) => accepted.boxId === boxId)?.device;
      if (device === undefined) return undefined;
      const known = passages.get(date.visitId) ?? open(boxId, date, device);
      passages.set(date.visitId, known);
      return known;
    },
    forget: (boxId) => dropAccepted(shelf, boxId),
  };
};

const nothingUnsent = createCell<readonly unknown[]>([]);

const outboxOf = (shelf: Shelf, { accepted, device }: Own): Outbox<PlaceSaying> =>
  createOutbox<PlaceSaying>({
    device: { say: (visitId, saying, key) => device.sayAtPlace(visitId, saying, key) },
    shelf,
    shelfName: unsentNameOf(accepted.boxId),
    later: browserLater,
    newKey: newIdempotencyKey,
  });

const ownOf = async (shelf: Shelf, onDate: OnDate): Promise<readonly Own[]> => {
  const own: Own[] = [];
  for (const accepted of await readAccepted(shelf)) {
    const keys = await readDeviceKeys(shelf, keyNameOf(accepted.boxId));
    if (keys !== undefined) own.push({ accepted, keys, device: deviceOf(keys, onDate) });
  }
  return own;
};

const keptOf = async (shelf: Shelf, own: readonly Own[]): Promise<readonly KeptPassage[]> => {
  const found = await Promise.all(own.map(({ accepted }) => shelf.get(passageNameOf(accepted.boxId))));
  return (found as readonly (KeptPassage | undefined)[]).filter((one) => one !== undefined);
};
