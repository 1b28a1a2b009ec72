import {
  decide,
  fromHex,
  judgeApproval,
  toBase64url,
  toldTo,
  type ApprovalProblem,
  type Decision,
  type Refusal,
  type VisitorAllowed,
} from '@latchkey/protocol';
import { no, problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import { visitName } from '../door-keeper.ts';
import type { Allowed } from '../turn.ts';
import { APPROVAL_WAIT_MS, asApproved, askWhenReady, filmOn, nameOfKnock, waitLeftS, type WaitingKnock } from '../waiting.ts'; // prettier-ignore
import { keepChain } from './chain.ts';
import { heard, type Who } from './refused.ts';
import { whoSpeaks } from './who.ts';

/** What becomes of a knock that has waited. */
export interface Ends {
  readonly proceed: (presentation: Uint8Array, allowed: Allowed) => Promise<Answer>;
  readonly refuse: (presentation: Uint8Array, refusal: Refusal, who: Who) => Promise<Answer>;
}

/**
 * Flag 4: a knock that lacks nothing but a member's yes waits for it (docs/protocol/06-approval.md). It waits outside every turn and
 * holds nothing but its nonce, so that nobody else waits with it; what it stands on is looked at again and again.
 */
export class Approvals {
  readonly #core: Core;
  readonly #ends: Ends;

  constructor(core: Core, ends: Ends) {
    this.#core = core;
    this.#ends = ends;
  }

  /** The answer to a knock that waits, or begins to; undefined for every other. */
  waits(presentation: Uint8Array, decision: Decision): Answer | undefined {
    const core = this.#core;
    if (decision.allow) return undefined;
    if (core.waiting.all.length === 0 && decision.refusal.reason !== 'approval-missing') return undefined;
    const known = whoSpeaks(core, presentation, 'knock');
    if (known === undefined) return undefined;
    const before = core.waiting.get(nameOfKnock(known.who));
    if (before !== undefined) return this.#stillWaits(before);
    if (decision.told !== 'full' || decision.refusal.reason !== 'approval-missing') return undefined;
    const would = decide(core.p, presentation, asApproved(core, nameOfKnock(known.who), undefined), core.time.now());
    if (!would.allow) return heard(core, would, known.who);
    if (would.by !== 'visitor' || would.consumes.nonce === undefined) return undefined;
    return this.#begin(presentation, would, would.consumes.nonce, known.who);
  }

  /** The first answer that verifies counts; whatever comes later finds nobody waiting. */
  async answer(message: Uint8Array): Promise<Answer> {
    const core = this.#core;
    let why: ApprovalProblem | 'nobody-waits' = 'nobody-waits';
    for (const waiting of core.waiting.all) {
      const judged = judgeApproval(core.p, message, waiting.knock, { hubId: core.hubId, roster: core.memory.counting });
      if (judged.ok) return this.#answered(waiting, judged.says, fromHex(judged.kid) ?? new Uint8Array(8));
      // Over another knock's hash every signature is wrong: it answers none of those that wait.
      if (judged.problem !== 'signature-wrong') why = judged.problem;
    }
    return problem(why);
  }

  look(): void {
    const nowMs = this.#core.clock.monotonicMs();
    for (const waiting of this.#core.waiting.all) {
      const against = this.#against(waiting) ?? askWhenReady(this.#core, waiting);
      if (against !== undefined) this.#end(waiting, against);
      else if (nowMs >= waiting.untilMs) this.#end(waiting, { reason: 'approval-late' });
      else filmOn(this.#core, waiting);
    }
  }

  #begin(presentation: Uint8Array, would: VisitorAllowed, nonce: string, who: Who): Answer {
    const core = this.#core;
    const { holder, grant } = would.chain;
    const crowded = core.waiting.crowded(holder);
    if (crowded !== undefined) return no(crowded);
    const older = core.waiting.of(holder);
    if (older !== undefined) this.#end(older, { reason: 'nonce-unknown' });
    const waiting: WaitingKnock = {
      name: nameOfKnock(who),
      knock: would.knock.hash,
      presentation,
      nonce,
      holder,
      visit: visitName(grant.claims.visitId),
      flags: would.terms.flags,
      who,
      untilMs: core.clock.monotonicMs() + APPROVAL_WAIT_MS,
      filmUntilMs: 0,
      asked: false,
    };
    core.nonces.hold(nonce);
    core.waiting.add(waiting);
    // Over what only the door shows nobody asked before: its chain may be new here.
    void keepChain(core, would.chain).catch(() => undefined);
    filmOn(core, waiting);
    askWhenReady(core, waiting);
    core.log.info({ door: who.door }, 'a knock waits for a member’s yes');
    return this.#left(waiting);
  }

  /** A repeated knock is a reason to look at once: a block does not wait for the next second. */
  #stillWaits(waiting: WaitingKnock): Answer {
    const against = this.#against(waiting);
    if (against !== undefined) {
      this.#end(waiting, against);
      return no(against);
    }
    return this.#left(waiting);
  }

  #left(waiting: WaitingKnock): Answer {
    return no({ reason: 'approval-missing', waitS: waitLeftS(this.#core, waiting) });
  }

  #decideAnew({ presentation, name, nonce }: WaitingKnock): Decision {
    return decide(this.#core.p, presentation, asApproved(this.#core, name, nonce), this.#core.time.now());
  }

  #against(waiting: WaitingKnock): Refusal | undefined {
    const decision = this.#decideAnew(waiting);
    return decision.allow ? undefined : toldTo(decision);
  }

  async #answered(waiting: WaitingKnock, says: 'yes' | 'no', kid: Uint8Array): Promise<Answer> {
    const who = { ...waiting.who, kid };
    if (says === 'no') {
      this.#over(waiting);
      await this.#ends.refuse(waiting.presentation, { reason: 'approval-refused' }, who);
      return yes();
    }
    const decision = this.#decideAnew(waiting);
    this.#over(waiting);
    if (!decision.allow) return this.#ends.refuse(waiting.presentation, toldTo(decision), who);
    // Its nonce is old by now: it is kept until the turn has spent it.
    this.#core.nonces.hold(waiting.nonce);
    const answer = this.#ends.proceed(waiting.presentation, { ...decision, approvedBy: kid });
    void answer.finally(() => this.#core.nonces.release(waiting.nonce)).catch(() => undefined);
    return answer;
  }

  #end(waiting: WaitingKnock, refusal: Refusal): void {
    this.#over(waiting);
    void this.#ends.refuse(waiting.presentation, refusal, waiting.who);
  }

  /** Nobody waits for it any more, whatever became of it. */
  #over(waiting: WaitingKnock): void {
    const core = this.#core;
    core.waiting.remove(waiting.name);
    core.nonces.release(waiting.nonce);
    core.lines.send({ type: 'approval-over', visitId: waiting.visit, knock: toBase64url(waiting.knock) });
  }
}
