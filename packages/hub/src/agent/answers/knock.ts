import { decide, keyName, leafOf, toHex, type Decision, type Refused } from '@latchkey/protocol';
import { yes, type Answer } from '../answer.ts';
import { doorState, remember, type Core } from '../core.ts';
import { visitName } from '../door-keeper.ts';
import { openInTurn, whoOf } from '../turn.ts';
import { heard, type Who } from './refused.ts';
import { whoSpeaks } from './who.ts';

const REMEMBERED_ANSWERS = 64;

/** A courier's or a member's knock: the thirteen steps, the camera, the turn. */
export class Knocks {
  readonly #core: Core;
  /** The first answer to each presentation that got as far as the turn: a repeated one hears it again and opens nothing. */
  readonly #answers = new Map<string, Promise<Answer>>();

  constructor(core: Core) {
    this.#core = core;
  }

  answer(presentation: Uint8Array): Promise<Answer> {
    const name = toHex(this.#core.p.sha256(presentation));
    const before = this.#answers.get(name);
    if (before !== undefined) return before;
    const decision = decide(this.#core.p, presentation, doorState(this.#core), this.#core.time.now());
    if (!decision.allow) return this.#refused(presentation, decision);
    const answer = this.#proceed(decision);
    this.#answers.set(name, answer);
    if (this.#answers.size > REMEMBERED_ANSWERS) this.#answers.delete(this.#answers.keys().next().value ?? '');
    return answer;
  }

  async #proceed(allowed: Extract<Decision, { allow: true }>): Promise<Answer> {
    const core = this.#core;
    const keeper = core.doors.get(allowed.door);
    const who: Who = { door: allowed.door, answers: allowed.knock.hash, ...whoOf(allowed), ...visitOf(allowed) };
    if (keeper === undefined)
      return heard(core, { allow: false, told: 'full', refusal: { reason: 'door-unknown', door: allowed.door } }, who);
    if (allowed.by === 'visitor' && allowed.action === 'unlock') {
      await keeper.ready(visitName(allowed.grant.claims.visitId), allowed.terms.flags);
    }
    const refusal = await openInTurn(core, allowed, keeper);
    if (refusal !== undefined) return heard(core, { allow: false, told: 'full', refusal }, who);
    const forgiven = core.attempts.succeeded(
      keyName(allowed.by === 'visitor' ? leafOf(allowed.chain).claims.holder : allowed.member.key),
    );
    if (forgiven !== undefined) remember(core, forgiven).catch(() => undefined);
    return yes();
  }

  async #refused(presentation: Uint8Array, refused: Refused): Promise<Answer> {
    const core = this.#core;
    const known = whoSpeaks(core, presentation, 'knock');
    if (known?.key !== undefined && refused.refusal.reason === 'knock-signature-wrong') {
      await remember(core, core.attempts.failed(known.key, core.clock.monotonicMs())).catch(() => undefined);
    }
    return heard(core, refused, known?.who);
  }
}

const visitOf = (allowed: Extract<Decision, { allow: true }>) =>
  allowed.by === 'visitor' ? { visit: visitName(allowed.grant.claims.visitId) } : {};
