import { routes } from '@latchkey/contract';
import { isBroken, type Stop } from '@latchkey/carrier-sdk';
import { readLabel } from '@latchkey/delivery';
import { browserLater, createEventStream } from '@latchkey/web-kit/model';
import { tellBelief } from './belief.ts';
import type { OwnDevice } from './device.ts';
import { createTour, type Tour, type TourView } from './tour.ts';
import { createVisit, type Visit } from './visit.ts';

/** One device's day: its tour, the visits it has opened, and the line over which the server hints at news. */
export interface Rounds {
  readonly tour: Tour;
  readonly visit: (stop: Stop) => Promise<Visit>;
  readonly tell: (word: string, stage: string, door: number) => void;
  readonly start: () => void;
  readonly stop: () => void;
}

interface Kept {
  readonly accepted: boolean;
  readonly scanned: readonly string[];
}
const nothingKept: Kept = { accepted: false, scanned: [] };

/** The stop of the tour that a parcel in the wrong hand belongs to. */
const addressOf = (stops: TourView['next'], not: Stop, scanned: string): string | undefined => {
  const others = stops.filter((one): one is Stop => !isBroken(one) && one.visitId !== not.visitId);
  return others.find(({ text }) => readLabel(scanned, text.trackingNumbers).outcome === 'parcel')?.text.address;
};

export const openRounds = ({ device, shelf }: OwnDevice): Rounds => {
  const tour = createTour({ device, shelf, later: browserLater });
  const visits = new Map<string, Visit>();
  const pokeAll = () => {
    tour.poke();
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
    const name = `visit/${stop.visitId}`;
    const kept = ((await shelf.get(name)) as Kept | undefined) ?? nothingKept;
    const keep = (what: Kept) => void shelf.put(name, what);
    const stopOf = (scanned: string) => addressOf(tour.view.get().next, stop, scanned);
    return createVisit({ device, stop, later: browserLater, kept, keep, stopOf });
  };

  return {
    tour,
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
      events.start();
    },
    stop: () => {
      tour.stop();
      events.stop();
    },
  };
};
