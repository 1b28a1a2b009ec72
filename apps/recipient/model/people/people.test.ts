import { routes } from '@latchkey/contract';
import { generateSigner, portablePrimitives as p, randomBytes } from '@latchkey/keys';
import { FLAG, keyIdOf, makeAnswer, signGrant, TARGET, toBase64url, verifyReceiptChain } from '@latchkey/protocol';
import { sealName } from '@latchkey/web-kit/letters';
import { bytesFrom, createCell, makeDeviceKeys, memoryShelf, type Client } from '@latchkey/web-kit/model';
import { hubVoice } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { accepted, datesIn, day, device, hubId, nowS, server, targets, terms } from '../../testing/people.ts';
import { createSignedGrants } from '../access/signed-grants.ts';
import { peopleElsewhere } from './elsewhere.ts';
import { createListed } from './listed.ts';
import { visitsOfPeople } from './people-visits.ts';
import type { SeriesSummary } from './people.ts';
import { stateOf } from './person-view.ts';

test('P3: a block that reached nobody is sent again, and nothing is called ended before', async () => {
  const at = server();
  const { people, personId, blocks } = await accepted(at);
  const [first] = datesIn(at.series());
  const old = at.series()[0]?.visitId ?? '';
  at.setAway(true);
  await people.skip(personId, first ?? { fromS: 0, toS: 0 });
  expect(blocks.sent.get()[old]?.carried).toBe('failed');
  expect(at.series()[0]?.endedMs).toBeUndefined();
  at.setAway(false);
  await people.tend();
  expect(targets(at.blocks)).toEqual([[TARGET.visit, old]]);
  expect(at.series().find(({ visitId }) => visitId === old)?.endedMs).toBeDefined();
});

test('P11: another device of the household withdraws somebody it has no name for', async () => {
  const at = server();
  const { personId, keyId } = await accepted(at);
  const { people } = await device(at);
  await people.tend();
  const [stranger] = peopleElsewhere(p, people.book.get(), at.series(), nowS);
  expect(stranger).toMatchObject({ personId, keyIds: [keyId], doors: [1], filmed: true, ended: false });
  expect(stranger?.dates[0]?.fromS).toBe(nowS + day + 9 * 3600);
  await people.withdraw(personId);
  expect(targets(at.blocks)).toEqual([[TARGET.courierKey, keyId]]);
  expect(at.endedKeys).toEqual([keyId]);
  // The server carries nothing more; the door speaks by its receipts, and until then the dates stand.
  expect(peopleElsewhere(p, [], people.series.get() ?? [], nowS)).toMatchObject([
    { ended: true, dates: stranger?.dates },
  ]);
});

test('a server that names another key does not turn the block away from the one that the grant names', async () => {
  const at = server();
  const { personId, keyId } = await accepted(at);
  const lying = { ...at, client: (async (route: { path: string }, given: unknown) => {
    const answer = await (at.client as unknown as (r: unknown, g: unknown) => Promise<{ series?: SeriesSummary[] }>)(route, given);
    return answer.series === undefined ? answer : { series: answer.series.map((one) => ({ ...one, keyId: 'AAAAAAAAAAAAAAAAAAAAAA' })) };
  }) as unknown as Client }; // prettier-ignore
  const { people } = await device(lying);
  await people.tend();
  await people.withdraw(personId);
  expect(targets(at.blocks)).toEqual([[TARGET.courierKey, keyId]]);
});

test('a grant to another key under a known person’s number is nobody that this device invited', async () => {
  const at = server();
  const { people, personId, keys } = await accepted(at);
  expect(peopleElsewhere(p, people.book.get(), at.series(), nowS)).toEqual([]);
  const other = await generateSigner();
  const grant = await signGrant(p, keys.signer, {
    iat: nowS, nbf: nowS, exp: nowS + day, cti: randomBytes(16), holder: other.key, hubId, doors: [1], uses: 1,
    flags: FLAG.mustRelock, maxOpenSeconds: 120, depth: [0, 0], visitId: randomBytes(16),
  }); // prettier-ignore
  await at.client(routes.newSeries, { body: { personId, grant: toBase64url(grant.bytes), letter: 'AA' } });
  expect(peopleElsewhere(p, people.book.get(), at.series(), nowS)).toMatchObject([
    { personId, keyIds: [toBase64url(keyIdOf(p, other.key))] },
  ]);
});

test('P3: a key that no member of the household granted is nobody whom a withdrawal blocks', async () => {
  const at = server();
  const { personId, keyId } = await accepted(at);
  const { people } = await device(at);
  const decoy = await generateSigner();
  const grant = await signGrant(p, decoy, {
    iat: nowS, nbf: nowS, exp: nowS + day, cti: randomBytes(16), holder: decoy.key, hubId, doors: [1], uses: 1,
    flags: FLAG.mustRelock, maxOpenSeconds: 120, depth: [0, 0], visitId: randomBytes(16),
  }); // prettier-ignore
  await at.client(routes.newSeries, { body: { personId, grant: toBase64url(grant.bytes), letter: 'AA' } });
  await people.tend();
  expect(at.series()).toHaveLength(2);
  expect(people.series.get()).toHaveLength(1);
  await people.withdraw(personId);
  expect(targets(at.blocks)).toEqual([[TARGET.courierKey, keyId]]);
});

test('what happened under the grant of somebody who left the household stays, and opens nothing more', async () => {
  const at = server();
  const { keyId } = await accepted(at);
  const { people } = await device(at);
  const roster = createCell(0);
  const grants = createSignedGrants({ primitives: p, hubId, memberKey: (kid) => at.members.get(kid) });
  const { series, past, take } = createListed({ grants, roster });
  take(at.series());
  expect([series.get()?.length, past.get().length]).toEqual([1, 0]);
  at.members.clear();
  roster.set(1);
  expect(series.get()).toEqual([]);
  expect(past.get()).toMatchObject([{ keyId, endedMs: expect.any(Number) as number }]);
  const [date] = datesIn(at.series());
  const hub = await hubVoice();
  const there = await hub.receipt('asked', { visitId: bytesFrom(past.get()[0]?.visitId ?? ''), iat: date?.fromS ?? 0 });
  const { receipts } = verifyReceiptChain(hub.primitives, hub.key, [there]);
  const visits = (told: typeof receipts) => visitsOfPeople(p, people.book.get(), past.get(), told, nowS * 1000);
  expect(visits(receipts)).toMatchObject([{ person: { keyId } }]);
  expect(visits([])).toEqual([]);
});

test('P3: what is taken back here is withdrawn once the door says so, or once nothing signed is left of it', async () => {
  const at = server();
  const { people, personId } = await accepted(at);
  await people.withdraw(personId);
  const [person] = people.book.get();
  if (person === undefined) throw new Error('nobody');
  const untilMs = Math.max(...person.grants.map(({ untilS }) => untilS)) * 1000;
  expect(stateOf(person, nowS * 1000, false)).toEqual({ kind: 'withdrawing' });
  expect(stateOf(person, nowS * 1000, true)).toEqual({ kind: 'withdrawn' });
  expect(stateOf(person, untilMs, false)).toEqual({ kind: 'withdrawn' });
});

test('a withdrawal ends the key’s grants, here and for whoever else has it', async () => {
  const at = server();
  const { people, personId, keyId } = await accepted(at);
  await people.withdraw(personId);
  expect(targets(at.blocks)).toEqual([[TARGET.courierKey, keyId]]);
  expect(people.book.get()[0]).toMatchObject({ serverEnded: true });
  await people.tend();
  expect(at.series().every(({ endedMs }) => endedMs !== undefined)).toBe(true);
  expect(at.blocks).toHaveLength(1);
});

test('an answer that was made without the link pins nothing', async () => {
  const at = server();
  const { people } = await device(at);
  const { invitation } = await people.invite('Inês', terms);
  const box = at.boxes.get(invitation?.boxId ?? '');
  if (box === undefined) throw new Error('no box');
  const thief = await makeDeviceKeys(memoryShelf(), 'keys');
  const sealed = await sealName(thief.sealingKey, 'Inês');
  box.answer = makeAnswer(p, box.offer, { signingKey: thief.signer.key, sealingKey: thief.sealingKey, sealed }, randomBytes(16)); // prettier-ignore
  await people.tend();
  expect(people.book.get()[0]).toMatchObject({ forged: true, grants: [] });
  expect(at.series()).toEqual([]);
});
