import { ApiProblem } from '@latchkey/contract';
import {
  CarrierError,
  momentOf,
  type CourierDevice,
  type Fact,
  type Fault,
  type Knockable,
  type Moment,
  type Story,
  type ToldRefusal,
} from '@latchkey/carrier-sdk';
import { createCell, type Later, type Observable } from '@latchkey/web-kit/model';
import { createReadings } from '../../model/readings.ts';

/** One way through one door on one date. What the door does is told by its receipts alone. */
export interface PassageView {
  readonly knocking: boolean;
  /** The household is asked for its yes, and has so many seconds left. */
  readonly waitS?: number | undefined;
  /** The hub went on to open; its receipts are about to say so. */
  readonly allowed: boolean;
  readonly refusal?: ToldRefusal;
  readonly notReached?: 'hub-offline' | 'hub-silent' | 'unavailable' | 'ended';
  readonly fault?: Fault;
  /** Since this person last asked the door. */
  readonly facts: readonly Fact[];
  readonly moment: Moment;
  readonly line: 'on' | 'off';
}

export interface PassageParts {
  readonly device: Pick<CourierDevice, 'knock' | 'story'>;
  readonly date: Knockable;
  readonly later: Later;
}

export interface Passage {
  readonly view: Observable<PassageView>;
  readonly knock: (door: number) => Promise<void>;
  /** After *locked*, or to try again: as if nobody had knocked yet. */
  readonly again: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const closeMs = 500;
const calmMs = 4000;
const before: Pick<PassageView, 'knocking' | 'allowed' | 'facts' | 'moment'> = {
  knocking: false,
  allowed: false,
  facts: [],
  moment: { at: 'before' },
};

export const createPassage = ({ device, date, later }: PassageParts): Passage => {
  const view = createCell<PassageView>({ ...before, line: 'on' });
  let story: Story | undefined;
  /** Receipts up to here belong to what is over for this screen. */
  let doneSeq = -1;

  const change = (next: Partial<PassageView>) => view.update((now) => ({ ...now, ...next }));

  const read = async () => {
    try {
      const first = story === undefined;
      story = await device.story(date, story);
      // What ended before this screen was opened is history; whoever is still inside goes on where the door is.
      if (first && quiet.has(momentOf(sinceLastAsk(story.facts)).at)) doneSeq = story.facts.at(-1)?.seq ?? doneSeq;
      const facts = sinceLastAsk(story.facts.filter(({ seq }) => seq > doneSeq));
      if (facts.length !== view.get().facts.length || facts.at(-1)?.seq !== view.get().facts.at(-1)?.seq)
        change({ facts, moment: momentOf(facts) });
      change({ line: 'on' });
    } catch (error) {
      change(troubleOf(error));
    }
  };
  const readings = createReadings(later, read, () => (atDoor(view.get()) ? closeMs : calmMs));

  return {
    view,
    knock: async (door) => {
      const { line, knocking } = view.get();
      if (knocking) return;
      doneSeq = story?.facts.at(-1)?.seq ?? doneSeq;
      view.set({ ...before, line, knocking: true });
      try {
        const heard = await device.knock(date, { door, trackingNumbers: [], waiting: (waitS) => change({ waitS }) });
        if (heard.outcome === 'allowed') change({ allowed: true });
        if (heard.outcome === 'refused') change({ refusal: heard.refusal });
        if (heard.outcome === 'not-reached') change({ notReached: heard.because });
      } catch (error) {
        change(knockTrouble(error));
      }
      change({ knocking: false, waitS: undefined });
      readings.now();
    },
    again: () => {
      doneSeq = story?.facts.at(-1)?.seq ?? doneSeq;
      view.set({ ...before, line: view.get().line });
    },
    start: readings.start,
    stop: readings.stop,
  };
};

/** A series has one story for all its dates; the newest way through the door begins with its ask. */
export const sinceLastAsk = (facts: readonly Fact[]): readonly Fact[] => {
  const asked = facts.findLastIndex(({ event }) => event === 'asked');
  return asked < 0 ? facts.filter(({ event }) => event !== 'armed') : facts.slice(asked);
};

const troubleOf = (error: unknown): Partial<PassageView> => {
  if (error instanceof CarrierError) return { fault: error.fault };
  if (error instanceof ApiProblem) return { line: 'off' };
  throw error;
};

const knockTrouble = (error: unknown): Partial<PassageView> => {
  if (error instanceof CarrierError) return { fault: error.fault };
  // The server carries nothing any more for a grant that its household ended.
  const gone = error instanceof ApiProblem && error.problem.code === 'not-found';
  return { notReached: gone ? 'ended' : 'unavailable' };
};

const quiet = new Set<Moment['at']>(['before', 'complete', 'refused', 'expired', 'blocked', 'diverted']);
export const atDoor = ({ knocking, allowed, moment }: PassageView): boolean =>
  knocking || allowed || !quiet.has(moment.at);
