import { readReceipt, toBase64url, toHex, type Receipt } from '@latchkey/protocol';
import { primitives } from '../people.ts';
import type { VisitTruth } from '../record.ts';
import { takesBack, type BlockTruth } from '../withdrawn.ts';
import type { World } from '../world.ts';
import type { Promised } from './checker.ts';

/** What the hub writes behind a confirmation; a start writes what the one before it still owed. */
const SAID_WITHIN_MS = 3000;
/** A visit that is nearly over may be over for a hub whose clock is a little late, or not. */
const NEARLY_OVER_S = 40;

interface Owed {
  readonly visit: string;
  readonly name: string;
  readonly sinceMs: number;
}

/** What the hub's story says so far of one visit each; base64url. */
class Told {
  readonly known = new Set<string>();
  readonly opened = new Set<string>();
  /** By a block of its own, or named behind one of more. */
  readonly ended = new Set<string>();
  readonly named = new Set<string>();
  owed: Owed[] = [];
  /** The latest time that the hub ever had: what is over then it has forgotten. */
  latestS = 0;
}

/**
 * A block of more than one visit is confirmed by a receipt that names none; behind it stands one for each visit that it takes back, once, and for no
 * other (docs/protocol/04-block.md). A divert is confirmed with the block inside it. After a disk that was put back the numbers begin anew.
 */
export const p3EachIsToldOnce: Promised = {
  name: 'P3',
  check: () => {
    let looked = 0;
    const told = new Told();
    return ({ world }) => {
      const { hub, record, clock, bootedMs } = world;
      if (hub === undefined || record.restored || record.cloned) return undefined;
      for (const { seq, bytes } of hub.core.memory.receipts.after(looked)) {
        looked = seq;
        const read = readReceipt(primitives, bytes);
        const what = read.ok ? heard(world, told, read.link.claims) : undefined;
        if (what !== undefined) return what;
      }
      told.owed = told.owed.filter(({ visit }) => !told.named.has(visit));
      const late = told.owed.find(({ sinceMs }) => clock.nowMs - Math.max(sinceMs, bootedMs) > SAID_WITHIN_MS);
      return late && `${late.name} was taken back by a block of many, and no receipt says so`;
    };
  },
};

function heard(world: World, told: Told, { event, visitId, answers, iat }: Receipt): string | undefined {
  const visit = visitId && toBase64url(visitId);
  told.latestS = Math.max(told.latestS, iat ?? 0);
  if (event === 'armed' && visit !== undefined) told.known.add(visit);
  if (event === 'unlock-intended' && visit !== undefined) told.opened.add(visit);
  if (event !== 'blocked') return undefined;
  if (answers !== undefined) return confirmed(world, told, toHex(answers), visit);
  return visit === undefined ? 'a block ended nothing' : item(world, told, visit);
}

function confirmed({ record, clock, unixS }: World, told: Told, hash: string, visit: string | undefined): string | undefined {
  const block = record.blocks.find((one) => one.hash === hash);
  if (block === undefined) return 'a receipt confirms a block that nobody signed';
  if ((block.scope === 'visit') !== (visit !== undefined)) return `a block of ${block.scope} is confirmed as another`;
  if (visit !== undefined) {
    if (record.visits.some((one) => nameOf(one) === visit && takesBack(block, one))) told.ended.add(visit);
    return undefined;
  }
  for (const one of record.visits) {
    const name = nameOf(one);
    if (!told.known.has(name) || told.opened.has(name) || told.ended.has(name) || !takesBack(block, one)) continue;
    if (one.giverGoneMs !== undefined || Math.max(unixS, told.latestS) > one.grant.exp - NEARLY_OVER_S) continue;
    told.owed.push({ visit: name, name: one.name, sinceMs: clock.nowMs });
  }
  return undefined;
} // prettier-ignore

function item({ record }: World, told: Told, visit: string): string | undefined {
  const one = record.visits.find((truth) => nameOf(truth) === visit);
  if (told.named.has(visit)) return `two receipts say that ${one?.name ?? visit} ended with a block of many`;
  told.named.add(visit);
  told.ended.add(visit);
  const by = record.blocks.find((block: BlockTruth) => block.scope !== 'visit' && one !== undefined && takesBack(block, one));
  return by === undefined ? `a receipt says that ${one?.name ?? visit} ended, and no block of many takes it back` : undefined;
} // prettier-ignore

const nameOf = ({ grant }: VisitTruth): string => toBase64url(grant.visitId);
