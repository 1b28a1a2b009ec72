import {
  judgeResume,
  judgeTime,
  NO_BYTES,
  openRoster,
  readRoster,
  sameBytes,
  SKEW_S,
  toBase64url,
  toHex,
  type EventName,
  type HubMemory,
  type JudgedResume,
  type Link,
  type MemoryProblem,
  type ReceiptDetail,
  type Resume,
  type RosterProblem,
} from '@latchkey/protocol';
import type { Entry } from '../../journal/entry.ts';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import { settleVisits } from '../visits.ts';
import { once } from './once.ts';
import { tellRecoveryOver } from './recovery.ts';
import { sendRosters, tellRoster } from './roster-told.ts';

/** What members' devices tell their hub: the next roster, that it may go on after a start, and the time. */

/** The first successor that is journalled wins; its receipt confirms it. */
export function answerRoster(core: Core, bytes: Uint8Array): Promise<Answer> {
  return core.household.run(async () => {
    // Presence wins over an admin far away, whatever the roster says: docs/protocol/22-suspension.md.
    const read = readRoster(core.p, bytes, core.memory.roster.head);
    if (read.ok && core.memory.suspensions.stands(toHex(read.link.kid ?? NO_BYTES))) return problem('signer-suspended');
    // A recovery that this disk forgot stood once, by the hub's own receipt.
    const { rosterTold } = core.memory;
    const stood = (hash: Uint8Array) => rosterTold !== undefined && sameBytes(hash, rosterTold.hash);
    const opened = openRoster(core.p, bytes, core.memory.roster, stood);
    if (!opened.ok) return problem(opened.problem satisfies RosterProblem);
    const { pending } = core.memory.recovery;
    await remember(core, { t: 'roster', link: toBase64url(bytes) });
    settleVisits(core);
    sendRosters(core.lines, [bytes]);
    const receipt = await tellRoster(core);
    await tellRecoveryOver(core, pending, 'overtaken');
    return yes(receipt?.bytes);
  });
}

export function hubMemory(core: Core): HubMemory {
  const { hubId, bootId, startSeq, memory } = core;
  const { seq, hashAt, blockSeq, answeredFork, counting: roster } = memory;
  const hubKey = core.signer.key;
  const epochSeen = memory.rosterTold?.epoch ?? 0;
  return { hubId, hubKey, bootId, startSeq, seq, hashAt, blockSeq, epochSeen, answeredFork, roster };
}

/**
 * A member's device has looked at this start: visitors may come, unless it has seen more than this disk holds. That is heard at any time: whoever
 * knew less may have answered first.
 */
export function answerResume(core: Core, bytes: Uint8Array): Promise<Answer> {
  return core.household.run(async () => {
    const judged = judgeResume(core.p, bytes, hubMemory(core));
    if (!judged.ok) return problem(judged.problem satisfies MemoryProblem);
    if (core.resumed && judged.outcome === 'resumed') return yes();
    const { link } = judged;
    if (judged.outcome === 'rolled-back') return once(core, link.hash, () => rollBack(core, judged));
    await remember(core, { t: 'resumed', bootId: toBase64url(core.bootId) });
    await resumed(core, link, 'resumed');
    return yes();
  });
}

type RolledBack = Extract<JudgedResume, { outcome: 'rolled-back' }>;

/**
 * P2: what this disk forgot may have been a use, a block or a removal. Earlier grants end; where the hub's own word proves it, numbers go on behind the seen
 * ones, and nothing that stood on this disk's memory goes on. A claim does no more than any member can do to grants.
 */
async function rollBack(core: Core, { link, proven, roster }: RolledBack): Promise<Answer> {
  const { seq, head, blockSeq, iat } = link.claims;
  const voidUntilS = endOfGrants(iat, core.time.now().unixS);
  core.log.error(
    { ownSeq: core.memory.seq, seenSeq: seq, proven },
    'this disk was rolled back; earlier grants are void',
  );
  const rolledBack = {
    ...{ voidUntilS, seq, head: toBase64url(head) },
    // Each block has a receipt: no number of theirs runs away from the receipts'.
    blockSeq: Math.min(blockSeq, Math.max(core.memory.seq, proven ? seq : 0)),
    ...(proven ? {} : { claimed: true as const }),
    ...(roster === undefined ? {} : { roster: { epoch: roster.epoch, hash: toBase64url(roster.hash) } }),
  };
  const pending = proven ? core.memory.recovery.pending : undefined;
  const entry = { t: 'resumed', bootId: toBase64url(core.bootId), rolledBack } as const;
  const voids: Entry[] = proven ? [{ t: 'tags-void', tags: [...core.taps.names] }] : [];
  await core.receipts.between(() => remember(core, entry, ...voids));
  await resumed(core, link, 'rolled-back', { timeS: voidUntilS });
  await tellRecoveryOver(core, pending, 'rolled-back');
  return yes();
}

async function resumed(core: Core, { kid, hash }: Link<Resume>, event: EventName, detail: ReceiptDetail = {}) {
  core.resumed = true;
  await core.receipts.add({ event, answers: hash, detail: { ...detail, ...(kid === undefined ? {} : { kid }) } });
  settleVisits(core);
  core.changed();
}

/** Where time is trusted it decides: a phone whose clock is wrong neither saves an old grant nor ends tomorrow's. */
const endOfGrants = (iat: number, nowS: number | undefined): number =>
  nowS === undefined ? iat : Math.min(Math.max(iat, nowS), nowS + SKEW_S);

export function answerTime(core: Core, bytes: Uint8Array): Promise<Answer> {
  return core.household.run(async () => {
    const { questions, time } = core;
    const clock = { ...time.now(), floorS: time.floorS, timeNonces: questions.timeNonces };
    const judged = judgeTime(core.p, bytes, hubMemory(core), clock);
    if (!judged.ok) return problem(judged.problem satisfies MemoryProblem);
    const { kid, hash, claims } = judged.link;
    questions.memberAnswered(toHex(claims.nonce), judged.memberMs);
    const before = time.now().unixS;
    if (before === undefined || judged.unixS > before + 1) {
      await remember(core, { t: 'floor', unixS: judged.unixS });
      time.member(judged.unixS);
      core.locks.send({ type: 'rtc-set', unixS: judged.unixS });
      await core.receipts.add({
        event: 'time-set',
        answers: hash,
        detail: { timeS: judged.unixS, ...(kid === undefined ? {} : { kid }) },
      });
    }
    settleVisits(core);
    return yes();
  });
}
