/** One byte a pixel, row after row. */
export interface GreyPicture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Cuts a raw stream of grey pictures of one size. */
export class RawPictures {
  readonly #bytes: Uint8Array;
  #filled = 0;

  constructor(width: number, height: number) {
    this.#bytes = new Uint8Array(width * height);
  }

  push(chunk: Uint8Array): Uint8Array[] {
    const whole: Uint8Array[] = [];
    for (let at = 0; at < chunk.length;) {
      const count = Math.min(chunk.length - at, this.#bytes.length - this.#filled);
      this.#bytes.set(chunk.subarray(at, at + count), this.#filled);
      at += count;
      this.#filled += count;
      if (this.#filled < this.#bytes.length) continue;
      whole.push(this.#bytes.slice());
      this.#filled = 0;
    }
    return whole;
  }
}
