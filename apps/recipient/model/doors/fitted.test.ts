import { FITTED } from '@latchkey/protocol';
import { memoryShelf } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { createFitted, type Said } from './fitted.ts';

const nowMs = 60_000;
/** What the hub says of its doors, by number; `sensorAgeMs` is how long its wires have been dead. */
const said = (presence: Record<number, number | undefined>, sensorAgeMs = 0, askedAtMs = nowMs): Said => ({
  askedAtMs,
  state: { doors: Object.entries(presence).map(([door, one]) => ({ door: Number(door), sensorAgeMs, ...(one === undefined ? {} : { presence: one }) })) }, // prettier-ignore
});

const display = FITTED.display;

test('a door of which the hub has not spoken is not known, which is not the same as nothing fitted', async () => {
  const fitted = await createFitted(memoryShelf());
  expect(fitted.at(1)).toBeUndefined();
  fitted.hear(said({ 1: display, 2: undefined }), nowMs);
  expect([fitted.at(1), fitted.at(2), fitted.at(3)]).toEqual([display, 0, undefined]);
});

test('what the hub said last stands when it is silent at the next start of the app', async () => {
  const shelf = memoryShelf();
  const before = await createFitted(shelf);
  before.hear(said({ 1: FITTED.tag }), nowMs);
  expect((await createFitted(shelf)).at(1)).toBe(FITTED.tag);
  before.hear(said({ 1: 0 }), nowMs);
  expect((await createFitted(shelf)).at(1)).toBe(0);
});

test('a report that names no door, or another one, takes nothing back', async () => {
  const fitted = await createFitted(memoryShelf());
  fitted.hear(said({ 1: display }), nowMs);
  fitted.hear(said({}), nowMs);
  fitted.hear(said({ 2: undefined }), nowMs);
  expect([fitted.at(1), fitted.at(2)]).toEqual([display, 0]);
});

test('a report whose wires are dead, or that came too late, adds to what was known and takes nothing back', async () => {
  const fitted = await createFitted(memoryShelf());
  fitted.hear(said({ 1: undefined, 2: FITTED.tag }, 10_001), nowMs);
  expect([fitted.at(1), fitted.at(2)]).toEqual([undefined, FITTED.tag]);
  fitted.hear(said({ 1: display }), nowMs);
  fitted.hear(said({ 1: undefined, 2: display }, 10_001), nowMs);
  expect([fitted.at(1), fitted.at(2)]).toEqual([display, display | FITTED.tag]);
  fitted.hear(said({ 1: undefined }, 0, nowMs - 10_001), nowMs);
  expect(fitted.at(1)).toBe(display);
  fitted.hear(said({ 1: undefined }, 4000, nowMs - 6000), nowMs);
  expect(fitted.at(1)).toBe(0);
});
