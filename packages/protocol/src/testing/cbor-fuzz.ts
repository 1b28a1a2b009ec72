import { cdeDecodeOptions, decode as decodeByCbor2 } from 'cbor2';
import { decodeCbor, encodeCbor, toHex, type CborValue } from '../index.ts';
import { attempt } from '../malformed.ts';
import { cborCase } from './cbor-cases.ts';
import { Dice } from './dice.ts';

/** cbor2 in its strictest mode for the same subset. */
export const STRICT = {
  ...cdeDecodeOptions,
  rejectFloats: true,
  rejectUndefined: true,
  preferMap: true,
  requirePreferred: true,
} as const;

export interface CborOutcome {
  cases: number;
  /** Read by both, and as the same. */
  both: number;
  /** Legal CBOR that lk1 has no use for: text keys, null, tags. */
  cbor2Alone: number;
  neither: number;
  /** Hex of what ours read alone, read otherwise, or did not write back byte for byte. */
  readonly wrong: string[];
}

/** The reader of this package against cbor2's, on cases that this seed throws. */
export function fuzzCbor(seed: number, cases: number): CborOutcome {
  const dice = new Dice(seed);
  const outcome: CborOutcome = { cases: 0, both: 0, cbor2Alone: 0, neither: 0, wrong: [] };
  for (; outcome.cases < cases && outcome.wrong.length < 20; outcome.cases++) {
    const bytes = cborCase(dice);
    const ours = attempt(() => decodeCbor(bytes));
    const theirs = readByCbor2(bytes);
    if (ours.ok && !(theirs.ok && isSame(ours.value, theirs.value) && toHex(encodeCbor(ours.value)) === toHex(bytes)))
      outcome.wrong.push(toHex(bytes));
    else if (ours.ok) outcome.both++;
    else if (theirs.ok) outcome.cbor2Alone++;
    else outcome.neither++;
  }
  return outcome;
}

function readByCbor2(bytes: Uint8Array): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: decodeByCbor2(bytes, STRICT) };
  } catch {
    return { ok: false };
  }
}

function isSame(ours: CborValue, theirs: unknown): boolean {
  if (ours instanceof Uint8Array) return theirs instanceof Uint8Array && toHex(ours) === toHex(theirs);
  if (Array.isArray(ours))
    return Array.isArray(theirs) && ours.length === theirs.length && ours.every((item: CborValue, i) => isSame(item, theirs[i])); // prettier-ignore
  if (ours instanceof Map)
    return theirs instanceof Map && ours.size === theirs.size && [...ours].every(([key, item]) => theirs.has(key) && isSame(item as CborValue, theirs.get(key))); // prettier-ignore
  // cbor2 answers with a bigint past 2^32 in places; the number is what counts.
  return ours === theirs || (typeof ours === 'number' && typeof theirs === 'bigint' && BigInt(ours) === theirs);
}
