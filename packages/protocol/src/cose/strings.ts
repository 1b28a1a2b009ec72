import { MalformedInput } from '../malformed.ts';

/** The byte strings that envelopes are made of (RFC 8949 §3.1), each in its shortest form: read and written where they stand, without pieces in between. */

/** Reads strings one after the other; throws `MalformedInput`. What it gives are views, not copies. */
export class StringReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Goes on behind these very bytes; false where others stand. */
  skip(expected: Uint8Array): boolean {
    for (let i = 0; i < expected.length; i++) if (this.#bytes[this.#at + i] !== expected[i]) return false;
    this.#at += expected.length;
    return true;
  }

  next(): Uint8Array {
    const length = this.#head();
    const start = this.#at;
    if (length > this.#bytes.length - start) throw new MalformedInput('envelope', 'cut off');
    this.#at = start + length;
    return this.#bytes.subarray(start, this.#at);
  }

  #head(): number {
    const first = this.#byte();
    if (first >= 0x40 && first < 0x58) return first & 31;
    const high = first === 0x59 ? this.#byte() : 0;
    const length = (high << 8) | this.#byte();
    const shortest = first === 0x58 ? length >= 24 : first === 0x59 && high > 0;
    if (!shortest) throw new MalformedInput('envelope', 'not a byte string in its shortest form');
    return length;
  }

  /** Past the end it reads zeros: a length of none, or one that is not the shortest form. */
  #byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }
}

/** Bytes that `content` takes with its head. Throws RangeError for what no object of lk1 holds. */
export function stringSize({ length }: Uint8Array): number {
  if (length >= 0x10000) throw new RangeError('No object of lk1 is this long.');
  return length + (length < 24 ? 1 : length < 0x100 ? 2 : 3);
}

/** An engine keeps so few bytes in its own heap; more of them are memory from elsewhere, dear to get and dear to hand to OpenSSL. */
const IN_HEAP = 64;
/** Small, because it lives for as long as anything in it does. */
const POOL_BYTES = 2048;
let pool = new Uint8Array(POOL_BYTES);
let taken = 0;

/** `size` zeros of their own out of memory that is shared, never handed out twice: for bytes that stay in this process and are transferred to nobody. */
export function pooled(size: number): Uint8Array {
  if (size <= IN_HEAP || size > POOL_BYTES / 2) return new Uint8Array(size);
  if (taken + size > POOL_BYTES) {
    pool = new Uint8Array(POOL_BYTES);
    taken = 0;
  }
  taken += size;
  return pool.subarray(taken - size, taken);
}

/** Fills `into` from its beginning. */
export class Writer {
  readonly written: Uint8Array;
  #at = 0;

  constructor(into: Uint8Array) {
    this.written = into;
  }

  byte(value: number): this {
    this.written[this.#at++] = value;
    return this;
  }

  bytes(content: Uint8Array): this {
    this.written.set(content, this.#at);
    this.#at += content.length;
    return this;
  }

  string(content: Uint8Array): this {
    const { length } = content;
    if (length < 24) this.byte(0x40 | length);
    else if (length < 0x100) this.byte(0x58).byte(length);
    else
      this.byte(0x59)
        .byte(length >> 8)
        .byte(length & 0xff);
    return this.bytes(content);
  }
}
