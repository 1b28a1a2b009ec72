/** Big-endian reading and writing of byte strings. Everything that parses input from outside goes through `ByteReader`. */

/** Thrown by `ByteReader` on input that does not fit its format; caught at each parser's door and turned into a value. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** Reads forward through bytes that somebody else chose; never reads past the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  #step(count: number): number {
    if (count > this.left) throw new Malformed(`needs ${count} bytes where ${this.left} are left`);
    const from = this.#at;
    this.#at += count;
    return from;
  }

  u8(): number {
    return this.#view.getUint8(this.#step(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#step(2));
  }

  u24(): number {
    const high = this.u8();
    return high * 65_536 + this.u16();
  }

  u32(): number {
    return this.#view.getUint32(this.#step(4));
  }

  i32(): number {
    return this.#view.getInt32(this.#step(4));
  }

  /** An unsigned 64-bit number; refuses what a JavaScript number cannot hold exactly. */
  u64(): number {
    const high = this.u32();
    if (high >= 0x20_0000) throw new Malformed('a number is larger than 2^53');
    return high * 0x1_0000_0000 + this.u32();
  }

  /** A view of the next `count` bytes, not a copy. */
  take(count: number): Uint8Array {
    const from = this.#step(count);
    return this.#bytes.subarray(from, from + count);
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  /** Refuses bytes after the last field: no two byte strings may mean the same thing. */
  end(): void {
    if (this.left > 0) throw new Malformed(`${this.left} bytes after the end`);
  }
}

/** Where most structures end: headers, boxes, claims. */
const USUAL_BYTES = 256;

/** Writes field after field into one buffer, which grows. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #at = 0;

  /** `bytes`: how long it will be, where that is known. */
  constructor(bytes = USUAL_BYTES) {
    this.#bytes = new Uint8Array(bytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** Where the next `count` bytes go. */
  #step(count: number): number {
    const from = this.#at;
    this.#at += count;
    if (this.#at > this.#bytes.length) this.#grow();
    return from;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#at));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  u8(value: number): this {
    const at = this.#step(1);
    this.#view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.#step(2);
    this.#view.setUint16(at, value);
    return this;
  }

  u32(value: number): this {
    const at = this.#step(4);
    this.#view.setUint32(at, value);
    return this;
  }

  i32(value: number): this {
    const at = this.#step(4);
    this.#view.setInt32(at, value);
    return this;
  }

  /** Throws RangeError for what would not read back as the same number. */
  u64(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number`);
    return this.u32(Math.floor(value / 0x1_0000_0000)).u32(value % 0x1_0000_0000);
  }

  bytes(value: Uint8Array): this {
    const at = this.#step(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** Bytes whose length every reader must be able to rely on. */
  fixed(value: Uint8Array, length: number): this {
    if (value.length !== length) throw new RangeError(`a field of ${length} bytes was given ${value.length}`);
    return this.bytes(value);
  }

  done(): Uint8Array {
    return this.#at === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#at);
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Plain comparison; nothing that goes through here is secret. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** ASCII text as bytes; labels and box names only. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
