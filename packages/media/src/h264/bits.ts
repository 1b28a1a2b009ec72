import { Malformed } from '../bytes.ts';

/** Reads an H.264 raw byte sequence payload bit by bit; emulation prevention bytes must be gone already. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get position(): number {
    return this.#at;
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw new Malformed('the parameter set ends early');
    const value = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return value;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = value * 2 + this.bit();
    return value;
  }

  /** Unsigned Exp-Golomb, at most 32 bits. */
  ue(): number {
    let zeros = 0;
    while (this.bit() === 0) {
      zeros += 1;
      if (zeros > 31) throw new Malformed('an endless number in the parameter set');
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}

/** Writes bits most significant first. */
export class BitWriter {
  readonly #bits: number[] = [];

  bit(value: number): this {
    this.#bits.push(value);
    return this;
  }

  bits(value: number, count: number): this {
    for (let index = count - 1; index >= 0; index -= 1) this.bit(Math.floor(value / 2 ** index) % 2);
    return this;
  }

  ue(value: number): this {
    const width = Math.floor(Math.log2(value + 1));
    return this.bits(0, width).bits(value + 1, width + 1);
  }

  copy(bytes: Uint8Array, bitCount: number): this {
    const reader = new BitReader(bytes);
    for (let index = 0; index < bitCount; index += 1) this.bit(reader.bit());
    return this;
  }

  /** Closes with the stop bit and zeros up to the byte (rbsp_trailing_bits). */
  done(): Uint8Array {
    this.bit(1);
    while (this.#bits.length % 8 !== 0) this.bit(0);
    const bytes = new Uint8Array(this.#bits.length / 8);
    this.#bits.forEach((bit, index) => {
      bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (7 - (index & 7)));
    });
    return bytes;
  }
}

/** NAL unit → payload without the 03 of each 00 00 03. */
export function unescapeNal(nal: Uint8Array): Uint8Array {
  const out: number[] = [];
  let zeros = 0;
  for (const byte of nal) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(out);
}

/** The reverse: no start code may appear inside a NAL unit. */
export function escapeNal(payload: Uint8Array): Uint8Array {
  const out: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Uint8Array.from(out);
}
