import { toHex } from '@latchkey/protocol';
import type { Memory } from '../memory.ts';

const plain = (_key: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return toHex(value);
  if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)];
  return typeof value === 'bigint' ? String(value) : value;
};

/** Everything that a memory tells whoever asks it, as JSON, to be compared with another's. */
export const factsOf = (memory: Memory): string =>
  JSON.stringify(
    {
      ...Object.fromEntries(Object.entries(memory)),
      receipts: [...memory.receipts].map((receipt) => [receipt, memory.hashAt(receipt.seq)]),
      counting: memory.counting,
      blockSeq: memory.blockSeq,
      rosters: Array.from({ length: memory.seq + 2 }, (_, seq) => memory.rosters.since(seq).length),
      links: memory.rosters.links,
      untold: memory.rosters.untold,
    },
    plain,
  );
