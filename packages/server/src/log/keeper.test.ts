import { describe, expect, it } from 'vitest';
import type { Effects } from '../effects.ts';
import { sha256, testLogKey } from '../testing/log.ts';
import { LogKeeper } from './keeper.ts';
import type { LogMark } from './furthest.ts';
import type { Kept, LogStore } from './log-store.ts';
import { MemoryLog } from './memory-log.ts';
import type { Tile } from '@latchkey/log';

const logKey = testLogKey();
const entry = (n: number) => new Uint8Array(32).fill(n);

/** A keeper whose database hands it what `change` makes of the kept head and edge. */
const keeping = (
  change: { head?: (head: Kept) => Kept; edge?: (edge: readonly Tile[]) => readonly Tile[] },
  mark?: LogMark,
) => {
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
      nowMs: () => 0,
      after: (_: number, task: () => void) => {
        due = task;
        return () => (due = undefined);
      },
      every: () => () => undefined,
    },
    log: { error: say, warn: say },
  } as unknown as Effects;
  const sizes: number[] = [];
  const keeper = new LogKeeper(effects, logKey, ({ size }) => sizes.push(size), mark);
  const hand = async (n: number) => {
    await log.add(entry(n));
    keeper.wake();
    due?.();
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return { hand, sizes, said, keeper, log };
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

/** What lies beside the database. */
const aMark = (note?: string) => {
  const kept: string[] = note === undefined ? [] : [note];
  return { read: () => Promise.resolve(kept.at(-1)), keep: (one: string) => Promise.resolve(void kept.push(one)), kept };
}; // prettier-ignore

describe('P9: nothing is signed over a database that came back older', () => {
  const grown = async (count: number, mark?: LogMark) => {
    const one = keeping({}, mark);
    for (let n = 1; n <= count; n++) await one.hand(n);
    return { ...one, note: (await one.log.head())?.note ?? '' };
  };

  it('the mark beside it says how far the log was: it grows no more, and it is said why', async () => {
    const mark = aMark();
    const before = await grown(3, mark);
    await before.keeper.close();
    expect(mark.kept.at(-1)).toBe(before.note);
    // A copy from when it had one entry, and other receipts come first.
    const { hand, sizes, said } = keeping({}, aMark());
    await hand(1);
    const back = keeping({}, mark);
    await back.hand(1);
    await back.hand(7);
    expect([sizes, back.sizes, said]).toEqual([[1], [], []]);
    expect(back.said[0]).toContain('older than one that was signed');
  });

  it('so does what a hub has read of it; the same tree again goes on', async () => {
    const { note } = await grown(3);
    const back = keeping({});
    await back.hand(1);
    back.keeper.shown(note);
    await back.hand(7);
    await back.hand(8);
    expect(back.sizes).toEqual([1]);
    const whole = keeping({});
    for (const n of [1, 2, 3]) await whole.hand(n);
    whole.keeper.shown(note);
    await whole.hand(4);
    expect([whole.sizes, whole.said]).toEqual([[1, 2, 3, 4], []]);
  });

  it('also where it grew to the same size by other receipts', async () => {
    const { note } = await grown(2);
    const back = keeping({});
    await back.hand(1);
    await back.hand(7);
    back.keeper.shown(note);
    await back.hand(8);
    expect(back.sizes).toEqual([1, 2]);
  });

  it('and nobody stops it with what this key did not sign', async () => {
    const { note } = await grown(3);
    const { hand, sizes, keeper } = keeping({});
    for (const said of ['', note.replace('\n3\n', '\n9\n'), note.replace(/.{4}\n$/, 'AAA=\n'), note.replaceAll('localhost', 'elsewhere')])
      keeper.shown(said);
    await hand(1);
    expect(sizes).toEqual([1]);
  }); // prettier-ignore
});

const flipped = (tile: Tile): Tile => {
  const bytes = tile.bytes.slice();
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  return { ...tile, bytes };
};
