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
} from '@latchkey/carrier-sdk';
import type { PlaceSaying } from '@latchkey/delivery';
import { effective } from '@latchkey/protocol';
import { createCell, type Clock, type Later, type Observable } from '@latchkey/web-kit/model';
import { afterRefusal, createAtDoor, knockFrom, without, type AtDoor, type AtDoorView, type Unheard } from '../../model/at-door.ts'; // prettier-ignore
import { createReadings } from '../../model/readings.ts';

/** One way through one door on one date. What the door does is told by its receipts alone. */
export interface PassageView extends AtDoorView {
  readonly knocking: boolean;
  /** The household is asked for its yes, and has so many seconds left. */
  readonly waitS?: number | undefined;
  /** The hub went on to open; its receipts are about to say so. */
  readonly allowed: boolean;
  /** When this person said that they do not feel safe, by this device's clock. It stays in front of whatever the door says. */
  readonly unsafeS?: number;
  readonly notReached?: 'hub-offline' | 'hub-silent' | 'unavailable' | 'ended' | 'no-reception';
  readonly fault?: Fault;
  /** Since this person last asked the door. */
  readonly facts: readonly Fact[];
  readonly moment: Moment;
  /** Every time that the door said it would open for this grant, as far as this device has heard. */
  readonly uses: readonly Pick<Fact, 'door' | 'atS'>[];
  readonly line: 'on' | 'off';
}

/** What this device remembers of a door that it cannot hear, and that its person left for their safety. */
export interface KeptPassage {
  readonly visitId: string;
  readonly unheard?: Unheard;
  /** When the first code was shown, by this device's clock. */
  readonly sinceS?: number;
  readonly unsafeS?: number;
}

export interface PassageParts {
  readonly device: Pick<CourierDevice, 'knock' | 'story' | 'doorCodes'>;
  readonly date: Knockable;
  readonly later: Later;
  readonly clock: Pick<Clock, 'wallMs'>;
  /** Whether the device believes that it has reception. */
  readonly reception: () => boolean;
  /** Survives a reload of the page. */
  readonly kept?: KeptPassage | undefined;
  readonly keep: (what: KeptPassage | undefined) => void;
  /** Tells the household, now or as soon as there is reception. */
  readonly say: (saying: PlaceSaying) => void;
  /** Unix seconds, for what is said. */
  readonly saidAtS: () => number;
}

export interface Passage extends AtDoor {
  readonly view: Observable<PassageView>;
  readonly knock: (door: number) => Promise<void>;
  /** What the person sees of a door that this device cannot hear. */
  readonly seen: (what: Unheard) => void;
  /** The person goes, for their own safety: nothing is asked. */
  readonly unsafe: () => void;
  /** It was pressed by mistake. */
  readonly safeAgain: () => void;
  /** After *locked*, or to try again: as if nobody had knocked yet. */
  readonly again: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const closeMs = 500;
const calmMs = 4000;
/** A code counts in its half minute and five seconds of the next: so far may the door's clock be from this one. */
const codeSkewS = 35;
const before: Pick<PassageView, 'knocking' | 'allowed' | 'facts' | 'moment'> = {
  knocking: false,
  allowed: false,
  facts: [],
  moment: { at: 'before' },
};

export const createPassage = (parts: PassageParts): Passage => {
  const { device, date, kept } = parts;
  const { doors, flags } = effective(date.chain);
  const view = createCell<PassageView>({ ...before, uses: [], line: 'on', ...seenBefore(kept) });
  let story: Story | undefined;
  /** Receipts up to here belong to what is over for this screen. */
  let doneSeq = -1;
  /** Nor do those from before a code was shown: without reception nobody knows how far the story went. */
  let sinceS = kept?.sinceS;

  const change = (next: Partial<PassageView>) => view.update((now) => ({ ...now, ...next }));
  const nowS = () => Math.floor(parts.clock.wallMs() / 1000);
  const isOver = ({ seq, atS }: Fact) =>
    seq <= doneSeq || (sinceS !== undefined && (atS === undefined || atS < sinceS - codeSkewS));
  const closeBook = () => {
    doneSeq = story?.facts.at(-1)?.seq ?? doneSeq;
  };

  const read = async () => {
    try {
      const first = story === undefined;
      story = await device.story(date, story);
      // What ended before this screen was opened is history; whoever is still inside goes on where the door is.
      if (first && sinceS === undefined && quiet.has(momentOf(sinceLastAsk(story.facts)).at)) closeBook();
      const facts = sinceLastAsk(story.facts.filter((fact) => !isOver(fact)));
      if (facts.length !== view.get().facts.length || facts.at(-1)?.seq !== view.get().facts.at(-1)?.seq)
        change({ facts, moment: momentOf(facts) });
      change({ line: 'on', uses: usesIn(story.facts) });
    } catch (error) {
      change(troubleOf(error));
    }
  };
  const readings = createReadings(parts.later, read, () => (atDoor(view.get()) ? closeMs : calmMs));
  const standing = createAtDoor({
    view,
    terms: { hubId: date.chain.grant.claims.hubId, doors, flags },
    clock: parts.clock,
    codes: (door) => device.doorCodes(date, { door, trackingNumbers: [] }),
  });
  const keepSeen = () => {
    const { unheard, unsafeS } = view.get();
    const seen = {
      ...(unheard === undefined ? {} : { unheard, ...(sinceS === undefined ? {} : { sinceS }) }),
      ...(unsafeS === undefined ? {} : { unsafeS }),
    };
    parts.keep(Object.keys(seen).length === 0 ? undefined : { visitId: date.visitId, ...seen });
  };
  /** Nothing of an earlier try is left but what was read off the door for the next one. */
  const begin = (next: Partial<PassageView>) => {
    closeBook();
    sinceS = undefined;
    parts.keep(undefined);
    const { line, uses } = view.get();
    view.set({ ...before, line, uses, ...next });
  };
  /** What the door refused or is done with is told, and the next try begins: its receipts stand in nobody's way. */
  const leaveTold = () => {
    if (!['refused', 'complete'].includes(view.get().moment.at)) return;
    const { here } = view.get();
    begin(here === undefined ? {} : { here });
  };
  const send = async (door: number) => {
    const { here } = view.get();
    begin({ knocking: true, ...(here === undefined ? {} : { here }) });
    try {
      const waiting = (waitS: number) => change({ waitS });
      const at = { ...knockFrom(view.get(), door), trackingNumbers: [], waiting };
      const heard = await device.knock(date, at);
      if (heard.outcome === 'allowed') view.update((now) => ({ ...without(now, 'here'), allowed: true }));
      if (heard.outcome === 'refused') view.update((now) => afterRefusal(now, heard.refusal));
      if (heard.outcome === 'not-reached') change({ notReached: heard.because });
    } catch (error) {
      change(knockTrouble(error));
    }
    change({ knocking: false, waitS: undefined });
    readings.now();
  };

  return {
    ...standing,
    view,
    knock: async (door) => {
      if (view.get().knocking) return;
      if (parts.reception()) await send(door);
      else view.update((now) => ({ ...without(now, 'refusal', 'refusedOver'), notReached: 'no-reception' }));
    },
    readHere: (text) => {
      const heard = standing.readHere(text);
      if (heard === 'taken') leaveTold();
      return heard;
    },
    hereAgain: () => {
      standing.hereAgain();
      leaveTold();
    },
    showCode: (door) => {
      if (view.get().showing === undefined) {
        closeBook();
        sinceS = nowS();
        change({ facts: [], moment: { at: 'before' } });
      }
      return standing.showCode(door);
    },
    seen: (what) => {
      standing.putAway();
      change({ unheard: what });
      sinceS ??= nowS();
      keepSeen();
    },
    unsafe: () => {
      const unsafeS = parts.saidAtS();
      standing.putAway();
      change({ unsafeS });
      parts.say({ what: 'unsafe', atS: unsafeS });
      keepSeen();
    },
    safeAgain: () => {
      const { unsafeS } = view.get();
      if (unsafeS === undefined) return;
      view.update((now) => without(now, 'unsafeS'));
      parts.say({ what: 'safe-again', atS: unsafeS });
      keepSeen();
    },
    again: () => begin({}),
    start: readings.start,
    stop: readings.stop,
  };
};

const seenBefore = (kept: KeptPassage | undefined): Pick<PassageView, 'unheard' | 'unsafeS'> => ({
  ...(kept?.unheard === undefined ? {} : { unheard: kept.unheard }),
  ...(kept?.unsafeS === undefined ? {} : { unsafeS: kept.unsafeS }),
});

/** A series has one story for all its dates; the newest way through the door begins with its ask. */
export const sinceLastAsk = (facts: readonly Fact[]): readonly Fact[] => {
  const asked = facts.findLastIndex(({ event }) => event === 'asked');
  return asked < 0 ? facts.filter(({ event }) => event !== 'armed') : facts.slice(asked);
};

const locks = 2;
const usesIn = (facts: readonly Fact[]): PassageView['uses'] =>
  facts.filter(({ event, detail }) => event === 'unlock-intended' && detail.action !== locks);

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
