interface Limits {
  /** Of all together. */
  readonly most: number;
  readonly mostOfOne: number;
}

/** What waits for many owners: each in their own order, and owners in turn, so that whoever has much to say keeps nobody else waiting. */
export class FairQueue<T> {
  /** In the order in which owners have their turn. */
  readonly #waiting = new Map<string, T[]>();
  readonly #limits: Limits;
  #size = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** How many found no room: none, or one. Where all is full, whoever has most waiting loses their newest. */
  push(owner: string, item: T): 0 | 1 {
    const own = this.#waiting.get(owner) ?? [];
    if (own.length >= this.#limits.mostOfOne) return 1;
    const full = this.#size >= this.#limits.most;
    if (full && !this.#makeRoom(own.length)) return 1;
    own.push(item);
    this.#waiting.set(owner, own);
    this.#size++;
    return full ? 1 : 0;
  }

  /** The next item of the first owner in turn who may; their next turn is after everybody else's. */
  next(may: (owner: string) => boolean): T | undefined {
    for (const [owner, own] of this.#waiting) {
      if (!may(owner)) continue;
      const item = own.shift();
      this.#waiting.delete(owner);
      if (own.length > 0) this.#waiting.set(owner, own);
      this.#size--;
      return item;
    }
    return undefined;
  }

  clear(): void {
    this.#waiting.clear();
    this.#size = 0;
  }

  /** False where nobody has more waiting than whoever asks. */
  #makeRoom(own: number): boolean {
    const [longest] = [...this.#waiting.values()].sort((a, b) => b.length - a.length);
    if (longest === undefined || longest.length <= own) return false;
    longest.pop();
    this.#size--;
    return true;
  }
}
