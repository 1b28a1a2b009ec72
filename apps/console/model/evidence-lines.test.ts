import { expect, it } from 'vitest';
import type { Fact } from '@latchkey/carrier-sdk';
import { linesOf } from './evidence-lines.ts';

const fact = (seq: number, event: Fact['event'], door = 1): Fact => ({
  seq,
  event,
  atS: seq,
  door,
  detail: {},
  evidence: { receipt: '', parent: '' },
});

it('receipts that say the same one after the other are one line, and nothing else is', () => {
  const facts = [fact(1, 'unlocked'), fact(2, 'locked'), fact(3, 'locked'), fact(4, 'locked', 2), fact(5, 'unlocked')];
  const lines = linesOf(facts, ({ event, door }) => `${event} ${String(door)}`);
  expect(lines.map(({ first, last, count }) => [first.seq, last.seq, count])).toEqual([
    [1, 1, 1],
    [2, 3, 2],
    [4, 4, 1],
    [5, 5, 1],
  ]);
  expect(linesOf([], () => '')).toEqual([]);
});
