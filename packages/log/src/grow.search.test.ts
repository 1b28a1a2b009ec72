import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeTiles, growTree, type Tile } from './grow.ts';
import { entry, leaves, rootOver, sha256, SlowTiles } from './testing/log.ts';

const entries = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => entry(from + n));

describe('a tree that grows', () => {
  it('by any steps has the tiles and the root of one made at once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 1, maxLength: 5 }), (steps) => {
        const kept = new Map<string, Tile>();
        let size = 0;
        for (const step of steps) {
          const edge = edgeTiles(size).flatMap(({ level, index }) => kept.get(`${level}/${index}`) ?? []);
          const grown = growTree(sha256, size, edge, entries(size, size + step));
          for (const tile of grown.tiles) kept.set(`${tile.level}/${tile.index}`, tile);
          size += step;
          expect(grown.size).toBe(size);
          expect(grown.root).toEqual(rootOver(leaves(size)));
        }
        const slow = new SlowTiles(size);
        for (const { level, index, bytes } of kept.values()) expect(bytes).toEqual(slow.tile(level, index));
      }),
      { numRuns: 40 },
    );
  });

  it('past a whole tile of tiles begins the third level', () => {
    const first = growTree(sha256, 0, [], entries(0, 65_535));
    const last = new Map(first.tiles.map((tile) => [`${tile.level}/${tile.index}`, tile]));
    const edge = edgeTiles(65_535).flatMap(({ level, index }) => last.get(`${level}/${index}`) ?? []);
    const grown = growTree(sha256, 65_535, edge, entries(65_535, 65_537));
    expect(grown.tiles.map(({ level, index, width }) => [level, index, width])).toEqual([
      [0, 255, 256],
      [0, 256, 1],
      [1, 0, 256],
      [2, 0, 1],
    ]);
    expect(grown.root).toEqual(rootOver(leaves(65_537)));
  });

  it('does not grow from an edge that is missing or too narrow', () => {
    expect(() => growTree(sha256, 3, [], [entry(3)])).toThrow(RangeError);
    const [edge] = growTree(sha256, 0, [], entries(0, 2)).tiles;
    expect(() => growTree(sha256, 3, edge === undefined ? [] : [edge], [entry(3)])).toThrow(RangeError);
  });
});
