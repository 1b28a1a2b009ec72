import { NONCE_LIFE_MS, toHex, type Nonce } from '@latchkey/protocol';

/** The random source repeats itself: nothing that rests on it may go on (attacks.md: *RNG returns constant*). */
export class RandomStuck extends Error {
  constructor() {
    super('The random source repeats itself; no challenge can be made.');
  }
}

const REMEMBERED = 4096;

/** Outstanding challenges, in memory only: a start voids them all (protocol.md, *replayed nonce or photo*). */
export class Nonces {
  readonly #random: (bytes: number) => Uint8Array;
  readonly #outstanding = new Map<string, Nonce>();
  readonly #made = new Set<string>();
  /** A knock waits over these: they stay as long as it does. */
  readonly #held = new Set<string>();

  constructor(random: (bytes: number) => Uint8Array) {
    this.#random = random;
  }

  get outstanding(): ReadonlyMap<string, Nonce> {
    return this.#outstanding;
  }

  /** Sixteen bytes that this start has not made before. Throws `RandomStuck`. */
  fresh(): Uint8Array {
    const nonce = this.#random(16);
    const name = toHex(nonce);
    if (nonce.length !== 16 || this.#made.has(name) || nonce.every((byte) => byte === nonce[0]))
      throw new RandomStuck();
    this.#made.add(name);
    if (this.#made.size > REMEMBERED) this.#made.delete(this.#made.values().next().value ?? '');
    return nonce;
  }

  /** Answers an ask; `replaces` are the same key's older ones. */
  issue(holder: Omit<Nonce, 'origin'>, replaces: readonly string[]): Uint8Array {
    const nonce = this.fresh();
    for (const older of replaces) this.#outstanding.delete(older);
    this.#outstanding.set(toHex(nonce), { origin: 'asked', ...holder });
    return nonce;
  }

  /** For the display of a door. */
  show(door: number, issuedMs: number): Uint8Array {
    const nonce = this.fresh();
    this.#outstanding.set(toHex(nonce), { origin: 'displayed', door, issuedMs });
    return nonce;
  }

  /** Made at the door by its tag, and brought by whoever read it. */
  bring(nonce: string, tapped: Nonce): void {
    this.#outstanding.set(nonce, tapped);
  }

  /** Once: a used nonce is gone. */
  spend(nonce: string): void {
    this.#outstanding.delete(nonce);
  }

  hold(nonce: string): void {
    this.#held.add(nonce);
  }

  release(nonce: string): void {
    this.#held.delete(nonce);
  }

  /** Expired ones are kept for a minute, so that a late knock hears *expired* and not *unknown*. */
  sweep(nowMs: number): void {
    for (const [name, { issuedMs }] of this.#outstanding) {
      if (nowMs - issuedMs > 2 * NONCE_LIFE_MS && !this.#held.has(name)) this.#outstanding.delete(name);
    }
  }
}
