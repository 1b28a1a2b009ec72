/** A start over a log that has entries: the database, and what lies beside it, may be a copy from before. */
import { expect, it } from 'vitest';
import type { Effects } from '../effects.ts';
import { sha256, testLogKey } from '../testing/log.ts';
import { VirtualClock } from '../testing/clock.ts';
import { LogKeeper } from './keeper.ts';
import type { LogStore } from './log-store.ts';
import { MemoryLog } from './memory-log.ts';

const logKey = testLogKey();
const entry = (n: number) => new Uint8Array(32).fill(n);
const turns = async () => {
  for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve));
};

/** A server's start over a database. */
const start = (log: LogStore, clock = new VirtualClock()) => {
  const said: string[] = [];
  const say = (_: unknown, message?: string) => void said.push(message ?? String(_));
  const effects = { store: { log }, primitives: { sha256 }, clock, log: { error: say, warn: say } } as unknown as Effects;
  const sizes: number[] = [];
  const keeper = new LogKeeper(effects, logKey, ({ size }) => sizes.push(size));
  const hand = async (n: number) => {
    await log.add(entry(n));
    keeper.wake();
  };
  const passes = async (ms: number) => {
    clock.advance(ms);
    await turns();
  };
  return { keeper, hand, passes, sizes, said };
}; // prettier-ignore

/** A database with so many entries, and the note that was signed over them. */
const grown = async (...entries: readonly number[]) => {
  const log = new MemoryLog(() => []);
  const { keeper, hand, passes } = start(log);
  for (const n of entries) {
    await hand(n);
    await passes(200);
  }
  await keeper.close();
  return { log, note: (await log.head())?.note ?? '' };
};

it('a new log begins at once', async () => {
  const { hand, passes, sizes } = start(new MemoryLog(() => []));
  await hand(1);
  await passes(200);
  await hand(2);
  await passes(200);
  expect(sizes).toEqual([1, 2]);
});

it('P9: it listens for ten seconds before it signs, then goes on by itself', async () => {
  const { log } = await grown(1, 2);
  const { hand, passes, sizes, said } = start(log);
  await hand(3);
  await passes(9_900);
  expect(sizes).toEqual([]);
  await passes(300);
  expect(sizes).toEqual([3]);
  await hand(4);
  await passes(200);
  expect([sizes, said]).toEqual([[3, 4], []]);
});

it('P9: a hub that comes back in these seconds with more keeps it from signing, also what lay there before', async () => {
  const { log } = await grown(1, 2);
  const { note } = await grown(1, 2, 5, 6);
  const { keeper, hand, passes, sizes, said } = start(log);
  await hand(3);
  await passes(5_000);
  keeper.shown(note);
  await passes(60_000);
  expect(sizes).toEqual([]);
  expect(said[0]).toContain('older than one that was signed');
});

it('P9: so does a witness that has seen more, until the log is as long', async () => {
  const { log } = await grown(1, 2);
  const { keeper, hand, passes, sizes } = start(log);
  await hand(3);
  keeper.witnessed(4);
  await passes(60_000);
  expect(sizes).toEqual([]);
  const whole = await grown(1, 2, 5, 6);
  const again = start(whole.log);
  again.keeper.witnessed(4);
  await again.hand(7);
  await again.passes(10_200);
  expect(again.sizes).toEqual([5]);
});
