import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCarrier, aMember, clientOf, newKey, newSigner, proofFor, sealingKey } from '../testing/caller.ts';
import { Sessions } from './sessions.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

describe('signing in', () => {
  it('makes a household for a key that nobody knew, with a handle to give to carriers', async () => {
    const ada = await aMember(server);
    expect(ada.handle).toMatch(/^LK-[2-9B-DF-HJKMNP-TV-XZ]{4}-[2-9B-DF-HJKMNP-TV-XZ]{4}$/);
    const home = await ada.call(routes.readHome, {});
    expect(home).toEqual({ homeId: ada.homeId, handle: ada.handle, hubs: [] });
  });

  it('gives a key that has a household the same household again', async () => {
    const ada = await aMember(server);
    const guest = clientOf(server);
    const again = await guest(routes.newHome, { body: { ...(await proofFor(guest, ada.signer, 'member')), sealingKey: sealingKey() } }); // prettier-ignore
    expect(again.homeId).toBe(ada.homeId);
    expect(again.token).not.toBe(ada.token);
  });

  it('admits a known key again, and in no other role', async () => {
    const ada = await aMember(server);
    const guest = clientOf(server);
    const session = await guest(routes.newSession, { body: { ...(await proofFor(guest, ada.signer, 'member')), role: 'member' } }); // prettier-ignore
    expect(session.principalId).toBe(ada.principalId);
    const wrong = guest(routes.newSession, { body: { ...(await proofFor(guest, ada.signer, 'carrier')), role: 'carrier' } }); // prettier-ignore
    await expect(wrong).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('spends a challenge once', async () => {
    const guest = clientOf(server);
    const proof = await proofFor(guest, newSigner(), 'member');
    await guest(routes.newHome, { body: { ...proof, sealingKey: sealingKey() } });
    const again = guest(routes.newHome, { body: { ...proof, sealingKey: sealingKey() } });
    await expect(again).rejects.toMatchObject({ problem: { code: 'challenge-expired', status: 409 } });
  });

  it('takes no challenge after 60 seconds', async () => {
    const guest = clientOf(server);
    const proof = await proofFor(guest, newSigner(), 'member');
    server.clock.advance(60_000);
    const late = guest(routes.newHome, { body: { ...proof, sealingKey: sealingKey() } });
    await expect(late).rejects.toMatchObject({ problem: { code: 'challenge-expired' } });
  });

  it('takes no signature of another key, nor one for another role', async () => {
    const guest = clientOf(server);
    const mine = await proofFor(guest, newSigner(), 'member');
    const other = await proofFor(guest, newSigner(), 'member');
    const forged = guest(routes.newHome, { body: { ...mine, publicKey: other.publicKey, sealingKey: sealingKey() } });
    await expect(forged).rejects.toMatchObject({ problem: { code: 'wrong-signature' } });
    const asCarrier = await proofFor(guest, newSigner(), 'carrier');
    const crossed = guest(routes.newHome, { body: { ...asCarrier, sealingKey: sealingKey() } });
    await expect(crossed).rejects.toMatchObject({ problem: { code: 'wrong-signature' } });
  });

  it('ends a session at once, everywhere', async () => {
    const ada = await aMember(server);
    await ada.call(routes.readHome, {});
    await ada.call(routes.endMemberSession, {});
    await expect(ada.call(routes.readHome, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  });

  it('ends a session after 30 days', async () => {
    const ada = await aMember(server);
    server.clock.advance(30 * 24 * 3600 * 1000);
    await expect(ada.call(routes.readHome, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  });

  it('gives a browser a cookie that scripts cannot read and other sites cannot send', async () => {
    const guest = clientOf(server);
    const proof = { ...(await proofFor(guest, newSigner(), 'member')), transport: 'cookie' };
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/homes',
      headers: { host: 'localhost:8400', origin: 'http://localhost:8400', 'idempotency-key': newKey() },
      payload: { ...proof, sealingKey: sealingKey() },
    });
    expect(answer.json()).not.toHaveProperty('token');
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ name: 'lk_member', path: '/api/home', httpOnly: true, sameSite: 'Strict' });
    const token = cookie?.value ?? '';
    const read = (origin?: string) =>
      server.app.inject({
        method: 'DELETE',
        url: '/api/home/session',
        headers: { host: 'localhost:8400', cookie: `lk_member=${token}`, 'idempotency-key': newKey(), ...(origin === undefined ? {} : { origin }) }, // prettier-ignore
      });
    expect((await read('http://evil.example')).json()).toMatchObject({ code: 'wrong-origin' });
    expect((await read()).json()).toMatchObject({ code: 'wrong-origin' });
    expect((await read('http://localhost:8400')).statusCode).toBe(204);
  });

  it('writes no token and no challenge into the log', async () => {
    const ada = await aMember(server);
    const pax = await aCarrier(server);
    await ada.call(routes.listHomeVisits, {});
    await pax.call(routes.listCouriers, {});
    await expect(pax.call(routes.readHome, {})).rejects.toThrow();
    for (const secret of [ada.token, pax.token, ada.homeId, ada.handle]) expect(server.logged()).not.toContain(secret);
    expect(server.logged()).toContain('/api/home/visits');
  });

  it('P11: is not remembered when it ended while it was being looked up, and nothing opens with it later', async () => {
    const { effects, world } = server;
    const ada = await aMember(server);
    const lookups: (() => void)[] = [];
    const slow = {
      write: effects.store.write.bind(effects.store),
      session: async (tokenHash: Uint8Array) => {
        const read = await effects.store.session(tokenHash);
        if (lookups.length === 0) await new Promise<void>((go) => lookups.push(go));
        return read;
      },
    };
    const sessions = new Sessions({ ...effects, store: slow, sha256: effects.primitives.sha256 });
    const looking = sessions.find(ada.token, 'member');
    while (lookups.length === 0) await Promise.resolve();
    await ada.call(routes.endMemberSession, {});
    sessions.endedExcept(ada.homeId, new Set());
    lookups[0]?.();
    expect(await looking).toBeUndefined();

    const eve = await aMember(server);
    const session = await world.sessions.find(eve.token, 'member');
    expect(session !== undefined && world.sessions.holds(session)).toBe(true);
    await eve.call(routes.endMemberSession, {});
    expect(session !== undefined && world.sessions.holds(session)).toBe(false);
  });
});
