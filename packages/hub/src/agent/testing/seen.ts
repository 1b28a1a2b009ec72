import { bringsRoster, NO_BYTES, readReceipt, type Resume } from '@latchkey/protocol';
import type { Memory } from '../../memory/memory.ts';
import { p } from './powered-home.ts';

type Seen = Pick<Resume, 'seq' | 'head' | 'epoch' | 'blockSeq'> & Required<Pick<Resume, 'told'>>;

/** What a device that has followed the hub up to now has seen of it, and how it proves that once the hub has forgotten it. */
export const seenOf = (memory: Memory): Seen => {
  const { seq, head, blockSeq, roster } = memory;
  const last = toldOf(memory, seq);
  const brought = [...memory.receipts].findLast(({ bytes }) => brings(bytes));
  const beside = brought === undefined || brought.seq === seq ? [] : toldOf(memory, brought.seq);
  return { seq, head, blockSeq, epoch: roster.epoch, told: [...last, ...beside] };
};

const toldOf = ({ hashAt, receipts }: Memory, seq: number): Required<Resume>['told'] => {
  const receipt = receipts.find(seq);
  return receipt === undefined ? [] : [[hashAt(seq - 1) ?? NO_BYTES, receipt.bytes]];
};

const brings = (bytes: Uint8Array): boolean => {
  const read = readReceipt(p, bytes);
  return read.ok && bringsRoster(read.link.claims.event);
};
