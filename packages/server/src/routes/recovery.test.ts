import { routes } from '@latchkey/contract';
import { openRosterChain, signRecovery, signRecoveryCall, signRoster, type Signer } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { clientOf, newSigner, proofFor, random, sealingKey } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let ada: PairedHome;
let port: number;
beforeEach(async () => {
  server = await startTestServer();
  port = await server.listen(0);
  ada = await aPairedHome(server, port);
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const bytes = (text: string) => Buffer.from(text, 'base64url');
const [paper, nextPaper, phone] = [newSigner(), newSigner(), newSigner()];

/** Ada prints her sheet. */
const print = async (home: PairedHome) => {
  const { claims, hash, bytes: first } = home.roster;
  const next = { ...claims, epoch: 2, recoveryKey: paper.key };
  const roster = await signRoster(server.effects.primitives, home.signer, next, hash);
  const body = { method: 'roster' as const, message: textOf(roster.bytes) };
  await home.call(routes.tellHub, { params: { hubId: home.hub.hubId }, body });
  return [first, roster.bytes];
};

const recoveryOver = async (rosters: readonly Uint8Array[], signer: Signer) => {
  const { primitives } = server.effects;
  const chain = openRosterChain(primitives, rosters);
  if (!chain.ok) throw new Error(chain.problem);
  const device = { key: phone.key, sealingKey: bytes(sealingKey()) };
  return signRecovery(primitives, signer, chain.state, device, { recoveryKey: nextPaper.key, iat: 1 });
};

const ask = async (signer: Signer, recovery?: Uint8Array, hubId = ada.hub.hubId, beside?: Uint8Array) => {
  const call = await signRecoveryCall(server.effects.primitives, signer, { nonce: random(16), hubId: bytes(hubId) });
  const sent = {
    ...(recovery === undefined ? {} : { recovery: textOf(recovery) }),
    ...(beside === undefined ? {} : { beside: textOf(beside) }),
  };
  const body = { call: textOf(call.bytes), ...sent };
  return clientOf(server)(routes.recoverHome, { params: { hubId }, body });
};

const asked = () => ada.hub.heard.flatMap((one) => (one.type === 'request' ? [one.method] : []));
const signIn = async () => {
  const guest = clientOf(server);
  const body = { ...(await proofFor(guest, phone, 'member')), role: 'member' as const };
  return clientOf(server, (await guest(routes.newSession, { body })).token);
};

describe('the way back in', () => {
  it('is open to the holder of the code, and the same *not found* to everybody else', async () => {
    const stranger = await aPairedHome(server, port);
    await expect(ask(paper)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await print(ada);
    ada.hub.heard.length = 0;
    const hears = await Promise.allSettled([
      ask(newSigner()),
      ask(ada.signer),
      ask(paper, undefined, textOf(random(16))),
      ask(paper, undefined, stranger.hub.hubId),
    ]);
    stranger.hub.end();
    const problems = hears.map((one) => (one.status === 'rejected' ? (one.reason as { problem: unknown }).problem : one));
    expect(new Set(problems.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(problems[0]).toMatchObject({ code: 'not-found' });
    expect(asked()).toEqual([]);
    ada.hub.answer = ({ method }) => ({ ok: true, message: method === 'recovery-call' ? 'AQID' : 'BAUG' });
    expect(await ask(paper)).toEqual({ ok: true, message: 'AQID' });
  }); // prettier-ignore

  it('asks the database as often for a hub that is nobody’s, or it would be told by the time of the refusal', async () => {
    await print(ada);
    const { store } = server.effects;
    const asked: string[] = [];
    const [hub, home] = [store.hub.bind(store), store.home.bind(store)];
    Object.assign(store, {
      hub: (hubId: string) => (asked.push('hub'), hub(hubId)),
      home: (...of: Parameters<typeof home>) => (asked.push('home'), home(...of)),
    });
    for (const hubId of [ada.hub.hubId, textOf(random(16))]) {
      asked.length = 0;
      await expect(ask(newSigner(), undefined, hubId)).rejects.toMatchObject({ problem: { code: 'not-found' } });
      expect(asked).toEqual(['hub', 'home']);
    }
  });

  it('brings the recovery to the hub first, and the hub’s no is the answer', async () => {
    const recovery = await recoveryOver(await print(ada), paper);
    ada.hub.heard.length = 0;
    await ask(paper, recovery.bytes);
    expect(asked()).toEqual(['recovery', 'recovery-call']);
    await ask(paper, recovery.bytes, undefined, bytes('AQID'));
    const links = ada.hub.heard.flatMap((one) => (one.type === 'request' && one.method === 'recovery' ? [one.links] : [])); // prettier-ignore
    expect(links).toEqual([undefined, ['AQID']]);
    ada.hub.heard.length = 0;
    ada.hub.answer = () => ({ ok: false, refusal: { reason: 'two-at-once' } });
    expect(await ask(paper, recovery.bytes)).toEqual({ ok: false, refusal: { reason: 'two-at-once' } });
    expect(asked()).toEqual(['recovery']);
  });

  it('makes nobody a member until the hub says that it stands', async () => {
    const recovery = await recoveryOver(await print(ada), paper);
    await ask(paper, recovery.bytes);
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    for (let twice = 0; twice < 2; twice++) ada.hub.say({ type: 'roster', roster: textOf(recovery.bytes) });
    await expect.poll(() => signIn().then(() => 'in', () => 'out')).toBe('in'); // prettier-ignore
    const call = await signIn();
    expect((await call(routes.readHome, {})).homeId).toBe(ada.homeId);
    expect((await call(routes.listRosters, {})).rosters).toHaveLength(3);
    await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
    await expect(ask(paper)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    expect(await ask(nextPaper)).toEqual({ ok: true });
  });

  it('lets nobody in by a recovery that the code did not sign, whatever a hub says', async () => {
    const rosters = await print(ada);
    const forged = await recoveryOver(rosters, newSigner());
    ada.hub.say({ type: 'roster', roster: textOf(forged.bytes) });
    ada.hub.say({ type: 'roster', roster: 'AAAA' });
    ada.hub.say({ type: 'state-changed' });
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    expect((await ada.call(routes.listRosters, {})).rosters).toHaveLength(2);
  });
});
