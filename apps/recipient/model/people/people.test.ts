import { routes } from '@latchkey/contract';
import { generateSigner, portablePrimitives as p, randomBytes } from '@latchkey/keys';
import { FLAG, keyIdOf, makeAnswer, signGrant, TARGET, toBase64url } from '@latchkey/protocol';
import { sealName } from '@latchkey/web-kit/letters';
import { makeDeviceKeys, memoryShelf, type Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { accepted, datesIn, day, device, hubId, nowS, server, targets, terms } from '../../testing/people.ts';
import { peopleElsewhere } from './elsewhere.ts';
import type { SeriesSummary } from './people.ts';

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
  expect(stranger).toMatchObject({ personId, keyIds: [keyId], doors: [1], filmed: true, withdrawn: false });
  expect(stranger?.dates[0]?.fromS).toBe(nowS + day + 9 * 3600);
  await people.withdraw(personId);
  expect(targets(at.blocks)).toEqual([[TARGET.courierKey, keyId]]);
  expect(at.endedKeys).toEqual([keyId]);
  expect(peopleElsewhere(p, [], people.series.get() ?? [], nowS)).toMatchObject([{ withdrawn: true, dates: [] }]);
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
