/** A household with people who come again: its server as far as they go, its devices, and one who accepted. */
import { routes } from '@latchkey/contract';
import { portablePrimitives as p, randomBytes } from '@latchkey/keys';
import { DOOR_KIND, fromBase64url, keyIdOf, kidOf, makeAnswer, readBlock, readGrant, toBase64url, toHex, type PublicKey } from '@latchkey/protocol'; // prettier-ignore
import { sealName } from '@latchkey/web-kit/letters';
import { makeDeviceKeys, memoryShelf, type Client } from '@latchkey/web-kit/model';
import { createBlocks } from '../model/blocks/blocks.ts';
import { createSignedGrants } from '../model/access/signed-grants.ts';
import { datesOf } from '../model/people/dates.ts';
import { createPeople, type SeriesSummary } from '../model/people/people.ts';
import type { Terms } from '../model/people/person.ts';

export const day = 86_400;
/** A Monday, midnight UTC. */
export const nowS = 1_795_392_000;
export const hubId = new Uint8Array(16).fill(9);
export const terms: Terms = {
  doors: [1],
  schedule: { timeZone: 'UTC', windows: [{ days: [2, 5], from: '09:00', to: '11:00' }], everyWeeks: 1, firstDay: '2026-11-23' },
  filmed: true,
  uses: 1,
  from: 'Robin',
  place: '',
  note: '',
}; // prettier-ignore

/** One household's server, as far as people go: it carries what it is given, and can be away. */
export const server = () => {
  let series: SeriesSummary[] = [];
  let away = false;
  const boxes = new Map<string, { offer: Uint8Array; answer?: Uint8Array }>();
  const blocks: Uint8Array[] = [];
  const endedKeys: string[] = [];
  const members = new Map<string, PublicKey>();
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
  return {
    client,
    sendBlock,
    members,
    boxes,
    blocks,
    endedKeys,
    series: () => series,
    setAway: (is: boolean) => (away = is),
  };
};

export type Fitted = (door: number) => number | undefined;
export const bare: Fitted = () => 0;

export const device = async (
  { client, sendBlock, members }: Pick<ReturnType<typeof server>, 'client' | 'sendBlock' | 'members'>,
  clockIsRight = () => true,
  fitted: Fitted = bare,
) => {
  const shelf = memoryShelf();
  const keys = await makeDeviceKeys(shelf, 'keys');
  const wallMs = () => nowS * 1000;
  const own = { primitives: p, randomBytes, wallMs, clockIsRight, hubId, shelf };
  const sendDivert = () => Promise.reject(new Error('nothing is diverted here'));
  const blocks = await createBlocks({ ...own, signer: keys.signer, sendBlock, sendDivert });
  members.set(toHex(kidOf(p, keys.signer.key)), keys.signer.key);
  const grants = createSignedGrants({ ...own, memberKey: (kid) => members.get(kid) });
  const household = { grants, roster: { subscribe: () => () => undefined } };
  const doors = [{ id: 1, name: 'Flat door', kind: DOOR_KIND.flat }];
  const people = await createPeople({ ...own, ...household, keys, client, doors: () => doors, fitted, blocks });
  return { people, blocks, keys };
};

/** Invited, accepted, and the first dates signed. */
export const accepted = async (
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

export const targets = (blocks: readonly Uint8Array[]) =>
  blocks.map((bytes) => {
    const read = readBlock(p, bytes);
    if (!read.ok) throw new Error('no block');
    return [read.link.claims.target.type, toBase64url(read.link.claims.target.id)];
  });
export const datesIn = (series: readonly SeriesSummary[]) =>
  series
    .filter(({ endedMs }) => endedMs === undefined)
    .flatMap(({ grant }) => {
      const read = readGrant(p, fromBase64url(grant) ?? new Uint8Array());
      return read.ok ? datesOf(read.link.claims) : [];
    });
