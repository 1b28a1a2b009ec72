import { readReceipt } from '@latchkey/protocol';
import { primitives } from '../people.ts';
import type { Promised } from './checker.ts';

const TOLD_WITHIN_MS = 2000;

/** A door that a key or force moved without anybody let in is told of within two seconds, as that and as nothing else. */
export const p5ForcedIsTold: Promised = {
  name: 'P5',
  check:
    () =>
    ({ world: { record, hub, clock } }) => {
      for (const { door, atMs, seq } of record.forcings) {
        if (hub === undefined || clock.nowMs - atMs < TOLD_WITHIN_MS) continue;
        const told = [...hub.core.memory.receipts.after(seq)].some(({ bytes }) => {
          const read = readReceipt(primitives, bytes);
          return read.ok && read.link.claims.door === door && read.link.claims.event === 'forced';
        });
        if (!told) return `door ${door} was opened by key or force at ${atMs} ms, and nobody was told`;
      }
      return undefined;
    },
};
