import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AskBudget } from './ask-budget.ts';

interface Asks {
  readonly comment: string;
  readonly asks: readonly { readonly atMs: number; readonly key: string; readonly answered: boolean }[];
}

const { comment, asks } = JSON.parse(
  readFileSync(new URL('../../../../vectors/limits/asks.json', import.meta.url), 'utf8'),
) as Asks;

it(comment, () => {
  const budget = new AskBudget();
  expect(asks.map(({ atMs, key }) => ({ atMs, key, answered: budget.take(key, atMs) }))).toEqual(asks);
});

it('keeps no key whose measure is empty again', () => {
  const budget = new AskBudget();
  for (let key = 0; key < 1000; key++) budget.take(`key ${key}`, key * 100);
  budget.take('last', 1_000_000);
  expect(budget.size).toBe(1);
});
