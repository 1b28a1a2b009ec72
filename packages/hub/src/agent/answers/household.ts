import {
  judgeResume,
  judgeTime,
  openRoster,
  toBase64url,
  toHex,
  type HubMemory,
  type MemoryProblem,
  type RosterProblem,
} from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import { settleVisits } from '../visits.ts';

/** What members' devices tell their hub: the next roster, that it may go on after a start, and the time. */

/** The first successor that is journalled wins; its receipt confirms it. */
export function answerRoster(core: Core, bytes: Uint8Array): Promise<Answer> {
  return core.household.run(async () => {
    const opened = openRoster(core.p, bytes, core.memory.roster);
    if (!opened.ok) return problem(opened.problem satisfies RosterProblem);
    await remember(core, { t: 'roster', link: toBase64url(bytes) });
    settleVisits(core);
    const { link, state } = opened;
    const receipt = await core.receipts.add({
      event: 'roster',
      answers: link.hash,
      detail: { epoch: state.epoch, rosterHash: state.head, ...(link.kid === undefined ? {} : { kid: link.kid }) },
    });
    return yes(receipt?.bytes);
  });
}

export function hubMemory(core: Core): HubMemory {
  const { hubId, bootId, memory } = core;
  return { hubId, bootId, seq: memory.seq, hashAt: memory.hashAt, blockSeq: memory.blockSeq, roster: memory.roster };
}

/** A member's device has looked at this start: visitors may come, unless it has seen more than this disk holds. */
export function answerResume(core: Core, bytes: Uint8Array): Promise<Answer> {
  return core.household.run(async () => {
    const judged = judgeResume(core.p, bytes, hubMemory(core));
    if (!judged.ok) return problem(judged.problem satisfies MemoryProblem);
    if (core.resumed && judged.outcome === 'resumed') return yes();
    const { kid, hash, claims } = judged.link;
    const who = kid === undefined ? {} : { kid };
    const bootId = toBase64url(core.bootId);
    if (judged.outcome === 'resumed') {
      await remember(core, { t: 'resumed', bootId });
      core.resumed = true;
      await core.receipts.add({ event: 'resumed', answers: hash, detail: who });
    } else {
      const rolledBack = { voidUntilS: judged.voidUntilS, seq: claims.seq, head: toBase64url(claims.head) };
      core.log.error(
        { ownSeq: core.memory.seq, seenSeq: claims.seq },
        'this disk was rolled back; earlier grants are void',
      );
      await core.receipts.idle();
      await remember(core, { t: 'resumed', bootId, rolledBack });
      core.resumed = true;
      await core.receipts.add({ event: 'rolled-back', answers: hash, detail: { ...who, timeS: judged.voidUntilS } });
    }
    settleVisits(core);
    core.changed();
    return yes();
  });
}

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
