import { describe, expect, it } from 'vitest';
import { EVERY_GROWTH, EVERY_SIGNATURE, EVERY_TREE } from './testing/flip-believers.ts';
import { playFlips, signedOver } from './testing/flip-play.ts';

/** Every growth of small trees, and one over a full tile. Larger ones: `npm run test:long -- --only flips`. */
const SMALL = Array.from({ length: 9 }, (_, n) => n + 2);
const PAIRS = {
  texts: [[1, 2], [5, 20]],
  tiles: [...SMALL.flatMap((to) => Array.from({ length: to - 1 }, (_, n) => [n + 1, to] as const)), [256, 258]],
} as const; // prettier-ignore

const count = (of: Record<string, number>) => Object.values(of).reduce((sum, n) => sum + n, 0);

describe('P9: a log in which a bit is changed', () => {
  it('is believed by no reader and no witness, whichever of all its bits it is, and nobody is accused', async () => {
    const { changes, harmless, named, wrong } = await playFlips(PAIRS, 'bit');
    expect(wrong).toEqual([]);
    expect(changes).toBeGreaterThan(100_000);
    expect(count(named) + count(harmless)).toBe(changes);
    // All that does no harm: a witness's line that is nobody's any more, and one that another witness does not read.
    expect(Object.keys(harmless).sort()).toEqual([
      'checkpoint: the witness’s key id is another: not counted',
      'checkpoint: the witness’s name is another: not counted',
      'proof: the witness’s key id is another: not counted',
      'proof: the witness’s name is another: not counted',
      'request: another witness’s line, which this one does not read',
    ]);
    expect(count(harmless) / changes).toBeLessThan(0.05);
    // A changed tile makes no signed root.
    expect(Object.keys(named).filter((name) => name.startsWith('tile'))).toEqual(['tile: unreadable']);
  }, 300_000);

  it.each([
    ['who checks no signature', EVERY_SIGNATURE, ['proof', 'checkpoint', 'request']],
    ['a reader that believes every tree that the log signed', EVERY_TREE, ['proof', 'tile']],
    ['a witness that cosigns whatever the log signed', EVERY_GROWTH, ['request']],
  ])('is noticed to be believed by %s', async (_, parts, where) => {
    const { wrong } = await playFlips({ texts: [[1, 2], [2, 3]], tiles: [[2, 3]] }, 'bit', parts); // prettier-ignore
    const places = new Set(wrong.map((one) => /^(?:\/log\/)?(proof|checkpoint|request|tile)/.exec(one)?.[1]));
    expect([...places].sort()).toEqual([...where].sort());
  });

  it('before the log signed it: is found by whoever saw the log before, and by whoever holds the receipt', async () => {
    for (const changed of [0, 3, 4]) expect((await signedOver(5, 20, changed)).remembers).toBe('forked');
    expect(await signedOver(5, 20, 19)).toEqual({ remembers: 'absent', holds: 'unreadable' });
  });
});
