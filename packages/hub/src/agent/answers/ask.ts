import {
  decideAsk,
  effective,
  fromHex,
  hasFlag,
  leaf16Of,
  toHex,
  type AskAllowed,
  type Refusal,
} from '@latchkey/protocol';
import { mayAsk } from '../../loop/permit.ts';
import { no, yes, type Answer } from '../answer.ts';
import { doorState, type Core } from '../core.ts';
import { visitName, type DoorKeeper } from '../door-keeper.ts';
import { unlessFilmed } from '../visits.ts';
import { RandomStuck } from '../nonces.ts';
import { keepChain } from './chain.ts';
import { heard, isNews } from './refused.ts';
import { whoSpeaks } from './who.ts';

/**
 * An authenticated question for the door's challenge: answers sixteen bytes and, for a visitor, starts the recording, so that the
 * pre-roll is on disk before anybody knocks; unless the member's grant waives the camera. `presentation` is the attacker's until `decideAsk` has said otherwise.
 */
export async function answerAsk(core: Core, presentation: Uint8Array): Promise<Answer> {
  const decision = decideAsk(core.p, presentation, doorState(core), core.time.now());
  if (!decision.allow) return heard(core, decision, whoSpeaks(core, presentation, 'ask')?.who);
  const keeper = core.doors.get(decision.door);
  if (keeper === undefined) return no({ reason: 'door-unknown', door: decision.door });
  const against = againstDoor(decision, keeper) ?? askedTooOften(core, decision);
  if (against !== undefined)
    return heard(core, { allow: false, told: 'full', refusal: against }, whoSpeaks(core, presentation, 'ask')?.who);
  const nonce = challenge(core, decision);
  if (nonce === undefined) return no({ reason: 'not-recognised' });
  if (decision.chain !== undefined) {
    const visit = visitName(decision.chain.grant.claims.visitId);
    if (!(await keepChain(core, decision.chain))) return no({ reason: 'storage-short' });
    const filmed = hasFlag(effective(decision.chain).flags, 'mustRecord');
    keeper.dispatch({ type: 'asked', visit, ...unlessFilmed(filmed) });
  }
  if (decision.again === undefined) tell(core, decision);
  return yes(nonce);
}

/** Looked at first: who waits before a door that somebody else is at asks again and again, and it costs them nothing. */
const againstDoor = ({ chain }: AskAllowed, keeper: DoorKeeper): Refusal | undefined =>
  chain && mayAsk(keeper.loop, visitName(chain.grant.claims.visitId));

/** Of a visitor's key. The same ask again makes nothing new. */
function askedTooOften(core: Core, { chain, holder, again }: AskAllowed): Refusal | undefined {
  if (chain === undefined || again !== undefined || core.asks.take(holder, core.clock.monotonicMs())) return undefined;
  return { reason: 'too-many-asks', outstanding: 1 };
}

function challenge(core: Core, decision: AskAllowed): Uint8Array | undefined {
  if (decision.again !== undefined) return fromHex(decision.again);
  const { door, holder, ask, replaces } = decision;
  try {
    const issuedMs = core.clock.monotonicMs();
    return core.nonces.issue({ door, holder, ask: toHex(ask.hash), issuedMs }, replaces);
  } catch (error) {
    if (!(error instanceof RandomStuck)) throw error;
    core.log.error({ door }, 'the random source repeats itself; the door gives no challenge');
    return undefined;
  }
}

/** A member's ask has no slot, so whoever relays it can send it again for ever: it is told, and takes room on the disk, now and then. */
function tell(core: Core, { ask, door, chain, kid }: AskAllowed): void {
  if (!isNews(core, `${door} asked ${kid ?? ask.name}`)) return;
  const leaf = chain === undefined ? undefined : fromHex(leaf16Of(chain));
  const by = kid === undefined ? undefined : fromHex(kid);
  void core.receipts.add({
    event: 'asked',
    door,
    answers: ask.hash,
    ...(chain === undefined ? {} : { visit: visitName(chain.grant.claims.visitId) }),
    detail: { ...(leaf === undefined ? {} : { leaf }), ...(by === undefined ? {} : { kid: by }) },
  });
}
