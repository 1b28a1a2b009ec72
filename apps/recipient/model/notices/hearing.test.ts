import { ApiProblem, routes, type Problem } from '@latchkey/contract';
import { createFormat } from '@latchkey/web-kit/format';
import { makeDeviceKeys, memoryShelf, type Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { noticesSentences } from '../../sentences/notices.ts';
import { someHousehold } from '../../testing/household.ts';
import { hubIdText, keepHousehold } from '../household.ts';
import { contentOf, contentOfHearing, type Content } from './content.ts';
import { hearFromNotice } from './hearing.ts';

const sinceMs = 1_700_000_000_000;
const visitId = 'A'.repeat(22);
const [en, de] = [noticesSentences.en, noticesSentences.de];

/** A paired device whose server takes what it hears, or answers with this. */
const tapped = async (code?: Problem['code']) => {
  const shelf = memoryShelf();
  const household = await someHousehold();
  await keepHousehold(shelf, household);
  await makeDeviceKeys(shelf, 'keys');
  const heard: unknown[] = [];
  const client = ((route: { path: string }, { params, body }: { params: unknown; body: unknown }) => {
    if (route.path !== routes.acknowledgeSilence.path) return Promise.reject(new TypeError('asked for something else'));
    heard.push({ params, body });
    if (code === undefined) return Promise.resolve(undefined);
    return Promise.reject(new ApiProblem({ type: 'about:blank', title: 'x', status: 404, detail: 'x', code }));
  }) as Client;
  const shown: Content[] = [];
  const say = (step: Parameters<typeof contentOfHearing>[0]) => {
    shown.push(contentOfHearing(step, { visitId, sinceMs }, en));
    return Promise.resolve();
  };
  const tap = () => hearFromNotice({ shelf, client, newKey: () => 'k', say }, sinceMs);
  return { tap, heard, shown, shelf, params: { hubId: hubIdText(household) } };
};

test('P5: the notice of a silent hub can be answered on the notice itself', () => {
  const told = { kind: 'silent', visitId, sinceMs } as const;
  expect(contentOf(told, en, createFormat('en', 'Europe/Berlin'))).toMatchObject({
    actions: ['heard', 'show'],
    silentSinceMs: sinceMs,
  });
});

test('tapped, the server hears which silence was heard, and the same notice says that it rings no more', async () => {
  const { tap, heard, shown, params } = await tapped();
  await tap();
  expect(heard).toEqual([{ params, body: { sinceMs } }]);
  expect(shown.map(({ title }) => title)).toEqual([en.telling, en.silentHeard]);
  expect(shown.at(-1)).toMatchObject({ tag: `visit-${visitId}`, actions: ['show'], loud: false, stays: true });
});

test('a silence that is over is said as that, and what was not taken can be tapped again', async () => {
  const over = await tapped('not-found');
  await over.tap();
  expect(over.shown.at(-1)).toMatchObject({ title: en.silentOver, actions: ['show'] });
  const away = await tapped('unavailable');
  await away.tap();
  expect(away.shown.at(-1)).toMatchObject({ title: en.notTold, actions: ['heard', 'show'], silentSinceMs: sinceMs });
});

test('a device without its keys says so and tells nobody', async () => {
  const { tap, heard, shown, shelf } = await tapped();
  await shelf.put('keys', undefined);
  await tap();
  expect([heard, shown.map(({ title }) => title)]).toEqual([[], [en.noKeys]]);
  expect(contentOfHearing('heard', { visitId, sinceMs }, de).title).toBe(de.silentHeard);
});
