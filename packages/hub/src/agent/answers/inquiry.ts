import { packSealed, sealTo } from '@latchkey/keys';
import {
  againstBytes,
  effective,
  hasFlag,
  judgeInquiry,
  signReadiness,
  type Against,
  type Chain,
  type InquiryProblem,
  type Readiness,
} from '@latchkey/protocol';
import { lockFacts } from '../../loop/permit.ts';
import { problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import { visitName, type DoorKeeper } from '../door-keeper.ts';
import { canStillOpen } from '../visits.ts';
import { doorKnowledge } from './declaration.ts';

const INFO = new TextEncoder().encode('lk1-readiness');
const LOW_BATTERY_PERCENT = 15;

/**
 * Whether the doors of a visit would let somebody in (docs/protocol/17-inquiry.md, 18-readiness.md): signed, sealed to who asked, and
 * nothing more about the home. Bytes and links are the attacker's until they verified.
 */
export async function answerInquiry(core: Core, bytes: Uint8Array, links: readonly Uint8Array[]): Promise<Answer> {
  const door = { ...doorKnowledge(core), voidUntilS: core.memory.voidUntilS };
  const judged = judgeInquiry(core.p, bytes, links, door, core.time.now());
  if (!judged.ok) return problem(judged.problem satisfies InquiryProblem);
  const { link, chain } = judged;
  const { unixS } = core.time.now();
  const { doors } = effective(chain);
  if (!doors.some((one) => canStillOpen(core, chain, one, unixS))) return problem('over' satisfies InquiryProblem);
  const keepers = doors.flatMap((one) => core.doors.get(one) ?? []);
  if (keepers.length !== doors.length) return problem('door-unknown' satisfies InquiryProblem);
  const readiness: Readiness = {
    nonce: link.claims.nonce,
    hubId: core.hubId,
    visitId: chain.grant.claims.visitId,
    doors: keepers.map((keeper) => ({
      door: keeper.declaration.door,
      against: againstBytes(unixS === undefined ? ['time-unknown'] : against(core, keeper, chain)),
    })),
    ...(unixS === undefined ? {} : { iat: unixS }),
  };
  const signed = await signReadiness(core.p, core.signer, readiness);
  const info = Uint8Array.of(...INFO, ...link.hash);
  return yes(packSealed(await sealTo(link.claims.sealingKey, signed.bytes, info)));
}

/** What a knock would meet, as far as it can be known before one. */
function against(core: Core, keeper: DoorKeeper, chain: Chain): readonly Against[] {
  const { loop, film, batteryPercent } = keeper;
  const visit = visitName(chain.grant.claims.visitId);
  const { lock } = lockFacts(loop, visit, core.clock.monotonicMs());
  const look = hasFlag(effective(chain).flags, 'mustRecord') ? film.look(loop.ringing) : 'live';
  const stands: Readonly<Record<Exclude<Against, 'time-unknown'>, boolean>> = {
    'lock-silent': !lock.reachable,
    'lock-jammed': loop.seen?.jam === true,
    'battery-low': batteryPercent !== undefined && batteryPercent <= LOW_BATTERY_PERCENT,
    'picture-lost': look === 'lost',
    'storage-short': core.journal.broken,
    'not-resumed': !core.resumed || core.memory.behind,
    'camera-asleep': look === 'asleep',
    'takes-no-visitor': !loop.traits.egressFree,
  };
  return (Object.keys(stands) as (keyof typeof stands)[]).filter((reason) => stands[reason]);
}
