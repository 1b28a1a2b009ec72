import { ApiProblem } from '@latchkey/contract';
import {
  CarrierError,
  type CourierDevice,
  type Fault,
  type Knocked,
  type Stop,
  type Story,
} from '@latchkey/carrier-sdk';
import { readLabel, type CarrierName, type Fallback, type LabelReading, type Saying } from '@latchkey/delivery';
import { createCell, type Clock, type Later, type Observable } from '@latchkey/web-kit/model';
import { createReadings } from './readings.ts';
import { afterRefusal, asksHere, createAtDoor, knockFrom, without, type AtDoor as Standing, type AtDoorView, type Unheard } from './at-door.ts'; // prettier-ignore
import { atDoorOf, type AtDoor } from './hold.ts';

/** A parcel that is not on this stop: whose number it looks like, and where on today's tour it belongs, where that is known. */
export interface Doubtful {
  readonly number: string;
  readonly carrier?: CarrierName;
  readonly belongsTo?: string;
}

/** `misread`: a check digit does not hold. `route`: the bar code for sorting. `unreadable`: no parcel's number at all. */
export type Scanned = 'taken' | 'doubtful' | 'misread' | 'route' | 'unreadable';

/** What this device knows of one visit at the door. Everything about the door itself comes from `story`: verified receipts. */
export interface VisitView extends AtDoorView {
  /** The courier has read that the door films and goes on. */
  readonly accepted: boolean;
  /** Canonical numbers of the parcels in hand. */
  readonly scanned: readonly string[];
  /** A parcel that is not on this stop, kept until the courier looks again or insists. */
  readonly doubtful?: Doubtful;
  /** This household wants to know that whoever knocks stands at the door. */
  readonly asksHere: boolean;
  readonly knocking: boolean;
  /** The household is asked for its yes until then, by this device's clock. */
  readonly waitsUntilMs?: number;
  /** The hub went on to open; its receipts are about to say so. */
  readonly allowed: boolean;
  readonly notReached?: 'hub-offline' | 'hub-silent' | 'unavailable' | 'no-reception';
  /** The courier does not feel safe here and leaves. */
  readonly unsafeS?: number;
  /** What they did with a parcel that did not get in. */
  readonly left?: Fallback;
  readonly story?: Story;
  /** Receipts that do not verify: nothing about the door may be shown. */
  readonly fault?: Fault;
  readonly line: 'on' | 'off';
}

/** What this device remembers of a visit. */
export interface KeptVisit {
  readonly accepted: boolean;
  readonly scanned: readonly string[];
  readonly unsafeS?: number;
  readonly left?: Fallback;
  readonly unheard?: Unheard;
  readonly at?: AtDoor;
}

export interface VisitParts {
  readonly device: Pick<CourierDevice, 'knock' | 'story' | 'doorCodes'>;
  readonly stop: Stop;
  readonly later: Later;
  readonly clock: Pick<Clock, 'wallMs'>;
  /** Whether the device believes that it has reception. */
  readonly reception: () => boolean;
  /** Survives a reload of the page. */
  readonly kept: KeptVisit;
  readonly keep: (what: KeptVisit) => void;
  /** Kept on the device and told to household and carrier as soon as there is reception. */
  readonly say: (saying: Saying) => void;
  /** The address of another stop of the tour that a parcel belongs to. */
  readonly stopOf?: (scanned: string) => string | undefined;
}

export interface Visit extends Standing {
  readonly view: Observable<VisitView>;
  readonly accept: () => void;
  /** What a label turns out to be, without taking it: a camera sees other codes too, and codes in part. */
  readonly look: (text: string) => LabelReading;
  /** What a scanner or a person reads off a label. A number that is not on the stop becomes `doubtful`. */
  readonly scan: (text: string) => Scanned;
  /** Takes the doubtful number after all; the door decides. */
  readonly insist: () => void;
  readonly scanAgain: () => void;
  readonly knock: (door: number) => Promise<void>;
  /** What the courier sees of a door that this device cannot hear. */
  readonly seen: (what: Unheard) => void;
  /** At once, asking nothing; `safeAgain` takes it back. */
  readonly unsafe: () => void;
  readonly safeAgain: () => void;
  /** The parcel did not get in, and this is what became of it. */
  readonly leave: (to: Fallback) => void;
  /** Reads the receipts now: after an event. */
  readonly poke: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

/** At a door every half second counts; before it, hints from the server do. */
const closeMs = 500;
const calmMs = 4000;

export const createVisit = (parts: VisitParts): Visit => {
  const { doors, flags } = parts.stop.terms;
  const terms = { hubId: parts.stop.chain.grant.claims.hubId, doors, flags };
  const view = createCell<VisitView>({
    ...seenOf(parts.kept),
    asksHere: asksHere(terms),
    knocking: false,
    allowed: false,
    line: 'on',
  });
  /** The stop's own page and the tour that waits for its door may both follow it. */
  let watchers = 0;

  const change = (next: Partial<VisitView>) => view.update((now) => ({ ...now, ...next }));
  const drop = (...names: (keyof VisitView)[]) => view.update((now) => without(now, ...names));
  const keep = () => {
    const now = view.get();
    const at = now.story === undefined && now.unheard === undefined ? parts.kept.at : atDoorOf(now);
    parts.keep({ ...seenOf(now), ...(at === undefined ? {} : { at }) });
  };
  const nowS = () => Math.floor(parts.clock.wallMs() / 1000);

  const look = (text: string) => readLabel(text, parts.stop.text.trackingNumbers);

  const read = async () => {
    try {
      const before = view.get().story;
      const story = await parts.device.story(parts.stop, before);
      const same = before !== undefined && story.facts.length === before.facts.length;
      change({ line: 'on', ...(same ? {} : { story }) });
      if (!same) keep();
    } catch (error) {
      change(troubleOf(error));
    }
  };
  const readings = createReadings(parts.later, read, () => (atDoor(view.get()) ? closeMs : calmMs));
  const answered = (heard: Knocked) => {
    change({ allowed: heard.outcome === 'allowed' });
    if (heard.outcome === 'refused') view.update((now) => afterRefusal(now, heard.refusal));
    if (heard.outcome === 'not-reached') change({ notReached: heard.because });
  };

  const standing = createAtDoor({
    view,
    terms,
    clock: parts.clock,
    codes: (door) => parts.device.doorCodes(parts.stop, { door, trackingNumbers: view.get().scanned }),
  });

  return {
    ...standing,
    view,
    accept: () => {
      change({ accepted: true });
      keep();
      parts.say({ what: 'notice-accepted', atS: nowS() });
    },
    look,
    scan: (text) => {
      const label = look(text);
      if (label.outcome !== 'parcel' && label.outcome !== 'other') return label.outcome;
      drop('doubtful', 'refusal', 'notReached');
      if (label.outcome === 'parcel') {
        change({ scanned: [...new Set([...view.get().scanned, label.number])] });
        keep();
        parts.say({ what: 'scanned', atS: nowS(), trackingNumber: label.number });
        return 'taken';
      }
      const belongsTo = parts.stopOf?.(text);
      const { number, carrier } = label;
      change({
        doubtful: {
          number,
          ...(carrier === undefined ? {} : { carrier }),
          ...(belongsTo === undefined ? {} : { belongsTo }),
        },
      });
      return 'doubtful';
    },
    insist: () => {
      const { doubtful } = view.get();
      drop('doubtful');
      if (doubtful !== undefined) change({ scanned: [doubtful.number] });
    },
    scanAgain: () => {
      drop('doubtful', 'refusal', 'notReached');
      change({ scanned: [] });
      keep();
    },
    knock: async (door) => {
      if (view.get().knocking) return;
      drop('refusal', 'notReached', 'refusedOver');
      if (!parts.reception()) {
        change({ notReached: 'no-reception' });
        return;
      }
      change({ knocking: true, allowed: false });
      try {
        const waiting = (leftS: number) => change({ waitsUntilMs: parts.clock.wallMs() + leftS * 1000 });
        const trackingNumbers = view.get().scanned;
        const at = { ...knockFrom(view.get(), door), trackingNumbers, waiting };
        answered(await parts.device.knock(parts.stop, at));
      } catch (error) {
        change(error instanceof CarrierError ? { fault: error.fault } : { notReached: 'unavailable' });
      }
      drop('waitsUntilMs');
      change({ knocking: false });
      readings.now();
    },
    seen: (unheard) => {
      standing.putAway();
      change({ unheard });
      keep();
    },
    unsafe: () => {
      const unsafeS = nowS();
      change({ unsafeS });
      keep();
      parts.say({ what: 'unsafe', atS: unsafeS });
    },
    safeAgain: () => {
      drop('unsafeS');
      keep();
      parts.say({ what: 'safe-again', atS: nowS() });
    },
    leave: (to) => {
      change({ left: to });
      keep();
      parts.say({ what: 'left', atS: nowS(), to });
    },
    poke: readings.now,
    start: () => {
      watchers++;
      readings.start();
    },
    stop: () => {
      watchers--;
      if (watchers > 0) return;
      readings.stop();
    },
  };
};

const seenOf = ({ accepted, scanned, unsafeS, left, unheard }: Omit<KeptVisit, 'at'>): KeptVisit => ({
  accepted,
  scanned,
  ...(unsafeS === undefined ? {} : { unsafeS }),
  ...(left === undefined ? {} : { left }),
  ...(unheard === undefined ? {} : { unheard }),
});

const troubleOf = (error: unknown): Partial<VisitView> => {
  if (error instanceof CarrierError) return { fault: error.fault };
  if (error instanceof ApiProblem) return { line: 'off' };
  throw error;
};

const atDoor = ({ knocking, allowed, story }: VisitView): boolean => {
  const at = story?.moment.at ?? 'before';
  return knocking || allowed || !['before', 'complete', 'blocked', 'diverted', 'expired', 'refused'].includes(at);
};
