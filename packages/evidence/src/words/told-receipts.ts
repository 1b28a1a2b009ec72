import type { VisitShown } from '../receipts.ts';
import type { Hidden } from '../runs.ts';
import type { Verdict } from '../verify.ts';
import type { EvidenceWords } from './en.ts';
import { timeOf } from './time.ts';

type Words = EvidenceWords['receipts'];

export function receiptsFit({ receipts }: Verdict): 'fits' | 'lacks' | 'contradicts' {
  if (!receipts.ok || receipts.count === 0) return 'contradicts';
  return receipts.visit?.proven === false ? 'lacks' : 'fits';
}

export function receiptWords({ receipts, story }: Verdict, { receipts: t }: EvidenceWords): string {
  if (!receipts.ok) {
    if (receipts.missing !== undefined) return t.leftOut(receipts.missing.join(', '));
    return t.break(receipts.good, t.why[receipts.problem] ?? receipts.problem);
  }
  if (receipts.count === 0) return t.none;
  if (receipts.visit === undefined)
    return t.hold(receipts.count, receipts.newestS === undefined ? undefined : timeOf(receipts.newestS));
  const [from, to] = [story[0]?.claims.seq ?? 0, story.at(-1)?.claims.seq ?? 0];
  return [t.holdVisit(receipts.count, from, to), hiddenWords(receipts.visit, from, t), tallyWords(receipts.visit, t)].join(' '); // prettier-ignore
}

function hiddenWords({ hidden }: VisitShown, first: number, t: Words): string {
  const [before, between] = [hidden.filter(({ to }) => to < first), hidden.filter(({ to }) => to > first)];
  return t.hidden(countOf(before), countOf(between));
}

const countOf = (ranges: readonly Hidden[]): number => ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);

function tallyWords({ tally, proven }: VisitShown, t: Words): string {
  if (tally.kind === 'absent') return t.unproven;
  const { from, to, timeS } = tally;
  return proven ? t.proven(from, to, timeS === undefined ? undefined : timeOf(timeS)) : t.partly(from, to);
}
