import { NO_BYTES, readMove, type Primitives } from '@latchkey/protocol';

/** The newest move (docs/protocol/29-move.md) and what is needed to show it to the server that it names. */
export interface NewestMove {
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  /** Hash of the move before; empty before the first. */
  readonly previous: Uint8Array;
  readonly server: string;
}

/** What the journal says of which server this hub has; nothing, while it has the one of its settings. */
export class ServerMemory {
  move: NewestMove | undefined;
  /** A receipt tells of it. */
  told = true;

  /** Hash of the newest move, which the next one names. */
  get head(): Uint8Array {
    return this.move?.hash ?? NO_BYTES;
  }

  moved(p: Primitives, bytes: Uint8Array): void {
    const previous = this.head;
    const read = readMove(p, bytes, previous);
    if (!read.ok) throw new RangeError('a journalled move cannot be read');
    this.move = { bytes, hash: read.link.hash, previous, server: read.link.claims.server };
    this.told = false;
  }

  said(event: string): void {
    if (event === 'server-changed') this.told = true;
  }
}
