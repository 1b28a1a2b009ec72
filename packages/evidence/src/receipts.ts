import { sameBytes, verifyReceiptChain, type Link, type Primitives, type Receipt } from '@latchkey/protocol';
import { isOfOneVisit, type EvidenceFile, type VisitFile } from './file.ts';
import { walkRuns, type Hidden } from './runs.ts';
import { lookTally, type TallyVerdict } from './tally.ts';

export type ReceiptsVerdict =
  | {
      readonly ok: true;
      readonly count: number;
      readonly newestS: number | undefined;
      /** Of a file of one visit; absent where the file holds all receipts of the hub. */
      readonly visit?: VisitShown;
    }
  /** `good`: how many verified before. `missing`: the numbers of what was left out. */
  | { readonly ok: false; readonly problem: string; readonly good: number; readonly missing?: readonly number[] };

export interface VisitShown {
  readonly hidden: readonly Hidden[];
  readonly tally: Extract<TallyVerdict, { kind: 'absent' | 'fits' }>;
  /** The hub itself says that what is shown is all of the visit. */
  readonly proven: boolean;
}

export interface LookedAt {
  readonly verdict: ReceiptsVerdict;
  /** The visit's own, in their order; of a story that breaks, up to there. */
  readonly story: readonly Link<Receipt>[];
  /** What a log's proofs are for, each with all that it follows; undefined where the story breaks. */
  readonly ends: readonly Link<Receipt>[] | undefined;
}

export const lookReceipts = (p: Primitives, file: EvidenceFile): LookedAt =>
  isOfOneVisit(file) ? lookVisit(p, file) : lookWhole(p, file);

function lookWhole(p: Primitives, { hubKey, visitId, runs }: EvidenceFile): LookedAt {
  const chain = verifyReceiptChain(p, hubKey, runs[0]?.receipts ?? []);
  const story = chain.receipts.filter(
    ({ claims }) => visitId === undefined || (claims.visitId !== undefined && sameBytes(claims.visitId, visitId)),
  );
  if (!chain.ok) return { verdict: brokenAt(chain.problem, chain.receipts.length), story, ends: undefined };
  return { verdict: sound(chain.receipts), story, ends: chain.receipts.slice(-1) };
}

function lookVisit(p: Primitives, file: VisitFile): LookedAt {
  const { receipts: story, ends, hidden, problem } = walkRuns(p, file.hubKey, file.visitId, file.runs);
  const wrong = (what: string, more = {}): LookedAt => ({
    verdict: { ...brokenAt(what, story.length), ...more },
    story,
    ends: undefined,
  });
  if (problem !== undefined) return wrong(problem);
  const tally = lookTally(p, file, story);
  if (tally.kind === 'contradicts') return wrong('tally-contradicts');
  if (tally.kind === 'left-out') return wrong('left-out', { missing: tally.missing });
  // Of what the hub has lost it says nothing.
  const proven = tally.kind === 'fits' && tally.all && tally.from === 1;
  return { verdict: { ...sound(story), visit: { hidden, tally, proven } }, story, ends };
}

const sound = (receipts: readonly Link<Receipt>[]) =>
  ({ ok: true, count: receipts.length, newestS: receipts.at(-1)?.claims.iat }) as const;

const brokenAt = (problem: string, good: number) => ({ ok: false, problem, good }) as const;
