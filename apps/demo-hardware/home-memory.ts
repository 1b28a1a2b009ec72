import type { Kept } from '@latchkey/hub/locks/simulated';
import { KeptFile } from './atomic-file.ts';
import { keptText, readKeptDoors } from './door/kept-doors.ts';
import type { Time } from './door/home-doors.ts';
import { parseClock, type StoredClock } from './power/rtc.ts';

/** What the home is found with when the demo starts again: its doors as they stood, its clock as it was set. */
export interface Remembered {
  readonly doors: ReadonlyMap<number, Kept>;
  readonly clock: StoredClock | undefined;
}

/** Doors that move are written down this much later, once. */
const settleMs = 500;

/** Writes down what a real home keeps by itself. A write that fails costs a memory, never the home. */
export class HomeMemory {
  readonly #clock: KeptFile;
  readonly #doors: KeptFile;
  readonly #time: Time;
  readonly #log: (line: string) => void;
  #cancelSoon: (() => void) | undefined;

  constructor(folder: string, time: Time, log: (line: string) => void) {
    this.#clock = new KeptFile(`${folder}/clock.json`);
    this.#doors = new KeptFile(`${folder}/doors.json`);
    this.#time = time;
    this.#log = log;
  }

  async read(): Promise<Remembered> {
    return { doors: await readKeptDoors(this.#doors), clock: parseClock(await this.#clock.read()) };
  }

  keepClock(clock: StoredClock): Promise<void> {
    return this.#attempt('clock', this.#clock.write(JSON.stringify(clock)));
  }

  keepDoors(doors: ReadonlyMap<number, Kept>): Promise<void> {
    this.#cancelSoon?.();
    this.#cancelSoon = undefined;
    return this.#attempt('doors', this.#doors.write(keptText(doors)));
  }

  /** Asks for the doors once they had time to come to rest. */
  keepDoorsSoon(doors: () => ReadonlyMap<number, Kept>) {
    this.#cancelSoon ??= this.#time.at(this.#time.nowMs() + settleMs, () => void this.keepDoors(doors()));
  }

  #attempt(what: string, writing: Promise<void>): Promise<void> {
    return writing.catch((error: unknown) => this.#log(`the ${what} could not be kept: ${String(error)}`));
  }
}
