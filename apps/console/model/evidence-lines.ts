import type { Fact } from '@latchkey/carrier-sdk';

/** Receipts that follow one another and say the same, as one line. */
export interface EvidenceLine {
  readonly first: Fact;
  readonly last: Fact;
  readonly count: number;
  readonly words: string;
}

/** A lock that was told four times to throw its bolt is one line that says so; each receipt stays in the file. */
export const linesOf = (facts: readonly Fact[], wordsOf: (fact: Fact) => string): readonly EvidenceLine[] =>
  facts.reduce<readonly EvidenceLine[]>((lines, fact) => {
    const words = wordsOf(fact);
    const before = lines.at(-1);
    if (before === undefined || before.first.event !== fact.event || before.words !== words)
      return [...lines, { first: fact, last: fact, count: 1, words }];
    return [...lines.slice(0, -1), { ...before, last: fact, count: before.count + 1 }];
  }, []);
