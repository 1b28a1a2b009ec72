/** Further back is a lock that was without power: it counts anew. */
const FAR = 1000;
/** A lock that counts anew and has not come far before says so for this long before it is believed: what was merely overtaken comes at once. */
const ANEW_MS = 4000;
const ANEW_REPORTS = 3;

interface Run {
  readonly sinceMs: number;
  readonly seq: number;
  readonly length: number;
}

/** Which reports of one lock are news: one that was overtaken by a younger one says nothing. */
export class ReportOrder {
  #seq = -1;
  /** Lower numbers that rise among themselves. */
  #anew: Run | undefined;

  isNews(seq: number, nowMs: number): boolean {
    if (seq > this.#seq || this.#seq - seq >= FAR || this.#countsAnew(seq, nowMs)) {
      this.#seq = seq;
      this.#anew = undefined;
      return true;
    }
    return false;
  }

  /** The wires were dead: whatever comes next is the first. */
  forget(): void {
    this.#seq = -1;
    this.#anew = undefined;
  }

  #countsAnew(seq: number, nowMs: number): boolean {
    const before = this.#anew;
    const run =
      before === undefined || seq <= before.seq
        ? { sinceMs: nowMs, seq, length: 1 }
        : { ...before, seq, length: before.length + 1 };
    this.#anew = run;
    return run.length >= ANEW_REPORTS && nowMs - run.sinceMs >= ANEW_MS;
  }
}
