import { routes } from '@latchkey/contract';
import { isBroken, readDomain, type Stop } from '@latchkey/carrier-sdk';
import { readLabel } from '@latchkey/delivery';
import {
  browserClock,
  browserLater,
  createCell,
  createEventStream,
  newIdempotencyKey,
  type Observable,
} from '@latchkey/web-kit/model';
import { portablePrimitives } from '@latchkey/keys';
import { createBeacon } from './beacon.ts';
import { tellBelief } from './belief.ts';
import type { OwnDevice } from './device.ts';
import { atDoorOf, holdsTour, type AtDoor } from './hold.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { browserWatch } from './position.ts';
import { createTour, type Tour, type TourView } from './tour.ts';
import { createVisit, type KeptVisit, type Visit } from './visit.ts';

/** One device's day: its tour, the visits it has opened, and the line over which the server hints at news. */
export interface Rounds {
  readonly tour: Tour;
  readonly outbox: Pick<Outbox, 'unsent'>;
  /** The stop whose door the tour waits at. */
  readonly held: Observable<Stop | undefined>;
  readonly visit: (stop: Stop) => Promise<Visit>;
  readonly tell: (word: string, stage: string, door: number) => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const nothingKept: KeptVisit = { accepted: false, scanned: [] };
const shelfName = (visitId: string) => `visit/${visitId}`;

const hasReception = (): boolean => navigator.onLine;

/** The stop of the tour that a parcel in the wrong hand belongs to. */
const addressOf = (stops: TourView['next'], not: Stop, scanned: string): string | undefined => {
  const others = stops.filter((one): one is Stop => !isBroken(one) && one.visitId !== not.visitId);
  return others.find(({ text }) => readLabel(scanned, text.trackingNumbers).outcome === 'parcel')?.text.address;
};

/** Follows what is known of each door, opened on this page or kept from before, and finds the one to stay at. */
const createHold = ({ tour, shelf }: { tour: Tour; shelf: OwnDevice['shelf'] }) => {
  const held = createCell<Stop | undefined>(undefined);
  const known = new Map<string, AtDoor | undefined>();
  const look = () => {
    const stops = [...tour.view.get().next, ...tour.view.get().done].filter((one): one is Stop => !isBroken(one));
    held.set(stops.find(({ visitId, server }) => holdsTour(server, known.get(visitId))));
  };
  const load = async (visitId: string) => {
    const kept = (await shelf.get(shelfName(visitId))) as KeptVisit | undefined;
    if (!known.has(visitId)) known.set(visitId, kept?.at);
    look();
  };
  tour.view.subscribe(() => {
    for (const { visitId } of tour.view.get().next) if (!known.has(visitId)) void load(visitId);
    look();
  });
  const know = (visitId: string, at: AtDoor) => {
    known.set(visitId, at);
    look();
  };
  return { held, know };
};

const nowS = () => browserClock.wallMs() / 1000;

const browserBeacon = (device: OwnDevice['device'], shelf: OwnDevice['shelf']) =>
  createBeacon({
    device,
    shelf,
    nowS,
    primitives: portablePrimitives,
    readDomain: (domain) => readDomain((url, init) => fetch(url, init), domain),
  });

export const openRounds = ({ device, shelf }: OwnDevice): Rounds => {
  const tour = createTour({
    device,
    shelf,
    later: browserLater,
    watch: browserWatch,
    beacon: browserBeacon(device, shelf),
    nowS,
  });
  const outbox = createOutbox({ device, shelf, later: browserLater, newKey: newIdempotencyKey });
  const { held, know } = createHold({ tour, shelf });
  const visits = new Map<string, Visit>();
  const pokeAll = () => {
    tour.poke();
    outbox.poke();
    for (const visit of visits.values()) visit.poke();
  };
  const events = createEventStream({
    open: () => new EventSource(routes.courierEvents.path),
    schema: routes.courierEvent,
    onEvent: (event) => {
      if (event.type === 'stop') tour.poke();
      visits.get(event.visitId)?.poke();
    },
    onOpen: pokeAll,
    later: browserLater,
    random: () => Math.random(),
  });

  const open = async (stop: Stop): Promise<Visit> => {
    const name = shelfName(stop.visitId);
    const kept = ((await shelf.get(name)) as KeptVisit | undefined) ?? nothingKept;
    const made = createVisit({
      device,
      stop,
      later: browserLater,
      clock: browserClock,
      reception: hasReception,
      kept,
      keep: (what) => void shelf.put(name, what),
      say: (saying) => void outbox.say(stop.visitId, saying),
      stopOf: (scanned) => addressOf(tour.view.get().next, stop, scanned),
    });
    made.view.subscribe(() => {
      if (made.view.get().story !== undefined) know(stop.visitId, atDoorOf(made.view.get()));
    });
    return made;
  };

  return {
    tour,
    outbox,
    held,
    visit: async (stop) => {
      const before = visits.get(stop.visitId);
      if (before !== undefined) return before;
      const made = await open(stop);
      visits.set(stop.visitId, made);
      return made;
    },
    tell: tellBelief(device),
    start: () => {
      tour.start();
      outbox.start();
      events.start();
      window.addEventListener('online', pokeAll);
    },
    stop: () => {
      tour.stop();
      outbox.stop();
      events.stop();
      window.removeEventListener('online', pokeAll);
    },
  };
};
