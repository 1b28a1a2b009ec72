import { createCell, type Later, type Observable, type ReceiptStore, type Shelf } from '@latchkey/web-kit/model';
import type { Lists, ListsContent } from './lists.ts';
import { arrangeParcels, type Parcel, type Parcels } from './parcels/parcels.ts';
import { arrangeToday, type StagedVisit, type Today } from './visits/today.ts';
import { keptDayName } from './shelf-names.ts';

/**
 * The last day that this device saw whole, for when there is no line at the next start. Each visit keeps the stage that its receipts
 * proved then: worked out anew without them, a parcel that came in would read *nobody came*.
 */
export interface KeptDay {
  readonly atMs: number;
  readonly today: Today;
  readonly parcels: Parcels;
}

export interface KeptDays {
  readonly kept: Observable<KeptDay | undefined>;
  readonly start: () => void;
  readonly stop: () => void;
}

interface KeptDayParts {
  readonly shelf: Shelf;
  readonly lists: Pick<Lists, 'state'>;
  readonly receipts: Pick<ReceiptStore, 'story'>;
  readonly visitsOfPeople: (nowMs: number) => readonly StagedVisit[];
  readonly wallMs: () => number;
  readonly later: Later;
}

/** Lists change in bursts; one writing for each is enough. */
const calmMs = 2000;
/** What is over is of little use without its film. */
const mostPast = 20;

const bare = (staged: StagedVisit): StagedVisit => ({ ...staged, receipts: [] });
const bareParcel = (parcel: Parcel): Parcel => ({
  ...parcel,
  staged: parcel.staged === undefined ? undefined : bare(parcel.staged),
});

const dayOf = (content: ListsContent, parts: KeptDayParts): KeptDay => {
  const atMs = parts.wallMs();
  const { receipts } = parts.receipts.story.get();
  const today = arrangeToday(content, receipts, atMs, parts.visitsOfPeople(atMs));
  const parcels = arrangeParcels(content, receipts, atMs);
  return {
    atMs,
    today: {
      next: today.next === undefined ? undefined : bare(today.next),
      announced: today.announced,
      later: today.later.map(bare),
      past: today.past.slice(0, mostPast).map(bare),
    },
    parcels: {
      waiting: parcels.waiting.map(bareParcel),
      underWay: parcels.underWay.map(bareParcel),
      delivered: parcels.delivered.slice(0, mostPast).map(bareParcel),
      elsewhere: parcels.elsewhere.slice(0, mostPast).map(bareParcel),
    },
  };
};

export const createKeptDays = async (parts: KeptDayParts): Promise<KeptDays> => {
  const { shelf, lists, receipts, later } = parts;
  const kept = createCell((await shelf.get(keptDayName)) as KeptDay | undefined);
  const ends: (() => void)[] = [];
  let waiting: (() => void) | undefined;

  const keep = () => {
    waiting = undefined;
    const state = lists.state.get();
    const whole = receipts.story.get().standing.kind === 'whole';
    if (state.kind !== 'ready' || state.stale !== undefined || !whole) return;
    const day = dayOf(state.content, parts);
    kept.set(day);
    // A day that is not kept is no loss that anybody could do something about.
    void shelf.put(keptDayName, day).catch(() => undefined);
  };
  const soon = () => {
    waiting ??= later(keep, calmMs);
  };
  return {
    kept,
    start: () => {
      ends.push(lists.state.subscribe(soon), receipts.story.subscribe(soon));
      soon();
    },
    stop: () => {
      waiting?.();
      waiting = undefined;
      for (const end of ends.splice(0)) end();
    },
  };
};
