import { routes } from '@latchkey/contract';
import { keyIdOf, kidOf, toBase64url, toHex, type Primitives } from '@latchkey/protocol';
import type { Client, DeviceKeys, Later } from '@latchkey/web-kit/model';
import type { Members } from '../devices/members.ts';
import { longestDeviceName, type DeviceNames } from '../devices/names.ts';
import { sealText } from '../parcels/sealing.ts';
import { limitNames, namesInfo, namesSigned, readNames } from './names-reading.ts';
import type { DoorNames } from './names.ts';

export interface NamesSharingParts {
  readonly primitives: Primitives;
  readonly keys: Pick<DeviceKeys, 'signer' | 'open'>;
  readonly client: Client;
  readonly homeId: string;
  readonly members: Pick<Members, 'others' | 'keyOf' | 'epoch'>;
  readonly names: Pick<DoorNames, 'named' | 'hear'>;
  readonly devices: Pick<DeviceNames, 'all' | 'hear'>;
  /** What the person calls this device. */
  readonly ownName: string;
  /** The epoch of the roster whose devices all have this device's names; absent: some have not. */
  readonly toldEpoch: () => number | undefined;
  readonly keepTold: (epoch: number | undefined) => Promise<void>;
  readonly wallMs: () => number;
  readonly later: Later;
}

/** Takes what this device calls the doors and the household's devices to the others, and theirs to this one. */
export interface NamesSharing {
  /** A name has changed here: it goes to the others once nobody types any more. */
  readonly changed: () => void;
  /** Reads what the others left, and tells those who have not heard yet. Fails quietly: the next time does it. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
}

const typingMs = 1500;
const againMs = 60_000;

export const createNamesSharing = (parts: NamesSharingParts): NamesSharing => {
  const { primitives: p, keys, client, homeId, members, names, devices } = parts;
  const info = namesInfo(homeId);
  const ownKid = toHex(kidOf(p, keys.signer.key));
  let cancel: (() => void) | undefined;

  const tell = async () => {
    const epoch = members.epoch();
    const others = members.others();
    const named = names.named();
    const called = devices.all.get();
    if (others === undefined || others.length === 0 || parts.toldEpoch() === epoch) return;
    const ofDoors = Object.entries(named).map(([door, { name, atMs }]) => [Number(door), name, atMs]);
    const ofDevices = Object.entries({ ...called, [ownKid]: parts.ownName }).filter(
      ([kid]) => members.keyOf(kid) !== undefined,
    );
    const text = JSON.stringify([...ofDoors, ...ofDevices.map(shortened)].slice(0, limitNames));
    const signature = toBase64url(await keys.signer.sign(namesSigned(homeId, text)));
    const said = { kid: ownKid, text, signature };
    const texts = await Promise.all(
      others.map(async ({ key, sealingKey }) => ({
        keyId: toBase64url(keyIdOf(p, key)),
        sealed: await sealText(sealingKey, info, said),
      })),
    );
    await client(routes.tellNames, { body: { texts } });
    // Somebody may have typed on meanwhile; then it is told again.
    if (names.named() === named && devices.all.get() === called) await parts.keepTold(epoch);
  };
  const hear = async () => {
    const { texts } = await client(routes.readNames, {});
    const read = await Promise.all(texts.map((sealed) => readNames(parts, sealed)));
    const said = read.filter((one) => one !== undefined);
    for (const { doors } of said) await names.hear(doors);
    // What a device calls itself goes before what another one calls it.
    for (const { itself } of said) await devices.hear(itself);
    for (const { others } of said) await devices.hear(others);
  };
  const look = async () => {
    await hear().catch(() => undefined);
    await tell().catch(() => undefined);
  };
  /** Once the typing has ended, and again while the server is away. */
  const tellLater = (ms: number) => {
    cancel?.();
    cancel = parts.later(() => {
      tell().catch(() => tellLater(againMs));
    }, ms);
  };
  return {
    look,
    changed: () => {
      void parts.keepTold(undefined);
      tellLater(typingMs);
    },
    stop: () => cancel?.(),
  };
};

const shortened = ([kid, name]: readonly [string, string]) => [kid, name.slice(0, longestDeviceName)];
