import { routes } from '@latchkey/contract';
import { generateSigner, portablePrimitives as p, randomBytes } from '@latchkey/keys';
import { DOOR_KIND, FITTED, FLAG, fromBase64url, hasFlag, keyIdOf, makeAnswer, readBlock, readGrant, signGrant, TARGET, toBase64url } from '@latchkey/protocol'; // prettier-ignore
import { sealName } from '@latchkey/web-kit/letters';
import { makeDeviceKeys, memoryShelf, type Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { createBlocks } from '../blocks.ts';
import { datesOf } from './dates.ts';
import { peopleElsewhere } from './elsewhere.ts';
import { createPeople, type SeriesSummary } from './people.ts';
import type { Terms } from './person.ts';
import { stateOf, weekOf } from './person-view.ts';
import { visitsOfPeople } from './people-visits.ts';

const day = 86_400;
/** A Monday, midnight UTC. */
const nowS = 1_795_392_000;
const hubId = new Uint8Array(16).fill(9);
const terms: Terms = {
  doors: [1],
  schedule: { timeZone: 'UTC', windows: [{ days: [2, 5], from: '09:00', to: '11:00' }], everyWeeks: 1, firstDay: '2026-11-23' },
  filmed: true,
  uses: 1,
  from: 'Robin',
  place: '',
  note: '',
}; // prettier-ignore

/** One household's server, as far as people go: it carries what it is given, and can be away. */
const server = () => {
  let series: SeriesSummary[] = [];
  let away = false;
  const boxes = new Map<string, { offer: Uint8Array; answer?: Uint8Array }>();
  const blocks: Uint8Array[] = [];
  const endedKeys: string[] = [];
  type Given = { body?: Record<string, string>; params?: Record<string, string> };
  const answers: Record<string, (given: Given) => unknown> = {
    [routes.newInvitation.path]: ({ body }) => {
      if (body === undefined) return { invitations: [...boxes].map(([boxId, { answer }]) => ({ boxId, createdMs: 0, expiresMs: 1, ...(answer === undefined ? {} : { answer: toBase64url(answer) }) })) }; // prettier-ignore
      boxes.set(body['boxId'] ?? '', { offer: fromBase64url(body['offer'] ?? '') ?? new Uint8Array() });
      return { expiresMs: (nowS + 7 * day) * 1000 };
    },
    [routes.newSeries.path]: ({ body }) => {
      if (body === undefined) return { series };
      const read = readGrant(p, fromBase64url(body['grant'] ?? '') ?? new Uint8Array());
      if (!read.ok) throw new Error('no grant');
      const { visitId, holder, nbf, exp } = read.link.claims;
      const one = { visitId: toBase64url(visitId), personId: body['personId'] ?? '', keyId: toBase64url(keyIdOf(p, holder)) }; // prettier-ignore
      series = [{ ...one, hubId: 'h', grant: body['grant'] ?? '', window: { fromS: nbf, toS: exp }, createdMs: 0 }, ...series]; // prettier-ignore
      return { visitId: one.visitId, handedToHub: true };
    },
    [routes.endSeries.path]: ({ params }) => {
      series = series.map((one) => (one.visitId === params?.['visitId'] ? { ...one, endedMs: nowS * 1000 } : one));
      return { endedMs: nowS * 1000 };
    },
    [routes.endPerson.path]: ({ params }) => {
      endedKeys.push(params?.['keyId'] ?? '');
      series = series.map((one) => ({ ...one, endedMs: nowS * 1000 }));
      return { ended: 1 };
    },
  };
  const client = (async (route: { path: string }, given: Given) => {
    if (away) throw new TypeError('away');
    return Promise.resolve(answers[route.path]?.(given));
  }) as unknown as Client;
  const sendBlock = (block: Uint8Array) => {
    if (away) return Promise.reject(new TypeError('away'));
    blocks.push(block);
    return Promise.resolve({ handedToHub: true });
  };
  return { client, sendBlock, boxes, blocks, endedKeys, series: () => series, setAway: (is: boolean) => (away = is) };
};

type Fitted = (door: number) => number | undefined;
const bare: Fitted = () => 0;

const device = async (
  { client, sendBlock }: ReturnType<typeof server>,
  clockIsRight = () => true,
  fitted: Fitted = bare,
) => {
  const shelf = memoryShelf();
  const keys = await makeDeviceKeys(shelf, 'keys');
  const wallMs = () => nowS * 1000;
  const own = { primitives: p, randomBytes, wallMs, clockIsRight, hubId, shelf };
  const sendDivert = () => Promise.reject(new Error('nothing is diverted here'));
  const blocks = await createBlocks({ ...own, signer: keys.signer, sendBlock, sendDivert });
  const doors = [{ id: 1, name: 'Flat door', kind: DOOR_KIND.flat }];
  const people = await createPeople({ ...own, keys, client, doors: () => doors, fitted, blocks });
  return { people, blocks, keys };
};

/** Invited, accepted, and the first dates signed. */
const accepted = async (
  at: ReturnType<typeof server>,
  clockIsRight?: () => boolean,
  fitted?: Fitted,
  agreed = terms,
) => {
  const phone = await device(at, clockIsRight, fitted);
  const { personId, invitation } = await phone.people.invite('Inês', agreed);
  const guest = await makeDeviceKeys(memoryShelf(), 'keys');
  const box = at.boxes.get(invitation?.boxId ?? '');
  if (box === undefined || invitation === undefined) throw new Error('no box');
  const sealed = await sealName(phone.keys.sealingKey, 'Inês Duarte');
  box.answer = makeAnswer(p, box.offer, { signingKey: guest.signer.key, sealingKey: guest.sealingKey, sealed }, invitation.secret); // prettier-ignore
  await phone.people.tend();
  const keyId = toBase64url(keyIdOf(p, guest.signer.key));
  return { ...phone, personId, guest, keyId };
};

const targets = (blocks: readonly Uint8Array[]) =>
  blocks.map((bytes) => {
    const read = readBlock(p, bytes);
    if (!read.ok) throw new Error('no block');
    return [read.link.claims.target.type, toBase64url(read.link.claims.target.id)];
  });
const datesIn = (series: readonly SeriesSummary[]) =>
  series
    .filter(({ endedMs }) => endedMs === undefined)
    .flatMap(({ grant }) => {
      const read = readGrant(p, fromBase64url(grant) ?? new Uint8Array());
      return read.ok ? datesOf(read.link.claims) : [];
    });

test('one date is taken out: the old grant is blocked, and every other date is signed anew', async () => {
  const at = server();
  const { people, personId } = await accepted(at);
  const before = datesIn(at.series());
  const [first, second] = before;
  if (first === undefined) throw new Error('nothing is signed');
  const old = at.series()[0]?.visitId;
  await people.skip(personId, first);
  expect(targets(at.blocks)).toEqual([[TARGET.visit, old]]);
  expect(datesIn(at.series())).toEqual(before.slice(1));
  const [person] = people.book.get();
  if (person === undefined) throw new Error('nobody');
  expect(person.withdrawnMs).toBeUndefined();
  expect(stateOf(person, nowS * 1000)).toEqual({ kind: 'next', date: second });
  expect(weekOf([person], nowS * 1000).flatMap(({ bars }) => bars)).toHaveLength(1);
  await people.tend();
  expect(at.blocks).toHaveLength(1);
});

test('the date that was taken out stays to be seen, and is called withdrawn only by the door', async () => {
  const at = server();
  const { people, personId } = await accepted(at);
  const [first] = datesIn(at.series());
  if (first === undefined) throw new Error('nothing is signed');
  await people.skip(personId, first);
  const visits = visitsOfPeople(p, people.book.get(), at.series(), [], nowS * 1000);
  expect(visits.map(({ visit, stage, person }) => [visit.window, stage, person?.skipped])).toEqual([
    [expect.objectContaining({ fromS: first.fromS + 3 * day }), 'assigned', false],
    [first, 'assigned', true],
  ]);
});

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

test('no dates are signed by a clock that is off; the next tending with a right one signs them', async () => {
  let right = false;
  const at = server();
  const { people } = await accepted(at, () => right);
  expect(people.book.get()[0]?.pinned).toBeDefined();
  expect(people.book.get()[0]?.grants).toEqual([]);
  right = true;
  await people.tend();
  expect(people.book.get()[0]?.grants.length).toBeGreaterThan(0);
});

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

test('P16: that somebody did not feel safe stands at the date on which they said it, and at no other', async () => {
  const at = server();
  const { people } = await accepted(at);
  const [first, second] = datesIn(at.series());
  if (first === undefined || second === undefined) throw new Error('nothing is signed');
  const [one] = at.series();
  if (one === undefined) throw new Error('nobody comes');
  const unsafe = [first.fromS + 60, first.fromS + 90];
  const visits = visitsOfPeople(p, people.book.get(), [{ ...one, unsafe }], [], (second.fromS - 60) * 1000);
  expect(visits.map(({ visit }) => [visit.window.fromS, visit.said])).toEqual([
    [first.fromS, { unsafeS: first.fromS + 90 }],
    [second.fromS, undefined],
  ]);
});
