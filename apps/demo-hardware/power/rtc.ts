import { z } from 'zod';

/** Where a clock begins that has lost its power: the start of 2000, as these chips do. */
const emptyClockMs = Date.UTC(2000, 0, 1);

const stored = z.object({ offsetMs: z.number(), lostPower: z.boolean(), hasCell: z.boolean() });
export type StoredClock = z.infer<typeof stored>;

/**
 * The hub's clock chip. It runs only while the hub has power, unless somebody has put a buffer cell in. `wallMs` is the
 * real time of this machine; the chip keeps its difference to it.
 */
export class Rtc {
  #offsetMs: number;
  #lostPower: boolean;
  #hasCell: boolean;
  readonly #wallMs: () => number;

  constructor(wallMs: () => number, was: StoredClock | undefined) {
    this.#wallMs = wallMs;
    this.#offsetMs = was?.offsetMs ?? 0;
    this.#lostPower = was?.lostPower ?? true;
    this.#hasCell = was?.hasCell ?? false;
  }

  read() {
    return { lostPower: this.#lostPower, unixS: Math.max(0, Math.floor((this.#wallMs() + this.#offsetMs) / 1000)) };
  }

  set(unixS: number) {
    this.#offsetMs = unixS * 1000 - this.#wallMs();
    this.#lostPower = false;
  }

  /** Somebody turns the clock: unlike a loss of power, the chip does not notice. */
  move(seconds: number) {
    this.#offsetMs += seconds * 1000;
  }

  fitCell(present: boolean) {
    this.#hasCell = present;
  }

  /** The plug goes out, or the whole home goes dark. */
  losePower() {
    if (this.#hasCell) return;
    this.#lostPower = true;
    this.#offsetMs = emptyClockMs - this.#wallMs();
  }

  /** Seconds ahead of this machine's time, for the drawing. */
  errorS() {
    return Math.round(this.#offsetMs / 1000);
  }

  hasCell() {
    return this.#hasCell;
  }

  toStore(): StoredClock {
    return { offsetMs: this.#offsetMs, lostPower: this.#lostPower, hasCell: this.#hasCell };
  }
}

/** Undefined for a file that is missing or not a clock's: then the clock is a new one. */
export const parseClock = (text: string | undefined): StoredClock | undefined => {
  if (text === undefined) return undefined;
  try {
    return stored.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};
