import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyConsistency, verifyInclusion } from './merkle.ts';
import { consistencySteps, foldNodes, inclusionSteps, pathOf, rootSteps } from './paths.ts';
import { leaves, rootOver, sha256, SlowTiles } from './testing/log.ts';
import { grownTiles, readTilePath, TILE_WIDTH, tileAt, tilePath, tilesFor } from './tiles.ts';

const MOST = 700;
const tiles = new SlowTiles(MOST);
const all = leaves(MOST);
const roots = new Map<number, Uint8Array>();
const rootAt = (size: number): Uint8Array => {
  const root = roots.get(size) ?? rootOver(all.slice(0, size));
  roots.set(size, root);
  return root;
};
const headAt = (size: number) => ({ size, root: rootAt(size) });
const sizes = fc.integer({ min: 1, max: MOST });
const flip = (path: readonly Uint8Array[], at: number, bit: number): Uint8Array[] =>
  path.map((hash, i) => (i === at ? hash.map((byte, j) => (j === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) : hash));

describe('a tree in tiles', () => {
  it('has the root that RFC 6962 gives it, at every size', () => {
    for (const size of [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, MOST])
      expect(foldNodes(sha256, rootSteps(size), tiles.read)).toEqual(rootAt(size));
  });

  it('proves every leaf in every tree, and no other leaf, index or head', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, pick, bit) => {
        const index = pick % size;
        const path = pathOf(sha256, inclusionSteps(index, size), tiles.read);
        const leaf = all[index] ?? new Uint8Array(0);
        const holds = (at: number, which: Uint8Array, hashes: readonly Uint8Array[], of = headAt(size)) =>
          verifyInclusion(sha256, of, at, which, hashes);
        expect(holds(index, leaf, path)).toBe(true);
        expect(holds((index + 1) % size, leaf, path)).toBe(size === 1);
        expect(holds(index, all[(index + 1) % MOST] ?? leaf, path)).toBe(false);
        expect(holds(index, leaf, path, headAt((size % MOST) + 1))).toBe(false);
        expect(holds(index, leaf, [...path, leaf])).toBe(false);
        if (path.length > 0) expect(holds(index, leaf, flip(path, bit % path.length, bit % 256))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('proves that it grew from every smaller one, and from no other', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), (a, b, bit) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const path = pathOf(sha256, consistencySteps(from, to), tiles.read);
        expect(verifyConsistency(sha256, headAt(from), headAt(to), path)).toBe(true);
        if (from === to) return;
        expect(verifyConsistency(sha256, headAt(to), headAt(from), path)).toBe(false);
        expect(verifyConsistency(sha256, { size: from, root: rootAt(from + 1) }, headAt(to), path)).toBe(false);
        expect(verifyConsistency(sha256, headAt(from), headAt(to), flip(path, bit % path.length, bit % 256))).toBe(
          false,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('tells which tiles a path needs, and needs no other', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, pick) => {
        const steps = inclusionSteps(pick % size, size);
        const wanted = tilesFor(steps.flat(), size);
        const named = new Set(wanted.map(({ level, index }) => `${level}/${index}`));
        const asked = new Set<string>();
        const only = new SlowTilesOf(named, asked);
        expect(pathOf(sha256, steps, only.read)).toEqual(pathOf(sha256, steps, tiles.read));
        expect(asked).toEqual(named);
      }),
      { numRuns: 50 },
    );
  });
});

/** Tiles of which only some were fetched. */
class SlowTilesOf extends SlowTiles {
  constructor(named: ReadonlySet<string>, asked: Set<string>) {
    super(0);
    this.tile = (level, index) => {
      asked.add(`${level}/${index}`);
      return named.has(`${level}/${index}`) ? tiles.tile(level, index) : undefined;
    };
  }
}

describe('the names of tiles', () => {
  it('are those of c2sp.org/tlog-tiles', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: TILE_WIDTH })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 2, index: 0, width: 1 })).toBe('tile/2/000.p/1');
    expect(tilePath({ level: 0, index: 273, width: 112 }, 'entries')).toBe('tile/entries/273.p/112');
  });

  it('read back, and nothing else does', () => {
    fc.assert(
      fc.property(fc.nat(63), fc.maxSafeNat(), fc.integer({ min: 1, max: TILE_WIDTH }), (level, index, width) => {
        expect(readTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width, kind: 'hashes' });
      }),
    );
    for (const wrong of [
      'tile/64/000',
      'tile/00/000',
      'tile/0/00',
      'tile/0/0000',
      'tile/0/x000/001',
      'tile/0/001.p/0',
      'tile/0/001.p/256',
      'tile/0/001.p/01',
      'tile/0/001/',
      'tile/0/x001/x234',
      'tile/entries/1',
      'tile/0/../000',
      '/tile/0/000',
    ])
      expect(readTilePath(wrong), wrong).toBeUndefined();
  });

  it('of a tree of 70,000 are 273 full ones, and the partial ones that the specification counts', () => {
    const grown = grownTiles(0, 70_000);
    const count = (level: number, full: boolean) =>
      grown.filter((tile) => tile.level === level && (tile.width === TILE_WIDTH) === full).map(({ width }) => width);
    expect(count(0, true)).toHaveLength(273);
    expect([count(0, false), count(1, true).length, count(1, false), count(2, false)]).toEqual([[112], 1, [17], [1]]);
    expect(grownTiles(0, 256).map(({ level, width }) => [level, width])).toEqual([[0, 256], [1, 1]]); // prettier-ignore
  });

  it('that a tree has grown by are those that changed', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(3_000), (from, by) => {
        for (const tile of grownTiles(from, from + by)) {
          expect(tileAt(tile.level, tile.index, from + by)).toEqual(tile);
          expect(tileAt(tile.level, tile.index, from)).not.toEqual(tile);
        }
        expect(grownTiles(from, from)).toEqual([]);
      }),
    );
  });
});
