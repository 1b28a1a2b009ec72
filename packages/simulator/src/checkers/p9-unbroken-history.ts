import { FIRST, verifyReceiptChain, type ReceiptHead } from '@latchkey/protocol';
import { primitives } from '../people.ts';
import type { Promised } from './checker.ts';

/**
 * The hub's receipts follow one another, none that left it is taken back, and the member's app calls complete only what it has verified. Where a disk was
 * put back or copied and two stories came of it, the app says so.
 */
export const p9: Promised = {
  name: 'P9',
  check: () => {
    let at: ReceiptHead = FIRST;
    return ({ world, anna }) => {
      const { hub, server, record, hubKey } = world;
      const explained = record.restored || record.cloned;
      if (!explained && server.forked.length > 0) return `receipt ${server.forked[0]} was made twice`;
      if (server.forked.length > 0 && server.connected && !anna.story.forked)
        return `receipt ${server.forked[0]} was told twice, and the app says nothing`;
      if (anna.story.completeTo > anna.story.seen.seq)
        return `the app says complete to ${anna.story.completeTo} and has verified ${anna.story.seen.seq}`;
      if (hub === undefined || record.restored) return undefined;
      const { receipts, seq } = hub.core.memory;
      if (seq < at.seq) return `${at.seq} receipts were durable and ${seq} are left`;
      const read = verifyReceiptChain(
        primitives,
        hubKey.key,
        [...receipts.after(at.seq)].map(({ bytes }) => bytes),
        at,
      );
      if (!read.ok) return `the chain breaks: ${read.problem}`;
      at = read.end;
      return undefined;
    };
  },
};
