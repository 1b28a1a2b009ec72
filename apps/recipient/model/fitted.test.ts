import { FITTED } from '@latchkey/protocol';
import { memoryShelf } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { createFitted } from './fitted.ts';

const state = (...presence: (number | undefined)[]) => ({
  doors: presence.map((one, n) => ({ door: n + 1, presence: one })),
});

test('before the hub has spoken nothing is known, which is not the same as nothing fitted', async () => {
  const fitted = await createFitted(memoryShelf());
  expect(fitted.at(1)).toBeUndefined();
  fitted.hear(state(FITTED.display, undefined));
  expect([fitted.at(1), fitted.at(2), fitted.at(3)]).toEqual([FITTED.display, 0, 0]);
});

test('what the hub said last stands when it is silent at the next start of the app', async () => {
  const shelf = memoryShelf();
  const before = await createFitted(shelf);
  before.hear(state(FITTED.tag));
  expect((await createFitted(shelf)).at(1)).toBe(FITTED.tag);
  before.hear(state(0));
  expect((await createFitted(shelf)).at(1)).toBe(0);
});
