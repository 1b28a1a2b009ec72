import { textOf } from '../ids.ts';

const LIMIT = 10_000;

/**
 * Statements that hubs answered by receipt a moment ago. A block goes to the hub while it is being kept, so that its receipt may be
 * here first: whoever keeps the block looks here afterwards.
 */
export class Settled {
  readonly #names = new Set<string>();

  add(hubId: string, hash: Uint8Array): void {
    this.#names.add(`${hubId} ${textOf(hash)}`);
    const oldest = this.#names.values().next().value;
    if (this.#names.size > LIMIT && oldest !== undefined) this.#names.delete(oldest);
  }

  has(hubId: string, hash: Uint8Array): boolean {
    return this.#names.has(`${hubId} ${textOf(hash)}`);
  }
}
