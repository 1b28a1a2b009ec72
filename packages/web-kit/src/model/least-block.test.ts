import { expect, test } from 'vitest';
import type { BlockView } from './block-view.ts';
import { leastBlock } from './least-block.ts';

const confirmed = (atS: number | undefined, begun = 0): BlockView => ({ kind: 'confirmed', atS, begun });
const waits = (endsByMs: number | undefined, bound: 'unless-server-lies' | 'at-the-latest' = 'at-the-latest'): BlockView => ({
  kind: 'not-confirmed',
  lastAnsweredMs: 5,
  answering: true,
  endsByMs,
  bound,
}); // prettier-ignore

test('P3: several blocks are confirmed once the last of them is', () => {
  const others: BlockView[] = [{ kind: 'not-sent' }, { kind: 'sending' }, { kind: 'sent' }, waits(9), { kind: 'none' }];
  for (const other of others) {
    expect(leastBlock([other, confirmed(7)])).toEqual(other);
    expect(leastBlock([confirmed(7), other])).toEqual(other);
  }
  expect(leastBlock([confirmed(9, 1), confirmed(7, 2)])).toEqual(confirmed(9, 3));
  expect(leastBlock([confirmed(9), confirmed(undefined)])).toEqual(confirmed(undefined));
});

test('what did not leave is said before what waits for the door, and nothing of nothing', () => {
  expect(leastBlock([{ kind: 'sent' }, waits(9), { kind: 'not-sent' }]).kind).toBe('not-sent');
  expect(leastBlock([{ kind: 'none' }, { kind: 'sent' }]).kind).toBe('sent');
  expect(leastBlock([])).toEqual({ kind: 'none' });
});

test('of two ends the later one is said, with the condition of either', () => {
  expect(leastBlock([waits(9), waits(12)])).toEqual(waits(12));
  expect(leastBlock([waits(9, 'unless-server-lies'), waits(12)])).toEqual(waits(12, 'unless-server-lies'));
  expect(leastBlock([waits(undefined), waits(12)])).toEqual(waits(undefined));
});
