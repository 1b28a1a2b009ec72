import { routes } from '@latchkey/contract';
import { decodeCbor, encodeCbor } from '@latchkey/protocol';
import { found } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { homeOf } from './home-reading.ts';

const LIMIT_TEXTS = 32;

/** What the household's devices call its doors and each other, carried from one to the others. Every text is sealed; a device that leaves takes its own along. */
export const addHomeNames = ({ registrar, effects: { store }, bus }: World): void => {
  registrar.on(routes.tellNames, async ({ session, body, commit }) => {
    const { principalId: memberId, tenantId } = session;
    const names = encodeCbor(body.texts.map(({ keyId, sealed }) => [keyId, bytesOf(sealed)]));
    await commit(homeOf(session), [{ kind: 'member-names', memberId, names }], {});
    bus.tell('home', tenantId, { type: 'names' });
    return undefined;
  });

  registrar.on(routes.readNames, async ({ session }) => {
    const members = await store.members(homeOf(session), session.tenantId);
    const { keyId } = found(members.find(({ memberId }) => memberId === session.principalId));
    const texts = members.flatMap(({ names }) => (names === undefined ? [] : textsFor(keyId, names)));
    return { texts: texts.slice(0, LIMIT_TEXTS).map(textOf) };
  });
};

const textsFor = (keyId: string, names: Uint8Array): readonly Uint8Array[] => {
  const list = decodeCbor(names);
  return Array.isArray(list) ? list.flatMap((one: unknown) => (isFor(keyId, one) ? [one[1]] : [])) : [];
};

const isFor = (keyId: string, one: unknown): one is readonly [string, Uint8Array] =>
  Array.isArray(one) && one[0] === keyId && one[1] instanceof Uint8Array;
