import { createCell, type Observable } from './observable.ts';

/** Whose time this device's clock is held against. The door's is signed; the server's is only its word. */
export type ClockWitness = 'door' | 'server';

/** Positive: this device is ahead of the other clock. */
export type ClockDoubt =
  /** This device's clock stands alone. */
  | { readonly kind: 'device'; readonly aheadMs: number }
  /** The door differs, and the server agrees with this device. */
  | { readonly kind: 'door'; readonly aheadMs: number };

export interface ClockCheck {
  /** Undefined while the clocks agree, or while nobody has said a time. */
  readonly doubt: Observable<ClockDoubt | undefined>;
  /**
   * Somebody's time, read between asking and hearing the answer, both by this device's clock. `theirMs` is unix milliseconds of a
   * whole second. It can come from a hostile server, so nothing is set by it: it makes this app say something and sign less.
   */
  readonly hear: (witness: ClockWitness, theirMs: number, askedMs: number, heardMs: number) => void;
}

/** Less than this is no doubt: windows are told in minutes. */
export const doubtFromMs = 2 * 60_000;
const secondMs = 1000;

/** How far this device is ahead at least. A slow answer makes it smaller, never larger: right clocks never look wrong. */
export const aheadOf = (theirMs: number, askedMs: number, heardMs: number): number => {
  if (askedMs > theirMs + secondMs) return askedMs - theirMs - secondMs;
  return heardMs < theirMs ? heardMs - theirMs : 0;
};

const isOff = (aheadMs: number): boolean => Math.abs(aheadMs) >= doubtFromMs;

export const judgeClocks = (door: number | undefined, server: number | undefined): ClockDoubt | undefined => {
  // The door knows better than the server: where it agrees with this device, the server's clock is the server's trouble.
  const said = door ?? server;
  if (said === undefined || !isOff(said)) return undefined;
  return { kind: server === undefined || isOff(server) ? 'device' : 'door', aheadMs: said };
};

const others: Record<ClockWitness, ClockWitness> = { door: 'server', server: 'door' };

/** A device whose own clock is off signs nothing that depends on it; a door's clock is the door's affair. */
export const deviceIsRight = (doubt: ClockDoubt | undefined): boolean => doubt?.kind !== 'device';

export const createClockCheck = (): ClockCheck => {
  const doubt = createCell<ClockDoubt | undefined>(undefined);
  const ahead: Record<ClockWitness, number | undefined> = { door: undefined, server: undefined };
  return {
    doubt,
    hear: (witness, theirMs, askedMs, heardMs) => {
      // The clock was set back while the answer was on its way: the next one tells.
      if (heardMs < askedMs || Number.isNaN(theirMs)) return;
      const now = aheadOf(theirMs, askedMs, heardMs);
      // Something jumped, and it may be this device's clock: what the other witness said before no longer tells anything.
      if (Math.abs(now - (ahead[witness] ?? now)) >= doubtFromMs) ahead[others[witness]] = undefined;
      ahead[witness] = now;
      const next = judgeClocks(ahead.door, ahead.server);
      // Seconds of drift between two answers are no news.
      const before = doubt.get();
      if (before?.kind === next?.kind && Math.abs((before?.aheadMs ?? 0) - (next?.aheadMs ?? 0)) < 30_000) return;
      doubt.set(next);
    },
  };
};

/** *About 2 h*: nobody needs the minutes of three hours. */
export const roundedDoubtMs = ({ aheadMs }: ClockDoubt): number => {
  const ms = Math.abs(aheadMs);
  const step = ms >= 3 * 3_600_000 ? 3_600_000 : ms >= 3_600_000 ? 15 * 60_000 : 60_000;
  return Math.round(ms / step) * step;
};
