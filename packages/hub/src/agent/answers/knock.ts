import {
  decide,
  decodePresentation,
  fromHex,
  keyName,
  leaf16Of,
  leafOf,
  readKnock,
  toHex,
  type Decision,
  type Refused,
} from '@latchkey/protocol';
import { yes, type Answer } from '../answer.ts';
import { doorState, remember, type Core } from '../core.ts';
import { visitName } from '../door-keeper.ts';
import { openInTurn, whoOf } from '../turn.ts';
import { heard, type Who } from './refused.ts';

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
    const known = whoKnocked(core, presentation);
    if (known !== undefined && refused.refusal.reason === 'knock-signature-wrong') {
      await remember(core, core.attempts.failed(known.key, core.clock.monotonicMs())).catch(() => undefined);
    }
    return heard(core, refused, known?.who);
  }
}

const visitOf = (allowed: Extract<Decision, { allow: true }>) =>
  allowed.by === 'visitor' ? { visit: visitName(allowed.grant.claims.visitId) } : {};

/** Whose knock it claims to be, where this hub holds the chain or the member; undefined for strangers. */
function whoKnocked(core: Core, presentation: Uint8Array): { readonly key: string; readonly who: Who } | undefined {
  const opened = decodePresentation(presentation);
  if (!opened.ok) return undefined;
  const { value } = opened;
  if (value.kind === 'member') return whichMember(core, value.knock);
  const last = value.kind === 'chain' ? value.links.at(-1) : undefined;
  const chain = [...core.memory.chains.values()].find((held) =>
    value.kind === 'short'
      ? leaf16Of(held) === toHex(value.leaf16)
      : last !== undefined && Buffer.compare(leafOf(held).bytes, last) === 0,
  );
  if (chain === undefined) return undefined;
  const knock = readKnock(core.p, value.knock, leafOf(chain).hash);
  if (!knock.ok) return undefined;
  const leaf = fromHex(leaf16Of(chain)) ?? new Uint8Array(16);
  const { door, action } = knock.link.claims;
  return {
    key: keyName(leafOf(chain).claims.holder),
    who: { door, action, leaf, visit: visitName(chain.grant.claims.visitId), answers: knock.link.hash },
  };
}

function whichMember(core: Core, bytes: Uint8Array): { readonly key: string; readonly who: Who } | undefined {
  const knock = readKnock(core.p, bytes, core.memory.roster.head);
  const kid = knock.ok ? knock.link.kid : undefined;
  const member = kid === undefined ? undefined : core.memory.roster.members.get(toHex(kid));
  if (!knock.ok || kid === undefined || member === undefined) return undefined;
  const { door, action } = knock.link.claims;
  return { key: keyName(member.key), who: { door, action, kid, answers: knock.link.hash } };
}
