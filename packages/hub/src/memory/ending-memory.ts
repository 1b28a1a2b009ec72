import { toBase64url, type Receipt } from '@latchkey/protocol';
import type { Entry } from '../journal/entry.ts';

/** A visit that ended with a block of more than one, and whose own receipt of that is not written yet (P3). */
export interface Ending {
  readonly blockSeq: number;
  /** base64url */
  readonly visit: string;
  /** Its passage ran when the block came. */
  readonly begun: boolean;
  /** Of whoever blocked, hex. */
  readonly kid?: string;
}

/** Which visits are owed a receipt that a block ended them: written in one with the block, so that no start forgets it. */
export class EndingMemory {
  #owed: readonly Ending[] = [];

  get owed(): readonly Ending[] {
    return this.#owed;
  }

  begin({ seq, visits, begun, kid }: Extract<Entry, { t: 'block-ends' }>): void {
    const endings = visits.map((visit) => ({
      blockSeq: seq,
      visit,
      begun: begun.includes(visit),
      ...(kid === undefined ? {} : { kid }),
    }));
    this.#owed = [...this.#owed, ...endings];
  }

  said({ event, visitId, detail }: Receipt): void {
    if (event !== 'blocked' || visitId === undefined) return;
    const visit = toBase64url(visitId);
    this.#owed = this.#owed.filter((one) => one.visit !== visit || one.blockSeq !== detail?.blockSeq);
  }

  forget(): void {
    this.#owed = [];
  }
}
