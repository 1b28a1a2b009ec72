import { describe, expect, it } from 'vitest';
import { Gathering } from './gathering.ts';

interface Item {
  readonly key: string;
  readonly value: number;
}

/** Statements that end when the test says so. */
const database = () => {
  const statements: { readonly values: readonly number[]; end(written?: readonly string[]): void; fail(): void }[] = [];
  const write = (batch: readonly Item[]) =>
    new Promise<ReadonlySet<string>>((resolve, reject) =>
      statements.push({
        values: batch.map(({ value }) => value),
        end: (written = batch.map(({ key }) => key)) => resolve(new Set(written)),
        fail: () => reject(new Error('not this one')),
      }),
    );
  return { statements, write, keyOf: ({ key }: Item) => key };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('writes of many callers', () => {
  it('share the statement after the one that is under way', async () => {
    const { statements, ...how } = database();
    const gathering = new Gathering({ ...how, most: 10 });
    const all = [1, 2, 3].map((value) => gathering.add({ key: String(value), value }));
    await turn();
    expect(statements.map(({ values }) => values)).toEqual([[1]]);
    statements[0]?.end();
    await turn();
    expect(statements.map(({ values }) => values)).toEqual([[1], [2, 3]]);
    statements[1]?.end(['3']);
    expect(await Promise.all(all)).toEqual([true, false, true]);
  });

  it('are at most so many, and two of one key follow one another', async () => {
    const { statements, ...how } = database();
    const gathering = new Gathering({ ...how, most: 2 });
    const keys = ['a', 'b', 'b', 'c', 'd', 'd'];
    const all = keys.map((key, value) => gathering.add({ key, value }));
    for (let at = 0; at < 5; at += 1) {
      await turn();
      statements[at]?.end();
    }
    expect(await Promise.all(all)).toEqual(keys.map(() => true));
    expect(statements.map(({ values }) => values)).toEqual([[0], [1, 3], [2, 4], [5]]);
  });

  it('are left to their callers where a statement fails, and the next goes on', async () => {
    const { statements, ...how } = database();
    const gathering = new Gathering({ ...how, most: 10 });
    const [first, second] = [gathering.add({ key: 'a', value: 1 }), gathering.add({ key: 'b', value: 2 })];
    await turn();
    statements[0]?.fail();
    expect(await first).toBe(false);
    await turn();
    statements[1]?.end();
    expect(await second).toBe(true);
  });
});
