import { ArmedChains, leaf16Of, linksOf, readChain, toHex, type Primitives } from '@latchkey/protocol';

/** What the journal says of who may come: chains complete to the leaf, verified once when they were kept. */
export class ChainMemory {
  /** By hex of the leaf's first 16 hash bytes. */
  readonly armed = new ArmedChains();
  /** Signatures of the links of those chains, by hex hash: they need no second look. */
  readonly verified = new Map<string, Uint8Array>();

  keep(p: Primitives, links: readonly Uint8Array[]): void {
    const read = readChain(p, links);
    if (!read.ok) throw new RangeError(`a journalled chain is ${read.refusal.reason}`);
    this.armed.set(leaf16Of(read.chain), read.chain);
    for (const link of linksOf(read.chain)) this.verified.set(toHex(link.hash), link.signature);
  }

  over(leaf16: string): void {
    this.armed.delete(leaf16);
    this.verified.clear();
    for (const link of [...this.armed.values()].flatMap(linksOf)) this.verified.set(toHex(link.hash), link.signature);
  }

  /** The household has left. */
  forget(): void {
    this.armed.clear();
    this.verified.clear();
  }
}
