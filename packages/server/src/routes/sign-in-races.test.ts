/** Whoever signs in in the very moment in which they are cut off: the key was read before, the session is written after. */
import { routes } from '@latchkey/contract';
import { afterEach, expect, it } from 'vitest';
import { MemoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import { aCarrier, aMember, clientOf, newSigner, proofFor, publicKeyText } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
afterEach(() => server.close());

/** Where a session is about to be kept next, what `arm` was given happens first. */
const serverWhere = async () => {
  const inner = new MemoryStore();
  let pending: (() => Promise<unknown>) | undefined;
  const write: Store['write'] = async (tenant, writes, once) => {
    const first = writes.some(({ kind }) => kind === 'session') ? pending : undefined;
    if (first !== undefined) pending = undefined;
    await first?.();
    return inner.write(tenant, writes, once);
  };
  const store = new Proxy<Store>(inner, {
    get: (whole, name) => {
      const value: unknown = name === 'write' ? write : Reflect.get(whole, name, whole);
      return typeof value === 'function' ? (value as () => unknown).bind(whole) : value;
    },
  });
  server = await startTestServer({ settings: { rateFactor: 1000 }, effects: { store } });
  return { inner, arm: (meanwhile: () => Promise<unknown>) => (pending = meanwhile) };
};

const memberSigningIn = async () => {
  const world = await serverWhere();
  const home = await aMember(server);
  const guest = clientOf(server);
  const proof = await proofFor(guest, home.signer, 'member');
  const signsIn = () => guest(routes.newSession, { body: { ...proof, role: 'member' } });
  return { ...world, home, tenant: { role: 'home', id: home.homeId } as const, signsIn };
};

it('P11: a device that is removed while it signs in has no session afterwards', async () => {
  const { inner, arm, home, tenant, signsIn } = await memberSigningIn();
  arm(() => inner.write(tenant, [{ kind: 'members', homeId: home.homeId, members: [] }]));
  await expect(signsIn()).rejects.toMatchObject({ problem: { status: 404, code: 'not-found' } });
});

it('a device that is suspended while it signs in has none either', async () => {
  const { inner, arm, tenant, home, signsIn } = await memberSigningIn();
  const [member] = await inner.members(tenant, home.homeId);
  const untilMs = server.clock.nowMs() + 60_000;
  arm(() => inner.write(tenant, [{ kind: 'member-suspended', memberId: member?.memberId ?? '', untilMs }]));
  await expect(signsIn()).rejects.toMatchObject({ problem: { code: 'suspended' } });
});

it('P13: a program whose key is revoked while it signs in has no session afterwards', async () => {
  const { arm } = await serverWhere();
  const carrier = await aCarrier(server);
  const signer = newSigner();
  const body = { name: 'Till', publicKey: publicKeyText(signer) };
  const { apiKeyId } = await carrier.call(routes.newApiKey, { body });
  const guest = clientOf(server);
  const proof = await proofFor(guest, signer, 'carrier');
  arm(() => carrier.call(routes.revokeApiKey, { params: { apiKeyId }, body: {} }));
  const signsIn = guest(routes.newSession, { body: { ...proof, role: 'carrier' } });
  await expect(signsIn).rejects.toMatchObject({ problem: { status: 404, code: 'not-found' } });
});
