import { ApiProblem } from '@latchkey/contract';
import {
  CarrierError,
  type CourierDevice,
  type Fault,
  type Knocked,
  type Stop,
  type Story,
  type ToldRefusal,
} from '@latchkey/carrier-sdk';
import { readLabel, type CarrierName, type LabelReading } from '@latchkey/delivery';
import { createCell, type Later, type Observable } from '@latchkey/web-kit/model';

/** A parcel that is not on this stop: whose number it looks like, and where on today's tour it belongs, where that is known. */
export interface Doubtful {
  readonly number: string;
  readonly carrier?: CarrierName;
  readonly belongsTo?: string;
}

/** `misread`: a check digit does not hold. `route`: the bar code for sorting. `unreadable`: no parcel's number at all. */
export type Scanned = 'taken' | 'doubtful' | 'misread' | 'route' | 'unreadable';

/** What this device knows of one visit at the door. Everything about the door itself comes from `story`: verified receipts. */
export interface VisitView {
  /** The courier has read that the door films and goes on. */
  readonly accepted: boolean;
  /** Canonical numbers of the parcels in hand. */
  readonly scanned: readonly string[];
  /** A parcel that is not on this stop, kept until the courier looks again or insists. */
  readonly doubtful?: Doubtful;
  readonly knocking: boolean;
  /** The hub went on to open; its receipts are about to say so. */
  readonly allowed: boolean;
  /** The door's answer to the newest knock, until the next try. */
  readonly refusal?: ToldRefusal;
  readonly notReached?: 'hub-offline' | 'hub-silent' | 'unavailable';
  readonly story?: Story;
  /** Receipts that do not verify: nothing about the door may be shown. */
  readonly fault?: Fault;
  readonly line: 'on' | 'off';
}

export interface VisitParts {
  readonly device: Pick<CourierDevice, 'knock' | 'story'>;
  readonly stop: Stop;
  readonly later: Later;
  /** Survives a reload of the page. */
  readonly kept: { readonly accepted: boolean; readonly scanned: readonly string[] };
  readonly keep: (what: { accepted: boolean; scanned: readonly string[] }) => void;
  /** The address of another stop of the tour that a parcel belongs to. */
  readonly stopOf?: (scanned: string) => string | undefined;
}

export interface Visit {
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
  /** Reads the receipts now: after an event. */
  readonly poke: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

/** At a door every half second counts; before it, hints from the server do. */
const closeMs = 500;
const calmMs = 4000;

export const createVisit = (parts: VisitParts): Visit => {
  const view = createCell<VisitView>({ ...parts.kept, knocking: false, allowed: false, line: 'on' });
  let cancel: (() => void) | undefined;
  let running = false;
  let reading = false;

  const change = (next: Partial<VisitView>) => view.update((now) => ({ ...now, ...next }));
  const without = (...names: ('doubtful' | 'refusal' | 'notReached')[]) =>
    view.update(
      (now) =>
        Object.fromEntries(
          Object.entries(now).filter(([name]) => !names.includes(name as never)),
        ) as unknown as VisitView,
    );
  const keep = () => {
    const { accepted, scanned } = view.get();
    parts.keep({ accepted, scanned });
  };

  const look = (text: string) => readLabel(text, parts.stop.text.trackingNumbers);

  const read = async () => {
    reading = true;
    try {
      const before = view.get().story;
      const story = await parts.device.story(parts.stop, before);
      const same = before !== undefined && story.facts.length === before.facts.length;
      change({ line: 'on', ...(same ? {} : { story }) });
    } catch (error) {
      change(troubleOf(error));
    }
    reading = false;
    if (running) cancel = parts.later(() => void read(), atDoor(view.get()) ? closeMs : calmMs);
  };
  const readNow = () => {
    if (!running || reading) return;
    cancel?.();
    void read();
  };
  const answered = (heard: Knocked) => {
    change({ allowed: heard.outcome === 'allowed' });
    if (heard.outcome === 'refused') change({ refusal: heard.refusal });
    if (heard.outcome === 'not-reached') change({ notReached: heard.because });
  };

  return {
    view,
    accept: () => {
      change({ accepted: true });
      keep();
    },
    look,
    scan: (text) => {
      const label = look(text);
      if (label.outcome !== 'parcel' && label.outcome !== 'other') return label.outcome;
      without('doubtful', 'refusal', 'notReached');
      if (label.outcome === 'parcel') {
        change({ scanned: [...new Set([...view.get().scanned, label.number])] });
        keep();
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
      without('doubtful');
      if (doubtful !== undefined) change({ scanned: [doubtful.number] });
    },
    scanAgain: () => {
      without('doubtful', 'refusal', 'notReached');
      change({ scanned: [] });
      keep();
    },
    knock: async (door) => {
      if (view.get().knocking) return;
      without('refusal', 'notReached');
      change({ knocking: true, allowed: false });
      try {
        answered(await parts.device.knock(parts.stop, { door, trackingNumbers: view.get().scanned }));
      } catch (error) {
        change(error instanceof CarrierError ? { fault: error.fault } : { notReached: 'unavailable' });
      }
      change({ knocking: false });
      readNow();
    },
    poke: readNow,
    start: () => {
      if (running) return;
      running = true;
      if (!reading) void read();
    },
    stop: () => {
      running = false;
      cancel?.();
    },
  };
};

const troubleOf = (error: unknown): Partial<VisitView> => {
  if (error instanceof CarrierError) return { fault: error.fault };
  if (error instanceof ApiProblem) return { line: 'off' };
  throw error;
};

const atDoor = ({ knocking, allowed, story }: VisitView): boolean => {
  const at = story?.moment.at ?? 'before';
  return knocking || allowed || !['before', 'complete', 'blocked', 'diverted', 'expired', 'refused'].includes(at);
};
