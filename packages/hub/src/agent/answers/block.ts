import {
  coversBlock,
  judgeBlock,
  judgeDivert,
  readDivert,
  readGrant,
  TARGET,
  toBase64url,
  toHex,
  type Block,
  type Grant,
  type Link,
  type StandingBlock,
} from '@latchkey/protocol';
import type { Entry } from '../../journal/entry.ts';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import { visitName } from '../door-keeper.ts';
import { endedBy, settleVisits } from '../visits.ts';
import { tellEndings } from './endings.ts';
import { once } from './once.ts';

/**
 * P3: a block cancels from the moment its signature verified, and is confirmed only once it is on disk: the receipt is the confirmation,
 * and names the openings that had already begun. `proof`: for a carrier's block, the links that lead to its key.
 */
export function answerBlock(core: Core, bytes: Uint8Array, proof: readonly Uint8Array[]): Promise<Answer> {
  const judged = judgeBlock(core.p, bytes, { hubId: core.hubId, roster: core.memory.counting }, proof);
  if (!judged.ok) return Promise.resolve(problem(judged.problem));
  const [grant] = judged.standing.carrierId === undefined ? [] : proof;
  return once(core, judged.link.hash, async () => {
    const stands = core.memory.withdrawn.seqOf(judged.link) !== undefined;
    if (grant !== undefined && !stands && !hasRoom(core, grant)) return problem('storage-short');
    return stand(core, judged.link, judged.standing);
  });
}

/** A carrier can sign blocks without end, and each takes room for ever; a household's own have no limit. */
const MAX_OF_ONE_GRANT = 64;
const carriers = new WeakMap<Core, Map<string, number>>();

function hasRoom(core: Core, grant: Uint8Array): boolean {
  const counts = carriers.get(core) ?? new Map<string, number>();
  carriers.set(core, counts);
  // A grant has more than one form in bytes: whoever holds it can write its signature in two ways.
  const read = readGrant(core.p, grant);
  const name = read.ok ? read.link.name : '';
  const count = (counts.get(name) ?? 0) + 1;
  if (count > MAX_OF_ONE_GRANT) return false;
  counts.set(name, count);
  return true;
}

/**
 * A divert is a block of its visit that also says where the parcel goes: the hub takes the block, which may have come before by itself,
 * and a receipt of its own answers the divert. `links`: the grant, in case this hub never saw the chain.
 */
export async function answerDivert(core: Core, bytes: Uint8Array, links: readonly Uint8Array[]): Promise<Answer> {
  const grant = grantOf(core, bytes, links);
  if (grant === undefined) return problem('not-armed');
  const judged = judgeDivert(core.p, bytes, grant, core.memory.counting);
  if (!judged.ok) return problem(judged.problem);
  const stood = await answerBlock(core, judged.block.bytes, []);
  if (!stood.ok) return stood;
  return once(core, judged.link.hash, async () => {
    const { kid, hash, claims } = judged.link;
    const receipt = await core.receipts.add({
      event: 'diverted',
      answers: hash,
      visit: visitName(claims.visitId),
      detail: () => ({ blockSeq: core.memory.blockSeq, begun: [], ...(kid === undefined ? {} : { kid }) }),
    });
    return receipt === undefined ? problem('storage-short') : yes(receipt.bytes);
  });
}

/** The divert's parent: the grant that came with it, or one of the chains that this hub keeps. */
function grantOf(core: Core, divert: Uint8Array, links: readonly Uint8Array[]): Link<Grant> | undefined {
  const [sent] = links;
  const read = sent === undefined ? undefined : readGrant(core.p, sent);
  if (read?.ok === true) return read.link;
  // Any parent will do to read which visit it names; `judgeDivert` reads it again over the right one.
  const said = readDivert(core.p, divert, new Uint8Array(0));
  if (!said.ok) return undefined;
  const wanted = visitName(said.link.claims.visitId);
  return [...core.memory.chains.values()].find(({ grant }) => visitName(grant.claims.visitId) === wanted)?.grant;
}

/** One that stands since before the start is confirmed again under its number, and takes no second place. */
async function stand(core: Core, link: Link<Block>, standing: Omit<StandingBlock, 'seq'>): Promise<Answer> {
  const before = core.memory.withdrawn.seqOf(link);
  const seq = before ?? core.memory.blockSeq + core.arrivingBlocks.size + 1;
  const block: StandingBlock = { seq, ...standing };
  // What was already with the lock when the block came is named in its receipt.
  const begun = begunUnder(core, block);
  if (before === undefined) await take(core, link, block, begun);
  const confirming = confirm(core, link, seq, begun);
  // The confirmation waits for none of them: each visit's own story says that it ended, to its carrier too.
  if (before === undefined) void tellEndings(core, seq);
  return confirming;
}

async function take(core: Core, link: Link<Block>, block: StandingBlock, begun: readonly string[]): Promise<void> {
  const items = link.claims.target.type === TARGET.visit ? [] : endedBy(core, block, begun);
  core.arrivingBlocks.add(block);
  settleVisits(core);
  try {
    await remember(
      core,
      { t: 'block', seq: block.seq, link: toBase64url(link.bytes) },
      ...endingsOf(block.seq, link, items, begun),
    );
  } finally {
    core.arrivingBlocks.delete(block);
  }
  settleVisits(core);
}

async function confirm(core: Core, link: Link<Block>, seq: number, begun: readonly string[]): Promise<Answer> {
  const { target } = link.claims;
  const receipt = await core.receipts.add({
    event: 'blocked',
    answers: link.hash,
    ...(target.type === TARGET.visit ? { visit: visitName(target.id) } : {}),
    detail: () => ({
      blockSeq: seq,
      begun: newest16(begun.flatMap((visit) => core.lastIntended.get(visit) ?? [])),
      ...(link.kid === undefined ? {} : { kid: link.kid }),
    }),
  });
  return receipt === undefined ? problem('storage-short') : yes(receipt.bytes);
}

/** Visits of unfinished passages that the block covers. */
function begunUnder(core: Core, block: StandingBlock): readonly string[] {
  const now = core.time.now();
  const covered = [...core.memory.chains.values()].filter((chain) => coversBlock(core.p, block, chain, now));
  const visits = new Set(covered.map(({ grant }) => visitName(grant.claims.visitId)));
  return [...core.doors.values()].flatMap(({ loop: { passage } }) =>
    passage?.visit !== undefined && visits.has(passage.visit) ? [passage.visit] : [],
  );
}

const newest16 = (seqs: readonly number[]): readonly number[] => [...new Set(seqs)].sort((a, b) => a - b).slice(0, 16);

/** One entry beside the block's own, so that both are on disk or neither. */
const endingsOf = (seq: number, { kid }: Link<Block>, visits: readonly string[], begun: readonly string[]): Entry[] =>
  visits.length === 0
    ? []
    : [
        {
          t: 'block-ends',
          seq,
          visits: [...visits],
          begun: visits.filter((visit) => begun.includes(visit)),
          ...(kid === undefined ? {} : { kid: toHex(kid) }),
        },
      ];
