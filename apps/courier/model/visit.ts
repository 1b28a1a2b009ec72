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
import { readTrackingNumber } from '@latchkey/delivery';
import { createCell, type Later, type Observable } from '@latchkey/web-kit/model';

/** What this device knows of one visit at the door. Everything about the door itself comes from `story`: verified receipts. */
export interface VisitView {
  /** The courier has read that the door films and goes on. */
  readonly accepted: boolean;
  /** Canonical numbers of the parcels in hand. */
  readonly scanned: readonly string[];
  /** A number that is not on this stop, kept until the courier looks again or insists. */
  readonly doubtful?: string;
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
}

export interface Visit {
  readonly view: Observable<VisitView>;
  readonly accept: () => void;
  /** `unreadable`: no parcel's number. A number that is not on the stop becomes `doubtful`. */
  readonly scan: (text: string) => 'taken' | 'doubtful' | 'unreadable';
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
    scan: (text) => {
      const number = readTrackingNumber(text);
      if (number === undefined) return 'unreadable';
      without('doubtful', 'refusal', 'notReached');
      const fits = parts.stop.text.trackingNumbers.includes(number);
      if (fits) change({ scanned: [...new Set([...view.get().scanned, number])] });
      else change({ doubtful: number });
      keep();
      return fits ? 'taken' : 'doubtful';
    },
    insist: () => {
      const { doubtful } = view.get();
      without('doubtful');
      if (doubtful !== undefined) change({ scanned: [doubtful] });
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
