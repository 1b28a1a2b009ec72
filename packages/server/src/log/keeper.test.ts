import { describe, expect, it } from 'vitest';
import type { Effects } from '../effects.ts';
import { sha256, testLogKey } from '../testing/log.ts';
import { LogKeeper } from './keeper.ts';
import type { Kept, LogStore } from './log-store.ts';
import { MemoryLog } from './memory-log.ts';
import type { Tile } from '@latchkey/log';

const logKey = testLogKey();
const entry = (n: number) => new Uint8Array(32).fill(n);

/** A keeper whose database hands it what `change` makes of the kept head and edge. */
const keeping = (change: { head?: (head: Kept) => Kept; edge?: (edge: readonly Tile[]) => readonly Tile[] }) => {
  const log = new MemoryLog(() => []);
  const database: LogStore = {
    add: log.add,
    head: log.head,
    tile: log.tile,
    entries: log.entries,
    indexOf: log.indexOf,
    cosigned: (size, by, line) => log.cosigned(size, by, line),
    grow: (most, key, grow) =>
      log.grow(most, key, (head, edge, entries) =>
        grow(change.head?.(head) ?? head, change.edge?.(edge) ?? edge, entries),
      ),
  };
  const said: string[] = [];
  let due: (() => void) | undefined;
  const say = (_: unknown, message?: string) => said.push(message ?? String(_));
  const effects = {
    store: { log: database },
    primitives: { sha256 },
    clock: {
      after: (_: number, task: () => void) => {
        due = task;
        return () => (due = undefined);
      },
      every: () => () => undefined,
    },
    log: { error: say, warn: say },
  } as unknown as Effects;
  const sizes: number[] = [];
  const keeper = new LogKeeper(effects, logKey, ({ size }) => sizes.push(size));
  const hand = async (n: number) => {
    await log.add(entry(n));
    keeper.wake();
    due?.();
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return { hand, sizes, said };
};

describe('P9: nothing is signed over a log that was changed since it was signed', () => {
  it('an untouched one grows', async () => {
    const { hand, sizes, said } = keeping({});
    for (const n of [1, 2, 3]) await hand(n);
    expect([sizes, said]).toEqual([[1, 2, 3], []]);
  });

  it.each([
    [
      'a hash of its edge',
      { edge: ([tile, ...rest]: readonly Tile[]) => (tile === undefined ? [] : [flipped(tile), ...rest]) },
    ],
    ['its note', { head: ({ size, note }: Kept) => ({ size, note: note.replace(/.\n$/, 'A\n') }) }],
    ['nothing but its note, which is gone', { head: ({ size }: Kept) => ({ size, note: '' }) }],
  ])('%s was changed: it grows no more, and it is said why', async (_, change) => {
    const { hand, sizes, said } = keeping(change);
    await hand(1);
    await hand(2);
    await hand(3);
    expect(sizes).toEqual([1]);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('not the one that was signed');
  });
});

const flipped = (tile: Tile): Tile => {
  const bytes = tile.bytes.slice();
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  return { ...tile, bytes };
};
