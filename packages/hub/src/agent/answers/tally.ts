import { MAX_TALLIED, signTally, toBase64url } from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import { Serial } from '../serial.ts';

/** So many receipts are looked through before everything else in the hub has its turn: milliseconds. */
const SLICE = 2_000;
const MOST_WAITING = 4;

/** Which of this hub's receipts are of a visit, under its signature (docs/protocol/31-tally.md). One is made at a time. */
export class Tallies {
  readonly #core: Core;
  readonly #queue = new Serial();
  #waiting = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  async answer(visitId: Uint8Array): Promise<Answer> {
    if (visitId.length !== 16) return problem('malformed');
    if (this.#waiting === MOST_WAITING) return problem('busy');
    this.#waiting++;
    try {
      return await this.#queue.run(() => this.#tally(visitId));
    } finally {
      this.#waiting--;
    }
  }

  async #tally(visitId: Uint8Array): Promise<Answer> {
    const { p, signer, hubId, memory, time } = this.#core;
    const { seq, head } = memory;
    const { from, receipts, upTo } = await this.#numbersOf(toBase64url(visitId), seq);
    if (memory.left) return problem('moved-out');
    // A disk that was put back may not even have the newest one.
    if (receipts.length === 0 || upTo !== seq) return problem('nothing-of-it');
    if (receipts.length > MAX_TALLIED) return problem('too-many');
    const { unixS } = time.now();
    const iat = unixS === undefined ? {} : { iat: unixS };
    return yes((await signTally(p, signer, { hubId, visitId, from, seq, head, receipts, ...iat })).bytes);
  }

  /** Since the last hole in what is kept: before it something may have been of the visit. */
  async #numbersOf(visit: string, end: number): Promise<{ from: number; upTo: number; receipts: readonly number[] }> {
    let [from, upTo]: [number, number] = [1, 0];
    let receipts: number[] = [];
    let looked = SLICE;
    while (looked > 0 && upTo < end) {
      looked = 0;
      for (const receipt of this.#core.memory.receipts.after(upTo)) {
        if (receipt.seq > end || looked === SLICE) break;
        if (receipt.seq !== upTo + 1) [from, receipts] = [receipt.seq, []];
        upTo = receipt.seq;
        if (receipt.visit === visit) receipts.push(upTo);
        looked++;
      }
      await theOthers();
    }
    return { from, upTo, receipts };
  }
}

const theOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
