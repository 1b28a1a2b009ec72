import { NO_BYTES, readReceipt, sameBytes, verifyReceiptChain, type Link, type Primitives, type PublicKey, type Receipt, type ReceiptProblem } from '@latchkey/protocol'; // prettier-ignore

/** Consecutive receipts of one visit; docs/protocol/evidence.md. */
export interface Run {
  /** Hash of the receipt before the first one, 32 bytes; empty before the hub's first. */
  readonly previous: Uint8Array;
  readonly receipts: readonly Uint8Array[];
}

/** Receipts of this hub that the file does not show, by their numbers. */
export interface Hidden {
  readonly from: number;
  readonly to: number;
}

export type RunProblem = ReceiptProblem['problem'] | 'order' | 'other-visit';

/** What verified of the runs, up to the first that does not. */
export interface Walked {
  readonly receipts: readonly Link<Receipt>[];
  /** The last receipt of each run. */
  readonly ends: readonly Link<Receipt>[];
  readonly hidden: readonly Hidden[];
  readonly problem: RunProblem | undefined;
}

/** The file of one visit: each run is a chain, its numbers rise from run to run, and all of them are of this visit. */
export function walkRuns(p: Primitives, hubKey: PublicKey, visitId: Uint8Array, runs: readonly Run[]): Walked {
  const receipts: Link<Receipt>[] = [];
  const ends: Link<Receipt>[] = [];
  const hidden: Hidden[] = [];
  const broken = (problem: RunProblem): Walked => ({ receipts, ends, hidden, problem });
  for (const { previous, receipts: chain } of runs) {
    const first = numberOf(p, chain[0], previous);
    if (first === undefined) return broken('malformed');
    const last = receipts.at(-1)?.claims.seq ?? 0;
    // Whatever follows the run before belongs to it.
    if (last > 0 && first <= last + 1) return broken('order');
    if (first > last + 1) hidden.push({ from: last + 1, to: first - 1 });
    const verified = verifyReceiptChain(p, hubKey, chain, { seq: first - 1, head: previous });
    const strange = verified.receipts.findIndex(({ claims }) => !isOf(claims, visitId));
    receipts.push(...(strange < 0 ? verified.receipts : verified.receipts.slice(0, strange)));
    if (strange >= 0) return broken('other-visit');
    if (!verified.ok) return broken(verified.problem);
    ends.push(...verified.receipts.slice(-1));
  }
  return { receipts, ends, hidden, problem: undefined };
}

/** The hash that receipt `seq` has by what the file holds of it; undefined where it holds nothing. */
export function hashAt(runs: readonly Run[], receipts: readonly Link<Receipt>[], seq: number): Uint8Array | undefined {
  const shown = receipts.find(({ claims }) => claims.seq === seq);
  if (shown !== undefined) return shown.hash;
  const next = receipts.findIndex(({ claims }) => claims.seq === seq + 1);
  if (next < 0) return undefined;
  const starts = runs.map((_, at) => runs.slice(0, at).reduce((sum, run) => sum + run.receipts.length, 0));
  return runs[starts.indexOf(next)]?.previous ?? NO_BYTES;
}

const isOf = ({ visitId }: Receipt, wanted: Uint8Array): boolean => visitId !== undefined && sameBytes(visitId, wanted);

function numberOf(p: Primitives, bytes: Uint8Array | undefined, previous: Uint8Array): number | undefined {
  const read = bytes === undefined ? undefined : readReceipt(p, bytes, previous);
  return read?.ok === true ? read.link.claims.seq : undefined;
}
