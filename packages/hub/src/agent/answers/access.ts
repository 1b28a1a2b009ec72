import { packSealed, sealTo } from '@latchkey/keys';
import {
  compareBytes,
  fromHex,
  judgeQuestion,
  keyIdOf,
  leaf16Of,
  MAX_ACCESS_BLOCKS,
  MAX_VISITORS,
  occurrenceAt,
  signAccess,
  STANDING,
  TARGET,
  useName,
  windowsOf,
  type Access,
  type AccessBlock,
  type AccessVisitor,
  type Chain,
  type QuestionProblem,
} from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import type { DoorKeeper } from '../door-keeper.ts';
import { canStillOpen } from '../visits.ts';
import { doorKnowledge } from './declaration.ts';

const INFO = new TextEncoder().encode('lk1-access');
const ways = {
  keypad: STANDING.keypad,
  remote: STANDING.remote,
  'makers-cloud': STANDING.makersCloud,
  'button-inside': STANDING.buttonInside,
  bluetooth: STANDING.bluetooth,
} as const;

/** Who can open this door right now (docs/protocol/16-access.md): complete, signed, and sealed to the member who asked. */
export async function answerAccess(core: Core, bytes: Uint8Array): Promise<Answer> {
  const judged = judgeQuestion(core.p, bytes, doorKnowledge(core));
  if (!judged.ok) return problem(judged.problem satisfies QuestionProblem);
  const { claims, hash } = judged.link;
  const keeper = core.doors.get(claims.door);
  if (keeper === undefined) return problem('door-unknown');
  const access = await signAccess(core.p, core.signer, accessOf(core, keeper, claims.nonce));
  return yes(packSealed(await sealTo(judged.member.sealingKey, access.bytes, INFO, hash)));
}

function accessOf(core: Core, keeper: DoorKeeper, nonce: Uint8Array): Access {
  const { memory, time } = core;
  const { door, standing } = keeper.declaration;
  const { unixS } = time.now();
  const visitors = visitorsOf(core, door, unixS);
  return {
    nonce,
    hubId: core.hubId,
    door,
    bootId: core.bootId,
    seq: memory.seq,
    epoch: memory.roster.epoch,
    facts: keeper.facts,
    driverFacts: keeper.driverFacts,
    declared: memory.declarations.newest.get(door)?.number ?? 0,
    standing: [...new Set(standing)].map((way) => ways[way]).sort((a, b) => a - b),
    members: [...memory.counting.members]
      .map(([kid, { role }]) => ({ kid: fromHex(kid) ?? new Uint8Array(8), role }))
      .sort((a, b) => compareBytes(a.kid, b.kid)),
    visitors: visitors.slice(0, MAX_VISITORS).sort((a, b) => compareBytes(a.leaf, b.leaf)),
    leftOut: Math.max(visitors.length - MAX_VISITORS, 0),
    resumed: core.resumed && !memory.behind,
    ...blocksOf(core, unixS),
    ...(unixS === undefined ? {} : { iat: unixS }),
  };
}

/**
 * What members took back at once and what stands of it; a carrier's own blocks are of its own couriers. *Everything* is never what does
 * not fit, then the newest stay. Without trusted time one that may have ended stands.
 */
function blocksOf(core: Core, nowS: number | undefined): Pick<Access, 'blocks' | 'blocksLeftOut'> {
  const wide = core.memory.blocks.filter(
    ({ target, carrierId, exp }) =>
      target.type !== TARGET.visit && carrierId === undefined && (nowS ?? 0) < (exp ?? Infinity),
  );
  const newest = [...wide].sort((a, b) => b.seq - a.seq);
  const ofAll = newest.filter(({ target }) => target.type === TARGET.everything);
  const kept = [...ofAll, ...newest.filter((one) => !ofAll.includes(one))].slice(0, MAX_ACCESS_BLOCKS);
  if (kept.length === 0) return {};
  const blocks = kept
    .sort((a, b) => a.seq - b.seq)
    .map(({ seq, target, exp }): AccessBlock => ({ seq, target, ...(exp === undefined ? {} : { exp }) }));
  return { blocks, ...(wide.length > kept.length ? { blocksLeftOut: wide.length - kept.length } : {}) };
}

/** Those whose window runs come first, then by when it begins: what does not fit is what is furthest away. */
function visitorsOf(core: Core, door: number, nowS: number | undefined): AccessVisitor[] {
  return [...core.memory.chains.values()]
    .filter((chain) => chain.terms.doors.includes(door) && canStillOpen(core, chain, door, nowS))
    .flatMap((chain) => visitorOf(core, chain, door, nowS) ?? [])
    .sort((a, b) => (a.armed === b.armed ? a.fromS - b.fromS : a.armed ? -1 : 1));
}

function visitorOf(core: Core, chain: Chain, door: number, nowS: number | undefined): AccessVisitor | undefined {
  const leaf = fromHex(leaf16Of(chain));
  const { kid, claims } = chain.grant;
  const usesLeftIn = ({ fromS }: { readonly fromS: number }) => {
    const occurrence = occurrenceAt(claims, Math.max(fromS, nowS ?? 0)) ?? 0;
    return claims.uses - (core.memory.uses.taken.get(useName(chain.grant, door, occurrence)) ?? 0);
  };
  // Whoever came today comes again next week.
  const window = windowsOf(chain).find((one) => (nowS === undefined || nowS < one.toS) && usesLeftIn(one) > 0);
  if (window === undefined || leaf === undefined || kid === undefined) return undefined;
  const usesLeft = usesLeftIn(window);
  return {
    visitId: claims.visitId,
    leaf,
    issuer: kid,
    holder: keyIdOf(core.p, chain.leaf.claims.holder),
    armed: nowS !== undefined && window.fromS <= nowS,
    fromS: window.fromS,
    toS: window.toS,
    usesLeft,
  };
}
