import {
  judgeSetBack,
  NO_BYTES,
  sameBytes,
  TIME_SOURCE,
  type Link,
  type SetBack,
  type SetBackKnowledge,
  type SetBackProblem,
} from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import type { Presence } from '../presence.ts';
import { filmed, settleVisits, visited } from '../visits.ts';

/**
 * An admin beside the hub sets its clock back, and the floor with it (docs/protocol/30-set-back.md). The receipt is the set-back itself; until it
 * is on disk the hub has no time at all, so that nothing of the time before is written behind it.
 */
export class SetBacks {
  readonly #core: Core;
  readonly #presence: Presence;
  /** Whoever is asked for the time is worth asking again. */
  readonly #askAgain: () => void;
  /** A repeated message hears the first one's answer: its code is spent, and it was taken. */
  #last: { readonly bytes: Uint8Array; readonly answer: Answer } | undefined;

  constructor(core: Core, presence: Presence, askAgain: () => void) {
    this.#core = core;
    this.#presence = presence;
    this.#askAgain = askAgain;
  }

  answer(bytes: Uint8Array): Promise<Answer> {
    return this.#core.household.run(async () => {
      if (this.#last !== undefined && sameBytes(this.#last.bytes, bytes)) return this.#last.answer;
      const judged = judgeSetBack(this.#core.p, bytes, this.#known());
      if (!judged.ok) return problem(judged.problem satisfies SetBackProblem);
      this.#presence.spend();
      const answer = await this.#take(judged.link);
      this.#last = { bytes, answer };
      return answer;
    });
  }

  async #take({ claims: { iat: unixS }, kid = NO_BYTES, hash }: Link<SetBack>): Promise<Answer> {
    const { time, locks, log, receipts, bootId } = this.#core;
    const fromS = time.floorS;
    time.hold();
    locks.send({ type: 'rtc-set', unixS });
    const receipt = await receipts.add({
      event: 'clock-set-back',
      time: { unixS, source: TIME_SOURCE.member },
      answers: hash,
      detail: { kid, timeS: unixS, fromMs: fromS * 1000 },
    });
    if (receipt === undefined) time.letGo();
    else time.setBack(unixS);
    // The machine slept meanwhile: nobody knows for how long.
    if (!sameBytes(bootId, this.#core.bootId)) time.forget();
    settleVisits(this.#core);
    this.#core.changed();
    if (receipt === undefined) return problem('storage-short');
    log.warn({ fromS, toS: unixS }, 'an admin beside the hub set its clock back; every member is told');
    this.#askAgain();
    return yes(receipt.bytes);
  }

  #known(): SetBackKnowledge {
    const { hubId, bootId, memory, time } = this.#core;
    return {
      hubId,
      bootId,
      roster: memory.roster,
      suspended: memory.suspensions.all,
      shown: this.#presence.code,
      visited: visited(this.#core) || filmed(this.#core),
      behind: memory.behind,
      floorS: time.floorS,
    };
  }
}
