/**
 * Those whom anybody can be, and be many: past the limit the oldest gives way, so that whoever is quick gets through a flood. Ours are: a hub that
 * proves its key has done so within its first answer.
 */
export class Crowd<T> {
  readonly #limit: number;
  readonly #sendAway: (one: T) => void;
  /** Oldest first. */
  readonly #all = new Set<T>();

  constructor(limit: number, sendAway: (one: T) => void) {
    this.#limit = limit;
    this.#sendAway = sendAway;
  }

  add(one: T): void {
    this.#all.add(one);
    const [oldest] = this.#all;
    if (this.#all.size <= this.#limit || oldest === undefined) return;
    this.#all.delete(oldest);
    this.#sendAway(oldest);
  }

  remove(one: T): void {
    this.#all.delete(one);
  }
}
