import { joinBytes, NONCE_LIFE_MS, toHex, type Nonce, type Primitives } from '@latchkey/protocol';

/** The random source repeats itself: nothing that rests on it may go on (attacks.md: *RNG returns constant*). */
export class RandomStuck extends Error {
  constructor() {
    super('The random source repeats itself; no challenge can be made.');
  }
}

const REMEMBERED = 4096;

/**
 * The name of a start. A random source that begins anew with the machine (no entropy yet, a copied machine) would give an earlier one again, and with it
 * a member's old answer to it: so the journal's number of this start, which is never the same, goes in as well.
 */
export function nameOfStart(p: Primitives, random: Uint8Array, starts: number): Uint8Array {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, starts);
  return p.sha256(joinBytes(number, random)).slice(0, 16);
}

/** Of the same random bytes each start makes challenges of its own, for the same reason. */
export const ofThisStart =
  (p: Primitives, bootId: Uint8Array) =>
  (random: Uint8Array): Uint8Array =>
    p.sha256(joinBytes(bootId, random)).slice(0, 16);

/** Outstanding challenges, in memory only: a start voids them all (protocol.md, *replayed nonce or photo*). */
export class Nonces {
  readonly #random: (bytes: number) => Uint8Array;
  readonly #mix: (random: Uint8Array) => Uint8Array;
  readonly #outstanding = new Map<string, Nonce>();
  readonly #made = new Set<string>();
  /** A knock waits over these: they stay as long as it does. */
  readonly #held = new Set<string>();

  /** `mix` makes a challenge of sixteen random bytes: the same of the same, and of others another. */
  constructor(random: (bytes: number) => Uint8Array, mix: (random: Uint8Array) => Uint8Array = (bytes) => bytes) {
    this.#random = random;
    this.#mix = mix;
  }

  get outstanding(): ReadonlyMap<string, Nonce> {
    return this.#outstanding;
  }

  /** Sixteen bytes that this start has not made before. Throws `RandomStuck`. */
  fresh(): Uint8Array {
    const drawn = this.#random(16);
    const name = toHex(drawn);
    if (drawn.length !== 16 || this.#made.has(name) || drawn.every((byte) => byte === drawn[0]))
      throw new RandomStuck();
    this.#made.add(name);
    if (this.#made.size > REMEMBERED) this.#made.delete(this.#made.values().next().value ?? '');
    return this.#mix(drawn);
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

  /** All of them, also those that knocks wait over. */
  forget(): void {
    this.#outstanding.clear();
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
