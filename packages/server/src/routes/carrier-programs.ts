import { routes } from '@latchkey/contract';
import { decodePublicKey, keyIdOf } from '@latchkey/protocol';
import { fail, found } from '../http/problems.ts';
import { bytesIn, newId, textOf } from '../ids.ts';
import { LIMITS } from '../store/limits.ts';
import type { World } from '../world.ts';
import { carrierOf } from './carrier.ts';

const LIMIT_KEYS = LIMITS.apiKeys;

/** A carrier's programs: each signs in with a key of its own, whose public half is all that anybody else holds (P13). */
export const addCarrierPrograms = (world: World): void => {
  const { registrar, effects, sessions, callLog } = world;
  const { store, clock, random, primitives } = effects;

  registrar.on(routes.listApiKeys, async ({ session }) => {
    const keys = await store.apiKeys(carrierOf(session), LIMIT_KEYS);
    const seen = await store.lastSeen(keys.map(({ apiKeyId }) => apiKeyId));
    return {
      keys: keys.map(({ apiKeyId, keyId, name, createdMs, revokedMs }) => {
        const lastUsedMs = seen.get(apiKeyId);
        const used = lastUsedMs === undefined ? {} : { lastUsedMs };
        return { apiKeyId, keyId, name, createdMs, ...used, ...(revokedMs === undefined ? {} : { revokedMs }) };
      }),
    };
  });

  registrar.on(routes.newApiKey, async ({ session, body, commit }) => {
    const publicKey = bytesIn(body.publicKey);
    const keyId = publicKey === undefined ? undefined : keyIdIn(publicKey);
    if (publicKey === undefined || keyId === undefined) throw fail('invalid-request', 'This is no public key; it is an encoded COSE_Key in base64url.'); // prettier-ignore
    const kept = await store.apiKeys(carrierOf(session), LIMIT_KEYS);
    if (kept.length >= LIMIT_KEYS) throw fail('conflict', 'A carrier has at most 200 programs, revoked ones included.');
    const apiKeyId = newId(random);
    const { tenantId: carrierId } = session;
    const apiKey = { apiKeyId, carrierId, keyId, publicKey, name: body.name, createdMs: clock.nowMs() };
    return commit(carrierOf(session), [{ kind: 'api-key', apiKey }], { apiKeyId, keyId });
  });

  registrar.on(routes.revokeApiKey, async ({ session, params, commit }) => {
    const { apiKeyId } = params;
    const keys = await store.apiKeys(carrierOf(session), LIMIT_KEYS);
    found(keys.find((key) => key.apiKeyId === apiKeyId));
    const revoked = { kind: 'api-key-revoked', carrierId: session.tenantId, apiKeyId, atMs: clock.nowMs() } as const;
    const answer = await commit(carrierOf(session), [revoked], { apiKeyId });
    sessions.endedOf(apiKeyId);
    return answer;
  });

  registrar.on(routes.readCallLog, async ({ session }) => {
    const keys = await store.apiKeys(carrierOf(session), LIMIT_KEYS);
    const people = await store.operatorMembers(carrierOf(session), LIMITS.operatorMembers);
    const names = new Map(keys.map(({ apiKeyId, name }) => [apiKeyId, name]));
    const roles = new Map(people.map(({ memberId, role }) => [memberId, role]));
    const entries = callLog.of(session.tenantId).map(({ by, ...entry }) => {
      if (by === undefined || by === session.tenantId) return entry;
      const name = names.get(by);
      return name === undefined ? { ...entry, person: roles.get(by) ?? ('gone' as const) } : { ...entry, by: name };
    });
    return { entries };
  });

  const keyIdIn = (bytes: Uint8Array): string | undefined => {
    try {
      return textOf(keyIdOf(primitives, decodePublicKey(bytes)));
    } catch {
      return undefined;
    }
  };
};
