import { createCell, memoryShelf, type ReceiptStory } from '@latchkey/web-kit/model';
import { handClock } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { nowMs, shipment, told, visit, visitId } from '../testing/parcels.ts';
import { createKeptDays } from './kept-day.ts';
import type { ListsState } from './lists.ts';

const scene = async (shelf = memoryShelf()) => {
  const time = handClock(nowMs);
  const lists = createCell<ListsState>({ kind: 'loading' });
  const story = createCell<ReceiptStory>({ receipts: [], standing: { kind: 'loading' } });
  const days = await createKeptDays({
    shelf,
    lists: { state: lists },
    receipts: { story },
    visitsOfPeople: () => [],
    wallMs: () => time.clock.wallMs(),
    later: time.later,
  });
  days.start();
  return { days, lists, story, time, shelf };
};
const content = { visits: [visit()], shipments: [shipment({ visitId })] };

test('a day is kept once its lists and its receipts are whole, with the stage that was proven', async () => {
  const { days, lists, story, time, shelf } = await scene();
  lists.set({ kind: 'ready', readMs: nowMs, content });
  await time.pass(5000);
  expect(days.kept.get()).toBeUndefined();
  story.set({ receipts: await told('asked', 'unlocked', 'locked', 'complete'), standing: { kind: 'whole' } });
  await time.pass(5000);
  const kept = (await scene(shelf)).days.kept.get();
  expect(kept?.today.past.map(({ stage, receipts }) => [stage, receipts])).toEqual([['finished', []]]);
  expect(kept?.parcels.delivered.map(({ place }) => place)).toEqual(['delivered']);
  expect(kept?.atMs).toBeGreaterThan(nowMs);
});

test('a list that could not be read again is not kept as if it were new', async () => {
  const { days, lists, story, time } = await scene();
  story.set({ receipts: [], standing: { kind: 'whole' } });
  lists.set({ kind: 'ready', readMs: nowMs, content });
  await time.pass(3000);
  const before = days.kept.get();
  lists.set({ kind: 'ready', readMs: nowMs, content: { visits: [], shipments: [] }, stale: 'unavailable' });
  await time.pass(60_000);
  expect(days.kept.get()).toBe(before);
  lists.set({ kind: 'failed', code: 'unavailable' });
  await time.pass(60_000);
  expect(days.kept.get()).toBe(before);
});

test('a burst of changes is one writing, and after a stop there is none', async () => {
  const { days, lists, story, time, shelf } = await scene();
  let writings = 0;
  const put = shelf.put;
  Object.assign(shelf, { put: (name: string, value: unknown) => (writings++, put(name, value)) });
  story.set({ receipts: [], standing: { kind: 'whole' } });
  for (let n = 0; n < 5; n++) lists.set({ kind: 'ready', readMs: nowMs, content });
  await time.pass(3000);
  expect(writings).toBe(1);
  lists.set({ kind: 'ready', readMs: nowMs, content });
  days.stop();
  await time.pass(60_000);
  expect(writings).toBe(1);
});
