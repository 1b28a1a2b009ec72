import { growTree, type Tile } from '@latchkey/log';
import { expect, it } from 'vitest';
import { sha256, testLogKey } from '../testing/log.ts';
import { LogChanged } from './log-store.ts';
import { signedGrowth } from './signed-growth.ts';

const entries = (count: number) => Array.from({ length: count }, (_, n) => new Uint8Array(32).fill(n));

it('P9: nothing is signed over an edge or a head of which any bit was changed', () => {
  const SIZE = 258;
  const { bytes: note, tiles } = kept(SIZE);
  const tried = [...spoilt(note).map((one) => [one, tiles] as const), ...tiles.flatMap((tile, at) => spoilt(tile.bytes).map((bytes) => [note, tiles.map((one, n) => (n === at ? { ...one, bytes } : one))] as const))]; // prettier-ignore
  for (const [head, edge] of tried) expect(() => grow(SIZE, head, edge)).toThrow(LogChanged);
  expect(tried.length).toBeGreaterThan(2000);
  expect(grow(SIZE, note, tiles).size).toBe(SIZE + 1);
});

const append = signedGrowth(testLogKey(), sha256);
const grow = (size: number, note: Uint8Array, edge: readonly Tile[]) =>
  append({ size, note: Buffer.from(note).toString('utf8') }, edge, entries(1));

/** The head and the edge of a log of that size: one partial tile a level. */
const kept = (size: number) => {
  const { note } = append({ size: 0, note: '' }, [], entries(size));
  const edge = growTree(sha256, 0, [], entries(size)).tiles.filter(({ width }) => width < 256);
  return { bytes: new Uint8Array(Buffer.from(note, 'utf8')), tiles: edge };
};

const spoilt = (whole: Uint8Array): Uint8Array[] =>
  Array.from({ length: whole.length * 8 }, (_, bit) =>
    whole.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
  );
