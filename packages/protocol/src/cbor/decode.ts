import { MalformedInput } from '../malformed.ts';
import { inKeyOrder } from './encode.ts';
import { decodeUtf8 } from './utf8.ts';
import { MAX_DEPTH, type CborValue } from './value.ts';

/**
 * Decodes exactly one deterministic item and nothing after it. The bytes are the attacker's: every length is checked
 * against what is left before anything is reserved. Byte strings are views into the input, not copies.
 * Throws `MalformedInput`; callers at the boundary use `attempt`.
 */
export function decodeCbor(bytes: Uint8Array): CborValue {
  const input = new CborInput(bytes);
  const value = input.item(0);
  if (!input.atEnd()) throw new MalformedInput('cbor', 'bytes after the end');
  return value;
}

export class CborInput {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): CborValue {
    if (depth > MAX_DEPTH) throw new MalformedInput('cbor', 'nested too deeply');
    const first = this.#byte();
    const major = first >> 5;
    if (major === 7) return simple(first);
    const length = this.#argument(first & 31);
    switch (major) {
      case 0:
        return length;
      case 1:
        return this.#negative(length);
      case 2:
        return this.#take(length);
      case 3:
        return decodeUtf8(this.#take(length));
      case 4:
        return this.#array(length, depth);
      case 5:
        return this.#map(length, depth);
      default:
        throw new MalformedInput('cbor', 'tags are not used here');
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new MalformedInput('cbor', 'cut off');
    return byte;
  }

  #argument(info: number): number {
    if (info < 24) return info;
    if (info > 27) throw new MalformedInput('cbor', info === 31 ? 'indefinite length' : 'reserved head');
    let value = 0;
    for (let i = 1 << (info - 24); i > 0; i--) value = value * 256 + this.#byte();
    const smallest = info === 24 ? 24 : 2 ** (4 * 2 ** (info - 24));
    if (value < smallest) throw new MalformedInput('cbor', 'not the shortest form');
    if (value > Number.MAX_SAFE_INTEGER) throw new MalformedInput('cbor', 'integer out of range');
    return value;
  }

  #negative(length: number): number {
    if (length >= Number.MAX_SAFE_INTEGER) throw new MalformedInput('cbor', 'integer out of range');
    return -1 - length;
  }

  #take(length: number): Uint8Array {
    const start = this.#at;
    if (length > this.#bytes.length - start) throw new MalformedInput('cbor', 'cut off');
    this.#at = start + length;
    return this.#bytes.subarray(start, this.#at);
  }

  #array(length: number, depth: number): CborValue {
    if (length > this.#bytes.length - this.#at) throw new MalformedInput('cbor', 'cut off');
    const items: CborValue[] = [];
    for (let i = 0; i < length; i++) items.push(this.item(depth + 1));
    return items;
  }

  #map(length: number, depth: number): CborValue {
    if (2 * length > this.#bytes.length - this.#at) throw new MalformedInput('cbor', 'cut off');
    const map = new Map<number, CborValue>();
    let previous: number | undefined;
    for (let i = 0; i < length; i++) {
      const key = this.item(depth + 1);
      if (typeof key !== 'number') throw new MalformedInput('cbor', 'map keys are integers here');
      if (previous !== undefined && inKeyOrder(previous, key) >= 0)
        throw new MalformedInput('cbor', 'map keys repeated or out of order');
      map.set(key, this.item(depth + 1));
      previous = key;
    }
    return map;
  }
}

function simple(first: number): boolean {
  if (first === 0xf4) return false;
  if (first === 0xf5) return true;
  throw new MalformedInput('cbor', 'only true and false are used of major type 7');
}
