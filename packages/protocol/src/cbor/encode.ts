import { encodeUtf8 } from './utf8.ts';
import { isCborArray, MAX_DEPTH, type CborMap, type CborValue } from './value.ts';

/** Encodes deterministically (RFC 8949 §4.2.1): shortest heads, definite lengths, map keys in bytewise order. */
export function encodeCbor(value: CborValue): Uint8Array {
  const out = new Output();
  write(out, value, 0);
  return out.bytes();
}

/** A byte buffer that grows by doubling. */
class Output {
  #buffer = new Uint8Array(256);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#buffer.length) this.#grow(1);
    this.#buffer[this.#length++] = value;
  }

  append(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#buffer.length) this.#grow(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + by));
    larger.set(this.#buffer);
    this.#buffer = larger;
  }
}

function write(out: Output, value: CborValue, depth: number): void {
  if (depth > MAX_DEPTH) throw new RangeError('CBOR nested too deeply.');
  if (typeof value === 'number') writeInteger(out, value);
  else if (typeof value === 'boolean') out.byte(value ? 0xf5 : 0xf4);
  else if (typeof value === 'string') writeString(out, 3, encodeUtf8(value));
  else if (value instanceof Uint8Array) writeString(out, 2, value);
  else if (isCborArray(value)) {
    writeHead(out, 4, value.length);
    for (const item of value) write(out, item, depth + 1);
  } else writeMap(out, value, depth);
}

function writeInteger(out: Output, value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError('CBOR integers here lie within ±(2^53 − 1).');
  if (value >= 0) writeHead(out, 0, value);
  else writeHead(out, 1, -1 - value);
}

function writeString(out: Output, major: number, bytes: Uint8Array): void {
  writeHead(out, major, bytes.length);
  out.append(bytes);
}

function writeMap(out: Output, map: CborMap, depth: number): void {
  writeHead(out, 5, map.size);
  for (const key of [...map.keys()].sort(inKeyOrder)) {
    writeInteger(out, key);
    const value = map.get(key);
    if (value !== undefined) write(out, value, depth + 1);
  }
}

/** Bytewise order of encoded integers: 0, 1, 2, … and then −1, −2, … */
export function inKeyOrder(a: number, b: number): number {
  if (a >= 0 !== b >= 0) return a >= 0 ? -1 : 1;
  return a >= 0 ? a - b : b - a;
}

export function writeHead(out: { byte(value: number): void }, major: number, length: number): void {
  const type = major << 5;
  if (length < 24) {
    out.byte(type | length);
    return;
  }
  const width = length < 0x100 ? 0 : length < 0x10000 ? 1 : length < 0x100000000 ? 2 : 3;
  out.byte(type | (24 + width));
  const high = Math.floor(length / 0x100000000);
  for (let i = (1 << width) - 1; i >= 0; i--) out.byte(((i >= 4 ? high : length) >>> (8 * (i % 4))) & 0xff);
}
