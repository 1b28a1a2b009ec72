import { joinBytes, toBase64url } from '@latchkey/protocol';
import { remember, type Core } from './core.ts';
import { nameOfStart } from './nonces.ts';
import type { HubClockPort } from './ports.ts';

/** No clock drifts so far between two looks; whoever sets one by less changes nothing here either. */
const JUMP_MS = 10_000;
/** 49 days: as much as a receipt can say. A machine without a clock of its own wakes in 1970. */
const LONGEST_MS = 0xffff_ffff;

/** Whether this machine slept: the monotonic clock stands still then (a lid, a paused virtual machine, one that was put back with its memory), and the wall's does not. */
export class SleepWatch {
  readonly #clock: HubClockPort;
  #apartMs: number;

  constructor(clock: HubClockPort) {
    this.#clock = clock;
    this.#apartMs = clock.wallMs() - clock.monotonicMs();
  }

  /** For how many milliseconds since the last call; undefined: not at all. A wall clock that was merely set looks the same, and one set back like no time. */
  slept(): number | undefined {
    const apartMs = this.#clock.wallMs() - this.#clock.monotonicMs();
    const sleptMs = apartMs - this.#apartMs;
    this.#apartMs = apartMs;
    return Math.abs(sleptMs) > JUMP_MS ? Math.min(Math.max(0, Math.round(sleptMs)), LONGEST_MS) : undefined;
  }
}

/**
 * A hub that slept knows as little as one that starts: what the time is, what was said outside, whether its disk is its newest, how its doors stand. So
 * it is a start, with a new boot id, for visitors; members and the doors' own loops go on, and each lock is asked how it stands now (P4). Called before
 * anything is decided; nothing here is waited for but the journal's own order.
 */
export function lookForSleep(core: Core): void {
  const sleptMs = core.sleep.slept();
  if (sleptMs === undefined) return;
  core.log.warn({ sleptMs }, 'this machine slept, or its clock was set: visitors wait as after a start');
  core.bootId = nameOfAwakening(core);
  core.startSeq = core.memory.seq;
  core.resumed = false;
  core.time.forget();
  core.questions.forget();
  core.nonces.forget();
  core.receipts.startedAgain(sleptMs === 0 ? {} : { cause: 'slept', lengthMs: sleptMs });
  remember(core, { t: 'boot', bootId: toBase64url(core.bootId) }).catch((error: unknown) =>
    core.log.error({ error: String(error) }, 'journal failed'),
  );
  for (const keeper of core.doors.values()) keeper.slept(sleptMs);
  for (const type of ['rtc?', 'report?'] as const) core.locks.send({ type });
  core.changed();
}

/** A machine that was put back with its memory draws the bytes again that it drew after it was copied, and its journal has the same number: only the wall's clock is another. */
function nameOfAwakening({ p, random, clock, memory }: Core): Uint8Array {
  const wall = new Uint8Array(8);
  new DataView(wall.buffer).setFloat64(0, clock.wallMs());
  return nameOfStart(p, joinBytes(random(16), wall), memory.boots + 1);
}
