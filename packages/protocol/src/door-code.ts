import { decodeBase45, encodeBase45 } from './bytes/base45.ts';
import { joinBytes, toHex } from './bytes/bytes.ts';
import { MAX_PRESENTATION_BYTES } from './presentation.ts';
import type { Primitives } from './primitives.ts';

/** What one code holds, so that it is of version 8 and a door camera can read it (docs/protocol/door-code.md). */
export const CODE_BYTES = 136;
const MAX_PARTS = Math.ceil(MAX_PRESENTATION_BYTES / CODE_BYTES);
/** Longer than any code of ours. */
const MAX_LETTERS = 240;
const SETS = 4;
const SET_LIFE_MS = 90_000;
const FORM = /^LK1:([1-9]\d?)\/([1-9]\d?):([0-9A-F]{4}):([0-9A-Z $%*+\-./:]+)$/;

/** The texts to show, one after the other, in the alphanumeric mode of a QR code. Throws for a presentation that is too long. */
export function doorCodes(p: Primitives, presentation: Uint8Array): readonly string[] {
  if (presentation.length === 0 || presentation.length > MAX_PRESENTATION_BYTES)
    throw new RangeError(`a presentation has 1 to ${MAX_PRESENTATION_BYTES} bytes, not ${presentation.length}`);
  const parts = Math.ceil(presentation.length / CODE_BYTES);
  const name = nameOf(p, presentation);
  return Array.from({ length: parts }, (_, index) => {
    const bytes = presentation.subarray(index * CODE_BYTES, (index + 1) * CODE_BYTES);
    return `LK1:${index + 1}/${parts}:${name}:${encodeBase45(bytes)}`;
  });
}

interface PartialSet {
  readonly beganMs: number;
  readonly parts: (Uint8Array | undefined)[];
}

interface Part {
  readonly index: number;
  readonly parts: number;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Puts together what a camera sees. Everything in it is the attacker's. */
export class DoorCodeReader {
  readonly #p: Primitives;
  readonly #sets = new Map<string, PartialSet>();

  constructor(p: Primitives) {
    this.#p = p;
  }

  /** The presentation, when this text was the last part that was missing; `nowMs` only runs forward. */
  read(text: string, nowMs: number): Uint8Array | undefined {
    const part = partIn(text);
    if (part === undefined) return undefined;
    const key = `${part.name}/${part.parts}`;
    this.#makeRoom(key, nowMs);
    const set = this.#sets.get(key) ?? { beganMs: nowMs, parts: new Array<undefined>(part.parts).fill(undefined) };
    const known = set.parts[part.index];
    // Another text for the same place: one of the two lies, and there is no telling which.
    if (known !== undefined && toHex(known) !== toHex(part.bytes)) {
      this.#sets.delete(key);
      return undefined;
    }
    set.parts[part.index] = part.bytes;
    this.#sets.set(key, set);
    const whole = set.parts.filter((bytes) => bytes !== undefined);
    if (whole.length < part.parts) return undefined;
    this.#sets.delete(key);
    const presentation = joinBytes(...whole);
    return nameOf(this.#p, presentation) === part.name ? presentation : undefined;
  }

  #makeRoom(key: string, nowMs: number): void {
    for (const [name, { beganMs }] of this.#sets) if (nowMs - beganMs > SET_LIFE_MS) this.#sets.delete(name);
    if (this.#sets.has(key) || this.#sets.size < SETS) return;
    this.#sets.delete(this.#sets.keys().next().value ?? '');
  }
}

function partIn(text: string): Part | undefined {
  if (text.length > MAX_LETTERS) return undefined;
  const [, part = '', parts = '', name = '', letters = ''] = FORM.exec(text) ?? [];
  const [index, count] = [Number(part) - 1, Number(parts)];
  const bytes = decodeBase45(letters);
  if (bytes === undefined || bytes.length === 0 || index < 0 || index >= count || count > MAX_PARTS) return undefined;
  const isLast = index === count - 1;
  if (bytes.length > CODE_BYTES || (!isLast && bytes.length !== CODE_BYTES)) return undefined;
  return { index, parts: count, name, bytes };
}

const nameOf = (p: Primitives, presentation: Uint8Array): string =>
  toHex(p.sha256(presentation).subarray(0, 2)).toUpperCase();
