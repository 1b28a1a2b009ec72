import { NO_BYTES, sameBytes, type Link, type Receipt } from '@latchkey/protocol';
import type { Run } from './runs.ts';

type Chained = Pick<Link<Receipt>, 'bytes' | 'hash' | 'claims'>;

/** A run with the receipt that a log's proof of it is for. */
export interface MadeRun extends Run {
  readonly end: Chained;
}

/** The receipts of one visit in runs of consecutive numbers, out of a hub's verified story from the first on. */
export function runsOf(story: readonly Chained[], visitId: Uint8Array): MadeRun[] {
  const isHere = ({ claims }: Chained) => claims.visitId !== undefined && sameBytes(claims.visitId, visitId);
  const groups: { previous: Uint8Array; receipts: [Chained, ...Chained[]] }[] = [];
  for (const [at, receipt] of story.entries()) {
    if (!isHere(receipt)) continue;
    const before = story[at - 1];
    const last = groups.at(-1);
    if (before !== undefined && last?.receipts.at(-1) === before) last.receipts.push(receipt);
    else groups.push({ previous: before?.hash ?? NO_BYTES, receipts: [receipt] });
  }
  return groups.map(({ previous, receipts }) => ({
    previous,
    receipts: receipts.map(({ bytes }) => bytes),
    end: receipts.at(-1) ?? receipts[0],
  }));
}
