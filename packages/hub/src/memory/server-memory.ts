import { NO_BYTES, readMove, sameBytes, type Link, type Move, type Primitives } from '@latchkey/protocol';

/** A move of this hub (docs/protocol/29-move.md) and what is needed to show it to the server that it names. */
export interface NewestMove {
  readonly link: Link<Move>;
  readonly hash: Uint8Array;
  /** Hash of the move before; empty before the first. */
  readonly previous: Uint8Array;
  readonly server: string;
}

/** What the journal says of which server this hub has; nothing, while it has the one of its settings. */
export class ServerMemory {
  move: NewestMove | undefined;
  /** Moves of which no receipt tells, oldest first. */
  untold: readonly Link<Move>[] = [];

  /** Hash of the newest move, which the next one names. */
  get head(): Uint8Array {
    return this.move?.hash ?? NO_BYTES;
  }

  moved(p: Primitives, bytes: Uint8Array): void {
    const previous = this.head;
    const read = readMove(p, bytes, previous);
    if (!read.ok) throw new RangeError('a journalled move cannot be read');
    const { link } = read;
    this.move = { link, hash: link.hash, previous, server: link.claims.server };
    this.untold = [...this.untold, link];
  }

  /** A receipt that answers this move. */
  said(answers: Uint8Array): void {
    this.untold = this.untold.filter(({ hash }) => !sameBytes(hash, answers));
  }
}
