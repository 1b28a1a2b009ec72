import { NO_BYTES, sameBytes, toHex } from '../bytes/bytes.ts';
import type { Chain } from './doorstate.ts';

/** So many bytes of the leaf's signature tell any two honest leaves apart. */
const TAIL_BYTES = 8;
const tailOf = (leaf: Uint8Array): string => toHex(leaf.subarray(-TAIL_BYTES));

/**
 * The armed chains of a hub by the hex of the first 16 bytes of their leaf's hash, and found as quickly by their bytes: a home that holds ten
 * thousand grants answers a knock as fast as one with a single grant.
 */
export class ArmedChains extends Map<string, Chain> {
  readonly #byTail = new Map<string, Chain>();

  override set(leaf16: string, chain: Chain): this {
    this.delete(leaf16);
    this.#byTail.set(tailOf(chain.leaf.bytes), chain);
    return super.set(leaf16, chain);
  }

  override delete(leaf16: string): boolean {
    const chain = this.get(leaf16);
    if (chain === undefined) return false;
    const tail = tailOf(chain.leaf.bytes);
    if (this.#byTail.get(tail) === chain) this.#byTail.delete(tail);
    return super.delete(leaf16);
  }

  override clear(): void {
    this.#byTail.clear();
    super.clear();
  }

  /** The chain with exactly these bytes, signatures included: reading it again would give the same. */
  heldAs(links: readonly Uint8Array[]): Chain | undefined {
    const chain = this.#byTail.get(tailOf(links.at(-1) ?? NO_BYTES));
    if (chain?.links.length !== links.length) return undefined;
    return chain.links.every((link, i) => sameBytes(link.bytes, links[i] ?? NO_BYTES)) ? chain : undefined;
  }
}
