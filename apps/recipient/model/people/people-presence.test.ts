import { portablePrimitives as p } from '@latchkey/keys';
import { FITTED, fromBase64url, hasFlag, readGrant } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { accepted, bare, datesIn, type Fitted, server, terms } from '../../testing/people.ts';
import type { SeriesSummary } from './people.ts';
import type { Terms } from './person.ts';

const asksThere = (series: readonly SeriesSummary[]) =>
  series
    .filter(({ endedMs }) => endedMs === undefined)
    .map(({ grant }) => {
      const read = readGrant(p, fromBase64url(grant) ?? new Uint8Array());
      return read.ok && hasFlag(read.link.claims.flags, 'atDoor');
    });

test('presence is asked where the door has what proves it, unless the household waives it', async () => {
  const asks = async (fitted: Fitted, change: Partial<Terms> = {}) => {
    const at = server();
    await accepted(at, undefined, fitted, { ...terms, ...change });
    return asksThere(at.series());
  };
  expect(await asks(() => FITTED.display)).toEqual([true]);
  expect(await asks(() => FITTED.tag, { here: true })).toEqual([true]);
  expect(await asks(() => FITTED.display | FITTED.tag, { here: false })).toEqual([false]);
  expect(await asks(bare, { here: true })).toEqual([false]);
  // One flag stands for all doors of a grant, and the second one would never open.
  const first: Fitted = (door) => (door === 1 ? FITTED.display : 0);
  expect(await asks(first, { doors: [1, 2] })).toEqual([false]);
});

test('a change of mind about presence signs all dates anew', async () => {
  const at = server();
  const { people, personId } = await accepted(at, undefined, () => FITTED.display);
  const before = datesIn(at.series());
  await people.change(personId, { ...terms, here: false });
  expect(asksThere(at.series())).toEqual([false]);
  expect(datesIn(at.series())).toEqual(before);
});

test('nothing is signed before the hub has said what is fitted, so that a withheld word waives no presence', async () => {
  const at = server();
  let said: number | undefined;
  const { people, personId } = await accepted(at, undefined, () => said);
  expect(at.series()).toEqual([]);
  said = FITTED.display;
  await people.tend();
  expect(asksThere(at.series())).toEqual([true]);
  said = undefined;
  await people.change(personId, { ...terms, here: false });
  expect(asksThere(at.series())).toEqual([false]);
});

test('what the door must have heard from outside stands in each grant, and a change of it signs all dates anew', async () => {
  const at = server();
  const { people, personId } = await accepted(at, undefined, bare, { ...terms, line: 'hour' });
  const said = () =>
    at.series().flatMap(({ endedMs, grant }) => {
      const read = readGrant(p, fromBase64url(grant) ?? new Uint8Array());
      if (endedMs !== undefined || !read.ok) return [];
      return [[read.link.claims.maxStaleSeconds, hasFlag(read.link.claims.flags, 'memberFresh')]];
    });
  expect(said()).toEqual([[3600, false]]);
  await people.change(personId, { ...terms, line: 'member' });
  expect(said()).toEqual([[undefined, true]]);
});
