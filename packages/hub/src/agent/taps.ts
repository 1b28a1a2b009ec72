import {
  decodePresentation,
  encodeUtf8,
  joinBytes,
  LAST_COUNTER,
  readChain,
  readKnock,
  readSun,
  sunNonce,
  toHex,
  type AesBlock,
  type Chain,
  type Nonce,
  type Presentation,
  type Primitives,
  type TagSecrets,
} from '@latchkey/protocol';
import type { Memory } from '../memory/memory.ts';
import type { Nonces } from './nonces.ts';

/** An NTAG 424 DNA on the outside of a door, as whoever fitted it wrote it into the hub's settings. */
export interface DoorTag extends TagSecrets {
  readonly door: number;
}

export interface TagsPort {
  readonly aes: AesBlock;
  /** As the settings are now. */
  readonly all: () => readonly DoorTag[];
}

/** One reading of one chip: `tag` is the chip's name under these keys. */
export interface Reading {
  readonly tag: string;
  readonly counter: number;
}

/** A reading that a knock brought and that nobody has brought before. */
export interface Tap extends Reading {
  /** Hex. */
  readonly nonce: string;
  readonly as: Nonce;
}

const REMEMBERED = 64;
const NO_TAGS: TagsPort['all'] = () => [];

/** Readings of the doors' tags: each is a nonce of the key that brought it, and its number only rises. docs/protocol/door-nonce.md */
export class Taps {
  readonly #p: Primitives;
  readonly #memory: Memory;
  readonly #nonces: Nonces;
  readonly #aes: AesBlock | undefined;
  readonly #all: TagsPort['all'];
  /** By tag: the highest number that a verified knock has brought in this start; what was used is in the memory. */
  readonly #heard = new Map<string, number>();
  /** By nonce: which reading it is, for the journal. */
  readonly #readings = new Map<string, Reading>();

  constructor(p: Primitives, memory: Memory, nonces: Nonces, tags: TagsPort | undefined) {
    this.#p = p;
    this.#memory = memory;
    this.#nonces = nonces;
    this.#aes = tags?.aes;
    this.#all = tags?.all ?? NO_TAGS;
  }

  has(door: number): boolean {
    return this.#at(door).length > 0;
  }

  /** The names of all that are fitted now: what a rollback makes void. */
  get names(): readonly string[] {
    return this.#all().map((tag) => this.#name(tag));
  }

  /** The names of all that this household ever knew of: fitted, read, or void. Its readings may be anywhere. */
  get everKnown(): readonly string[] {
    const { taps, voidTags } = this.#memory.uses;
    return [...new Set([...this.names, ...taps.keys(), ...voidTags])];
  }

  /** What this presentation brings, before anything of it is verified; undefined where it brings nothing that counts. */
  read(presentation: Uint8Array, nowMs: number): Tap | undefined {
    if (this.#all().length === 0) return undefined;
    const said = this.#said(presentation);
    if (said === undefined) return undefined;
    const reading = this.#reading(said.door, said.tap);
    if (reading === undefined || reading.counter <= this.#taken(reading.tag)) return undefined;
    const { door, holder } = said;
    const as = { origin: 'tapped', door, holder, issuedMs: nowMs } as const;
    return { ...reading, nonce: toHex(sunNonce(this.#p, door, said.tap)), as };
  }

  /** The knock that brought it verified: from now on it is this key's, and no number up to it counts again. */
  take({ tag, counter, nonce, as }: Tap): void {
    this.#heard.set(tag, counter);
    this.#readings.set(nonce, { tag, counter });
    if (this.#readings.size > REMEMBERED) this.#readings.delete(this.#readings.keys().next().value ?? '');
    this.#nonces.bring(nonce, as);
  }

  /** The reading behind a nonce, to be journalled with the use. */
  of(nonce: string | undefined): Reading | undefined {
    return nonce === undefined ? undefined : this.#readings.get(nonce);
  }

  #said(presentation: Uint8Array) {
    const opened = decodePresentation(presentation);
    if (!opened.ok || opened.value.kind === 'member') return undefined;
    const chain = this.#chain(opened.value);
    if (chain === undefined) return undefined;
    const read = readKnock(this.#p, opened.value.knock, chain.leaf.hash);
    if (!read.ok || read.link.claims.tap === undefined) return undefined;
    const { door, tap } = read.link.claims;
    return { door, tap, holder: chain.holder };
  }

  #chain(presentation: Exclude<Presentation, { kind: 'member' }>): Chain | undefined {
    if (presentation.kind === 'short') return this.#memory.chains.get(toHex(presentation.leaf16));
    const read = readChain(this.#p, presentation.links);
    return read.ok ? read.chain : undefined;
  }

  #reading(door: number, tap: Uint8Array): Reading | undefined {
    const aes = this.#aes;
    if (aes === undefined) return undefined;
    for (const secrets of this.#at(door)) {
      const counter = readSun(aes, secrets, tap);
      if (counter !== undefined && counter <= LAST_COUNTER) return { tag: this.#name(secrets), counter };
    }
    return undefined;
  }

  #at(door: number): readonly DoorTag[] {
    return this.#all().filter((tag) => tag.door === door && !this.#memory.uses.voidTags.has(this.#name(tag)));
  }

  #taken(tag: string): number {
    return Math.max(this.#heard.get(tag) ?? -1, this.#memory.uses.taps.get(tag) ?? -1);
  }

  /** New keys make another tag of it. */
  #name({ uid, metaKey, macKey }: TagSecrets): string {
    return toHex(this.#p.sha256(joinBytes(encodeUtf8('lk1-tag'), uid, metaKey, macKey)).slice(0, 8));
  }
}
