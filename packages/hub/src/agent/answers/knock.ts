import {
  decide,
  hasFlag,
  keyName,
  leafOf,
  provenBy,
  toHex,
  type Decision,
  type DoorState,
  type Presence,
  type Refusal,
  type Refused,
  type VisitorAllowed,
} from '@latchkey/protocol';
import { mayAsk } from '../../loop/permit.ts';
import { yes, type Answer } from '../answer.ts';
import { doorState, remember, type Core } from '../core.ts';
import { visitName } from '../door-keeper.ts';
import type { Tap } from '../taps.ts';
import { openInTurn, whoOf, type Allowed } from '../turn.ts';
import { unlessFilmed } from '../visits.ts';
import { Approvals } from './approval.ts';
import { keepChain } from './chain.ts';
import { heard, type Who } from './refused.ts';
import { whoSpeaks } from './who.ts';

type Way = DoorState['heardOver'];

const REMEMBERED_ANSWERS = 64;

/** A courier's or a member's knock: the thirteen steps, a member's yes where it is asked for, the camera, the turn. */
export class Knocks {
  readonly #core: Core;
  readonly #approvals: Approvals;
  /** The first answer to each presentation that got as far as the turn: a repeated one hears it again and opens nothing. */
  readonly #answers = new Map<string, Promise<Answer>>();

  constructor(core: Core) {
    this.#core = core;
    this.#approvals = new Approvals(core, {
      proceed: (presentation, allowed) => this.#keep(presentation, this.#heard(allowed)),
      refuse: (presentation, refusal, who) => this.#keep(presentation, Promise.resolve(refuse(core, refusal, who))),
    });
  }

  answer(presentation: Uint8Array): Promise<Answer> {
    return this.#answer(presentation, 'line', (allowed) => this.#heard(allowed));
  }

  /** The same, read by the camera of a door (docs/protocol/door-code.md): nobody asked before, so the film begins now. */
  shown(presentation: Uint8Array, door: number): Promise<Answer> {
    return this.#answer(presentation, 'door-camera', (allowed) => {
      const isHere = allowed.by === 'visitor' && allowed.door === door && allowed.knock.claims.slot !== undefined;
      if (isHere) return this.#unasked(allowed, 'door-camera', 'camera');
      return Promise.resolve(refuse(this.#core, { reason: 'presence-not-proven' }, whoAllowed(allowed)));
    });
  }

  /** A member's yes or no to a knock that waits. */
  approval(message: Uint8Array): Promise<Answer> {
    return this.#approvals.answer(message);
  }

  /** Whether what waits may still wait: once a second, and after whatever could have changed it. */
  look(): void {
    this.#approvals.look();
  }

  #answer(presentation: Uint8Array, way: Way, go: (allowed: Allowed) => Promise<Answer>): Promise<Answer> {
    const before = this.#answers.get(this.#name(presentation));
    if (before !== undefined) return before;
    const { decision, tap } = this.#decide(presentation, way);
    // What a door's camera read counts for its slot: it cannot wait.
    const waits = way === 'line' ? this.#approvals.waits(presentation, decision) : undefined;
    const goes = () => (decision.allow ? this.#keep(presentation, go(decision)) : this.#refused(presentation, decision, way)); // prettier-ignore
    const answer = waits === undefined ? goes() : Promise.resolve(waits);
    if (tap !== undefined) this.#writeDown(tap, answer);
    return answer;
  }

  /** A reading of the door's tag that this knock brings counts for it; it is taken as soon as the knock's signatures have verified. */
  #decide(presentation: Uint8Array, way: Way): { readonly decision: Decision; readonly tap?: Tap } {
    const { p, time, taps, clock } = this.#core;
    const state = doorState(this.#core, way);
    const tap = taps.read(presentation, clock.monotonicMs());
    if (tap === undefined) return { decision: decide(p, presentation, state, time.now()) };
    const nonces = new Map([...state.nonces, [tap.nonce, tap.as]]);
    const decision = decide(p, presentation, { ...state, nonces }, time.now());
    if (!decision.allow && decision.told !== 'full') return { decision };
    taps.take(tap);
    return { decision, tap };
  }

  /** With the use that it takes, or by itself where nothing opened: whoever carried this knock has it still, and a start would know nothing of it. */
  #writeDown({ tag, counter }: Tap, answer: Promise<Answer>): void {
    const core = this.#core;
    const write = async (): Promise<void> => {
      await answer;
      if ((core.memory.uses.taps.get(tag) ?? -1) < counter) await remember(core, { t: 'tapped', tag, counter });
    };
    write().catch((error: unknown) => core.log.error({ error: String(error) }, 'journal failed'));
  }

  #name(presentation: Uint8Array): string {
    return toHex(this.#core.p.sha256(presentation));
  }

  #keep(presentation: Uint8Array, answer: Promise<Answer>): Promise<Answer> {
    this.#answers.set(this.#name(presentation), answer);
    if (this.#answers.size > REMEMBERED_ANSWERS) this.#answers.delete(this.#answers.keys().next().value ?? '');
    return answer;
  }

  /** Over the line. A knock over what only the door shows needs no ask before it. */
  #heard(allowed: Allowed): Promise<Answer> {
    const presence = provenBy(this.#core.p, allowed.knock.claims, doorState(this.#core));
    if (presence === undefined || allowed.by === 'member') return this.#proceed(allowed, 'line');
    if (allowed.action === 'lock') return this.#proceed({ ...allowed, presence }, 'line');
    return this.#unasked(allowed, 'line', presence);
  }

  /** Nobody asked before, so the recording begins now. */
  async #unasked(allowed: VisitorAllowed, way: Way, presence: Presence): Promise<Answer> {
    const refusal = await this.#begin(allowed);
    if (refusal !== undefined) return refuse(this.#core, refusal, whoAllowed(allowed));
    return this.#proceed({ ...allowed, presence }, way);
  }

  async #begin(allowed: VisitorAllowed): Promise<Refusal | undefined> {
    const core = this.#core;
    const keeper = core.doors.get(allowed.door);
    if (keeper === undefined) return { reason: 'door-unknown', door: allowed.door };
    const visit = visitName(allowed.grant.claims.visitId);
    const busy = mayAsk(keeper.loop, visit);
    if (busy !== undefined) return busy;
    if (!(await keepChain(core, allowed.chain))) return { reason: 'storage-short' };
    keeper.dispatch({ type: 'asked', visit, ...unlessFilmed(hasFlag(allowed.terms.flags, 'mustRecord')) });
    return undefined;
  }

  async #proceed(allowed: Allowed, way: Way): Promise<Answer> {
    const core = this.#core;
    const keeper = core.doors.get(allowed.door);
    const who = whoAllowed(allowed);
    if (keeper === undefined) return refuse(core, { reason: 'door-unknown', door: allowed.door }, who);
    if (allowed.by === 'visitor' && allowed.action === 'unlock') {
      await keeper.ready(visitName(allowed.grant.claims.visitId), allowed.terms.flags);
    }
    const refusal = await openInTurn(core, allowed, keeper);
    if (refusal !== undefined) return refuse(core, refusal, who);
    const key = allowed.by === 'visitor' ? leafOf(allowed.chain).claims.holder : allowed.member.key;
    const forgiven = core.attempts.succeeded(keyName(key), way);
    if (forgiven !== undefined) remember(core, forgiven).catch(() => undefined);
    return yes();
  }

  async #refused(presentation: Uint8Array, refused: Refused, way: Way): Promise<Answer> {
    const core = this.#core;
    const known = whoSpeaks(core, presentation, 'knock');
    if (known?.key !== undefined && refused.refusal.reason === 'knock-signature-wrong') {
      await remember(core, core.attempts.failed(known.key, core.clock.monotonicMs(), way)).catch(() => undefined);
    }
    return heard(core, refused, known?.who);
  }
}

const refuse = (core: Core, refusal: Refusal, who: Who): Answer =>
  heard(core, { allow: false, told: 'full', refusal }, who);

const whoAllowed = (allowed: Allowed): Who => ({
  door: allowed.door,
  answers: allowed.knock.hash,
  ...whoOf(allowed),
  ...(allowed.by === 'visitor' ? { visit: visitName(allowed.grant.claims.visitId) } : {}),
});
