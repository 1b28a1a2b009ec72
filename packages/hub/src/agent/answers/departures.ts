import {
  judgeDeparture,
  LAST_WORD_MS,
  LEAVING_FILMS_MS,
  LEAVING_HELD_UP_MS,
  leavingWaitMs,
  readDeparture,
  sameBytes,
  toBase64url,
  type Departure,
  type DepartureKnowledge,
  type Leaving,
  type Link,
} from '@latchkey/protocol';
import { wordOf } from '../../loop/phase.ts';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import type { Presence } from '../presence.ts';
import { RunningTime } from '../running-time.ts';
import { filmed, settleVisits, visited } from '../visits.ts';
import { forgetAnswers } from './once.ts';
import { leavingLeftMs } from './state.ts';

const RAN_EVERY_MS = 60_000;
const TELL_EVERY_MS = 6 * 60 * 60 * 1000;

interface Parts {
  readonly presence: Presence;
  /** The newest receipt that the server says it keeps. */
  readonly keptUpTo: () => number;
  /** The server has every film whole. */
  readonly filmsKept: () => boolean;
  /** Nothing is left to do but to erase. */
  readonly left: () => void;
}

/**
 * The end of the household at this hub (docs/protocol/23-departure.md): announced by the button and waited for, or handed over at once. The
 * last receipt is the end itself; afterwards the hub only waits until the server keeps it, and the films.
 */
export class Departures {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #running: RunningTime;
  /** The running time since the journal's last word of it. */
  #sinceMs = 0;
  #busy = false;
  /** How long the last receipt has waited in this start. */
  #lastWordMs = 0;
  #gone = false;
  /** A repeated message hears the first one's answer: its code is spent, and it was taken. */
  #last: { readonly bytes: Uint8Array; readonly answer: Answer } | undefined;

  constructor(core: Core, parts: Parts) {
    this.#core = core;
    this.#parts = parts;
    this.#running = new RunningTime(core.clock);
  }

  /** At a start: what the hub did not come to say is the first thing it says. */
  async begin(): Promise<void> {
    const { p, memory } = this.#core;
    const { leaving, stayed, told } = memory.departure;
    const stay = stayed === undefined ? undefined : readDeparture(p, stayed);
    if (stay?.ok === true) await this.#say('staying', stay.link);
    if (leaving !== undefined && !told) await this.#tell(leaving);
  }

  /** Somebody beside the hub held its button. */
  held(): Promise<void> {
    const core = this.#core;
    return this.#alone(async () => {
      const { memory } = core;
      if (!memory.paired || memory.departure.leaving !== undefined || visited(core)) return;
      this.#sinceMs = 0;
      await remember(core, { t: 'leaving', id: toBase64url(core.random(16)) });
      core.log.warn({}, 'the button was held: the end of the household is announced');
      await this.#tell(memory.departure.leaving);
    });
  }

  answer(bytes: Uint8Array): Promise<Answer> {
    return this.#core.household.run(async () => {
      if (this.#last !== undefined && sameBytes(this.#last.bytes, bytes)) return this.#last.answer;
      if (this.#core.memory.left) return problem('moved-out');
      const judged = judgeDeparture(this.#core.p, bytes, this.#known());
      if (!judged.ok) return problem(judged.problem);
      if (judged.says !== 'longer') this.#parts.presence.spend();
      const answer = await this.#take(judged.link);
      this.#last = { bytes, answer };
      return answer;
    });
  }

  /** Every second: the hub's own running time, and nothing else, brings the end nearer. */
  look(): void {
    const passedMs = this.#running.passedMs();
    const { memory } = this.#core;
    if (memory.left) return this.#lastWord(passedMs);
    const { leaving } = memory.departure;
    if (leaving === undefined) {
      this.#sinceMs = 0;
      return;
    }
    this.#sinceMs += passedMs;
    if (this.#busy) return;
    if (this.#isDue(leaving)) void this.#alone(() => this.#endIfStillDue());
    else if (this.#sinceMs >= RAN_EVERY_MS) void this.#alone(() => this.#note());
  }

  #isDue(leaving: Leaving): boolean {
    const over = leaving.ranMs + this.#sinceMs - leavingWaitMs(leaving);
    if (over >= LEAVING_HELD_UP_MS) return true;
    return over >= 0 && isQuiet(this.#core) && (over >= LEAVING_FILMS_MS || this.#parts.filmsKept());
  }

  async #endIfStillDue(): Promise<void> {
    const { leaving } = this.#core.memory.departure;
    if (leaving !== undefined && this.#isDue(leaving)) await this.#end('button');
  }

  async #note(): Promise<void> {
    const { departure } = this.#core.memory;
    const { leaving } = departure;
    if (leaving === undefined) return;
    const ranMs = leaving.ranMs + Math.floor(this.#sinceMs);
    this.#sinceMs = 0;
    await remember(this.#core, { t: 'leaving-ran', id: toBase64url(leaving.id), ranMs });
    const due = Math.floor(ranMs / TELL_EVERY_MS) > Math.floor(leaving.ranMs / TELL_EVERY_MS);
    if (due) await this.#tell(departure.leaving);
  }

  async #take(link: Link<Departure>): Promise<Answer> {
    switch (link.claims.says) {
      case 'hand-over':
        return told(await this.#end('handed-over', link));
      case 'stay':
        await remember(this.#core, { t: 'leaving-over', link: toBase64url(link.bytes) });
        return told(await this.#say('staying', link));
      case 'longer': {
        await remember(this.#core, { t: 'leaving-longer', link: toBase64url(link.bytes) });
        return told(await this.#say('leaving', link));
      }
    }
  }

  async #tell(leaving: Leaving | undefined): Promise<void> {
    if (leaving === undefined) return;
    await this.#core.receipts.add({ event: 'leaving', detail: { lengthMs: leavingLeftMs(leaving) } });
    this.#core.changed();
  }

  async #say(event: 'staying' | 'leaving', { hash, kid }: Link<Departure>): Promise<Uint8Array | undefined> {
    const { leaving } = this.#core.memory.departure;
    const lengthMs = leaving === undefined ? {} : { lengthMs: leavingLeftMs(leaving) };
    const receipt = await this.#core.receipts.add({
      event,
      answers: hash,
      detail: { ...lengthMs, ...(kid === undefined ? {} : { kid }) },
    });
    this.#core.changed();
    return receipt?.bytes;
  }

  /** One record is the end. Where it cannot be kept, the household stays. */
  async #end(cause: 'button' | 'handed-over', by?: Link<Departure>): Promise<Uint8Array | undefined> {
    const core = this.#core;
    const kid = by?.kid === undefined ? {} : { kid: by.kid };
    const answers = by === undefined ? {} : { answers: by.hash };
    const receipt = await core.receipts.add({ event: 'moved-out', ...answers, detail: { cause, ...kid } });
    if (receipt === undefined) return undefined;
    core.log.warn({ cause }, 'the household has moved out');
    core.resumed = false;
    forgetAnswers(core);
    for (const keeper of core.doors.values()) keeper.honour();
    settleVisits(core);
    this.#parts.presence.spend();
    return receipt.bytes;
  }

  /** The key stays until the server keeps what it signed last, and the films with it; not for long. */
  #lastWord(passedMs: number): void {
    this.#lastWordMs += passedMs;
    const kept = this.#parts.keptUpTo() >= this.#core.memory.seq && this.#parts.filmsKept();
    if (this.#gone || (!kept && this.#lastWordMs < LAST_WORD_MS)) return;
    this.#gone = true;
    this.#core.log.warn({ kept }, 'what is left of the household is erased');
    this.#parts.left();
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    this.#busy = true;
    try {
      await this.#core.household.run(work);
    } catch (error) {
      this.#core.log.error({ error: String(error) }, 'journal failed');
    } finally {
      this.#busy = false;
    }
  }

  #known(): DepartureKnowledge {
    const { hubId, bootId, memory } = this.#core;
    return {
      hubId,
      bootId,
      roster: memory.roster,
      suspended: memory.suspensions.all,
      shown: this.#parts.presence.code,
      visited: visited(this.#core),
      filmed: filmed(this.#core),
      locked: allLocked(this.#core),
      behind: memory.behind,
      leaving: memory.departure.leaving,
    };
  }
}

const told = (receipt: Uint8Array | undefined): Answer =>
  receipt === undefined ? problem('storage-short') : yes(receipt);

/** As sensors say it a moment ago; a hub that sees no door knows of none that is locked. */
const allLocked = ({ doors, locks, clock }: Core): boolean =>
  locks.connected &&
  doors.size > 0 &&
  [...doors.values()].every(({ loop }) => wordOf(loop, clock.monotonicMs()) === 'locked');

const isQuiet = (core: Core): boolean =>
  allLocked(core) &&
  [...core.doors.values()].every(({ loop }) => loop.passage === undefined && loop.film === undefined);
