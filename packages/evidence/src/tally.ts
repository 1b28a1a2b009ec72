import { hubIdOf, readTally, sameBytes, verifyLink, type Link, type Primitives, type Receipt, type Tally } from '@latchkey/protocol'; // prettier-ignore
import type { VisitFile } from './file.ts';
import { hashAt } from './runs.ts';

/** What the hub's own tally says of the receipts that the file shows; docs/protocol/31-tally.md. */
export type TallyVerdict =
  /** The file has none. */
  | { readonly kind: 'absent' }
  /** From receipt `from` to `to` those that are shown are all of the visit. `all`: none that is shown has another number. */
  | { readonly kind: 'fits'; readonly from: number; readonly to: number; readonly timeS: number | undefined; readonly all: boolean } // prettier-ignore
  /** The hub counted these to the visit, and the file does not have them. */
  | { readonly kind: 'left-out'; readonly missing: readonly number[] }
  /** No tally of this hub and this visit, or one over another history. */
  | { readonly kind: 'contradicts' };

export function lookTally(p: Primitives, file: VisitFile, shown: readonly Link<Receipt>[]): TallyVerdict {
  if (file.tally === undefined) return { kind: 'absent' };
  const tally = tallyIn(p, file, file.tally);
  if (tally === undefined) return { kind: 'contradicts' };
  const { from, seq: to, receipts, head, iat } = tally;
  const known = hashAt(file.runs, shown, to);
  if (known !== undefined && !sameBytes(known, head)) return { kind: 'contradicts' };
  const numbers = new Set(shown.map(({ claims }) => claims.seq));
  const missing = receipts.filter((seq) => !numbers.has(seq));
  if (missing.length > 0) return { kind: 'left-out', missing };
  const within = [...numbers].filter((seq) => seq >= from && seq <= to);
  if (within.length !== receipts.length) return { kind: 'contradicts' };
  return { kind: 'fits', from, to, timeS: iat, all: within.length === numbers.size };
}

function tallyIn(p: Primitives, { hubKey, visitId }: VisitFile, bytes: Uint8Array): Tally | undefined {
  const read = readTally(p, bytes);
  if (!read.ok || !verifyLink(p, read.link, hubKey)) return undefined;
  const { claims } = read.link;
  return sameBytes(claims.hubId, hubIdOf(p, hubKey)) && sameBytes(claims.visitId, visitId) ? claims : undefined;
}
