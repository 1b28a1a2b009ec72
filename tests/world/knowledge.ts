import type { Core } from '../../packages/hub/src/agent/core.ts';
import { p } from '../../packages/hub/src/agent/testing/powered-home.ts';
import { seenOf } from '../../packages/hub/src/agent/testing/seen.ts';
import { readReceipt, sameBytes, type Resume } from '../../packages/protocol/src/index.ts';

type Seen = Pick<Resume, 'seq' | 'head' | 'epoch' | 'blockSeq' | 'told'>;

/** What one phone has verified of its hub's story, which may be more than the hub has after its disk was put back. */
export class Knowledge {
  seen: Seen = { seq: 0, head: new Uint8Array(0), epoch: 0, blockSeq: 0 };

  /** Goes on where the hub's story does; one that goes on otherwise is taken up only once the hub has been told, and says that it goes on. */
  readOn({ memory, resumed }: Core): void {
    if (!this.#follows(memory) && !resumed) return;
    const { epoch, blockSeq } = this.seen;
    const now = seenOf(memory);
    this.seen = { ...now, epoch: Math.max(epoch, now.epoch), blockSeq: Math.max(blockSeq, now.blockSeq) };
  }

  #follows({ seq, head, receipts }: Core['memory']): boolean {
    if (seq === this.seen.seq) return sameBytes(head, this.seen.head);
    const [next] = receipts.after(this.seen.seq);
    if (next === undefined) return false;
    const read = readReceipt(p, next.bytes, this.seen.head);
    return read.ok && next.seq === this.seen.seq + 1;
  }
}
