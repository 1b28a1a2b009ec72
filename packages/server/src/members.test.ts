import { routes } from '@latchkey/contract';
import { keyIdOf, ROLE, signRoster, type Roster } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { textOf } from './ids.ts';
import { clientOf, newSigner, proofFor, random, sealingKey } from './testing/caller.ts';
import { TestHub } from './testing/hub.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from './testing/story.ts';
import { listenTo } from './testing/stream.ts';

let server: TestServer;
let ada: PairedHome;
let port: number;
beforeEach(async () => {
  server = await startTestServer();
  port = await server.listen(0);
  ada = await aPairedHome(server, port);
  head = ada.roster.hash;
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const bytes = (text: string) => Buffer.from(text, 'base64url');
const ben = newSigner();
const memberRow = (key: Roster['members'][number]['key'], name: string) => ({ role: ROLE.admin, key, sealingKey: bytes(sealingKey()), name }); // prettier-ignore

let head: Uint8Array;
const change = async (members: Roster['members'], epoch: number, signer = ada.signer) => {
  const claims = { iat: 1, homeId: bytes(ada.homeId), epoch, members };
  const roster = await signRoster(server.effects.primitives, signer, claims, head);
  head = roster.hash;
  const body = { method: 'roster' as const, message: textOf(roster.bytes) };
  return ada.call(routes.tellHub, { params: { hubId: ada.hub.hubId }, body });
};

const tokenOf = async (): Promise<string> => {
  const guest = clientOf(server);
  const session = await guest(routes.newSession, { body: { ...(await proofFor(guest, ben, 'member')), role: 'member' } }); // prettier-ignore
  return session.token ?? '';
};
const signIn = async () => clientOf(server, await tokenOf());

/** A device with the app open on a film that runs. */
const watching = async (token: string, recordingId: string) => {
  const events = await listenTo(port, routes.homeEvents.path, token);
  const picture = new WebSocket(`ws://127.0.0.1:${port}${routes.livePath.replace(':recordingId', recordingId)}`, {
    headers: { host: 'localhost:8400', authorization: `Bearer ${token}` },
  });
  const pictureEnded = new Promise((done) => picture.once('close', done));
  await new Promise((done) => picture.once('open', done));
  return { events, picture, pictureEnded };
};

describe('a roster that the hub accepted', () => {
  it('P11: counts although the answer to it was lost, or it was taken at home: the hub says all that were, and says them again', async () => {
    const next = async (members: Roster['members'], epoch: number) => {
      const claims = { iat: 1, homeId: bytes(ada.homeId), epoch, members };
      const roster = await signRoster(server.effects.primitives, ada.signer, claims, head);
      head = roster.hash;
      return textOf(roster.bytes);
    };
    const [own, guest] = [memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben')];
    const came = await next([own, guest], 2);
    ada.hub.say({ type: 'roster', roster: came });
    await vi.waitFor(signIn);
    const token = await tokenOf();
    const left = [await next([own], 3), await next([own, memberRow(newSigner().key, 'Cleo')], 4)];
    for (const roster of [came, ...left, came]) ada.hub.say({ type: 'roster', roster });
    const rosters = () => ada.call(routes.listRosters, {});
    await vi.waitFor(async () => expect((await rosters()).rosters.slice(1)).toEqual([came, ...left]));
    await expect(clientOf(server, token)(routes.listRosters, {})).rejects.toThrow();
  });

  it('lets a new member sign in', async () => {
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await change([memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben')], 2);
    const call = await signIn();
    expect((await call(routes.readHome, {})).homeId).toBe(ada.homeId);
  });

  it('gets what the others’ devices call the doors, each only its own texts, until such a device leaves', async () => {
    const keyIdOfKey = (signer: { key: typeof ben.key }) => textOf(keyIdOf(server.effects.primitives, signer.key));
    await change([memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben')], 2);
    const call = await signIn();
    const tell = (texts: { keyId: string; sealed: string }[]) => call(routes.tellNames, { body: { texts } });
    await tell([{ keyId: keyIdOfKey(ada.signer), sealed: 'AQID' }]);
    await tell([{ keyId: keyIdOfKey(ada.signer), sealed: 'BAUG' }, { keyId: keyIdOfKey(newSigner()), sealed: 'BwgJ' }]); // prettier-ignore
    expect(await ada.call(routes.readNames, {})).toEqual({ texts: ['BAUG'] });
    expect(await call(routes.readNames, {})).toEqual({ texts: [] });
    await change([memberRow(ada.signer.key, 'Ada')], 3);
    expect(await ada.call(routes.readNames, {})).toEqual({ texts: [] });
  });

  it('P11: cuts off at once who is not in it any more, and nobody else', async () => {
    await change([memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben')], 2);
    const call = await signIn();
    await call(routes.readHome, {});
    await change([memberRow(ada.signer.key, 'Ada')], 3);
    await expect(call(routes.readHome, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
  });

  it('P11: ends in the same moment the events, the live picture and the session of who is not in it any more, and of nobody else', async () => {
    await change([memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben')], 2);
    const { visitId } = await anAssignedVisit(server, ada);
    const recordingId = textOf(random(16));
    ada.hub.say({ type: 'recording-started', recordingId, visitId, door: 1 });
    await ada.hub.next('recording-ack');
    const bens = await tokenOf();
    const [hers, his] = [await watching(ada.token, recordingId), await watching(bens, recordingId)];
    // No time passes: the clock of this server stands still.
    await change([memberRow(ada.signer.key, 'Ada')], 3);
    await Promise.all([his.events.ended, his.pictureEnded]);
    await expect(clientOf(server, bens)(routes.readHome, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } }); // prettier-ignore
    ada.hub.say({ type: 'state-changed' });
    await hers.events.next('state-changed');
    expect(hers.picture.readyState).toBe(WebSocket.OPEN);
    expect(his.events.events.map((event) => (event as { type: string }).type)).not.toContain('state-changed');
    hers.events.end();
    hers.picture.terminate();
  });

  it('is nothing where the hub refused it', async () => {
    ada.hub.answer = () => ({ ok: false, refusal: { reason: 'signer-not-admin' } });
    await change([memberRow(ben.key, 'Ben')], 2);
    await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  describe('P11: a removal while the hub is away', () => {
    const two = async () => {
      await change([memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben')], 2);
      const token = await tokenOf();
      const events = await listenTo(port, routes.homeEvents.path, token);
      const before = head;
      ada.hub.end();
      await vi.waitFor(async () => expect((await ada.call(routes.readHome, {})).hubs[0]?.online).toBe(false));
      const remove = (signer = ada.signer) => change([memberRow(signer.key, 'One')], 3, signer);
      return { token, events, before, remove, ofBen: () => clientOf(server, token)(routes.readHome, {}) };
    };
    const waiting = async () => (await ada.call(routes.listRosters, {})).waiting;
    const rosters = async () => (await ada.call(routes.listRosters, {})).rosters.length;

    it('signs out here at once, and is the first that the hub hears', async () => {
      const { events, remove, ofBen } = await two();
      expect(await remove()).toEqual({ ok: false, refusal: { reason: 'kept-for-hub' } });
      await events.ended;
      await expect(ofBen()).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
      await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
      expect([await rosters(), await waiting()]).toMatchObject([2, [expect.any(String)]]);
      const [kept] = (await waiting()) ?? [];
      ada.hub.heard.length = 0;
      await ada.hub.connect(port);
      const told = await ada.hub.next('request');
      expect(told).toMatchObject({ method: 'roster', message: kept });
      ada.hub.say({ type: 'roster', roster: kept ?? '' });
      await vi.waitFor(async () => expect([await rosters(), await waiting()]).toEqual([3, undefined]));
      await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    });

    it('is undone where the hub refuses it, and nobody is torn off', async () => {
      const { remove } = await two();
      await remove();
      ada.hub.answer = () => ({ ok: false, refusal: { reason: 'signer-suspended' } });
      await ada.hub.connect(port);
      await vi.waitFor(signIn);
      expect([await rosters(), await waiting()]).toEqual([2, undefined]);
    });

    it('is undone by another roster that the hub took meanwhile', async () => {
      const { remove, before } = await two();
      await remove();
      head = before;
      const claims = { iat: 5, homeId: bytes(ada.homeId), epoch: 3, members: [memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben'), memberRow(newSigner().key, 'Cleo')] }; // prettier-ignore
      const other = await signRoster(server.effects.primitives, ada.signer, claims, before);
      ada.hub.answer = () => null;
      await ada.hub.connect(port);
      ada.hub.say({ type: 'roster', roster: textOf(other.bytes) });
      await vi.waitFor(signIn);
      expect([await rosters(), await waiting()]).toEqual([3, undefined]);
    });

    it('by nobody but the admin who signed it, and who was removed first removes nobody', async () => {
      const { token, before, remove, ofBen } = await two();
      const claims = { iat: 1, homeId: bytes(ada.homeId), epoch: 3, members: [memberRow(ada.signer.key, 'Ada')] };
      const stranger = await signRoster(server.effects.primitives, newSigner(), claims, before);
      const adas = await signRoster(server.effects.primitives, ada.signer, claims, before);
      const params = { hubId: ada.hub.hubId };
      const tell = (call: PairedHome['call'], roster: Uint8Array) =>
        call(routes.tellHub, { params, body: { method: 'roster', message: textOf(roster) } });
      await expect(tell(ada.call, stranger.bytes)).rejects.toMatchObject({ problem: { code: 'hub-offline' } });
      await expect(tell(clientOf(server, token), adas.bytes)).rejects.toMatchObject({
        problem: { code: 'hub-offline' },
      });
      const adds = await signRoster(server.effects.primitives, ada.signer, { ...claims, members: [...claims.members, memberRow(newSigner().key, 'Cleo')] }, before); // prettier-ignore
      await expect(tell(ada.call, adds.bytes)).rejects.toMatchObject({ problem: { code: 'hub-offline' } });
      await expect(ofBen()).resolves.toBeDefined();
      await remove();
      const bens = await signRoster(server.effects.primitives, ben, { ...claims, members: [memberRow(ben.key, 'Ben')] }, before); // prettier-ignore
      await expect(tell(clientOf(server, token), bens.bytes)).rejects.toMatchObject({ problem: { code: 'not-signed-in' } }); // prettier-ignore
      await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
    });

    it('a second one is kept in the place of the first only where it removes everybody whom that removed', async () => {
      const [cleo, dora] = [newSigner(), newSigner()];
      const row = (signer: typeof ben) => memberRow(signer.key, 'Row');
      await change([ada.signer, ben, cleo, dora].map(row), 2);
      const before = head;
      ada.hub.end();
      await vi.waitFor(async () => expect((await ada.call(routes.readHome, {})).hubs[0]?.online).toBe(false));
      const keeping = (...stay: (typeof ben)[]) => {
        head = before;
        return change(stay.map(row), 3);
      };
      await keeping(ada.signer, cleo, dora);
      await expect(keeping(ada.signer, ben, dora)).rejects.toMatchObject({ problem: { code: 'hub-offline' } });
      expect(await keeping(ada.signer, dora)).toMatchObject({ refusal: { reason: 'kept-for-hub' } });
      expect(await waiting()).toHaveLength(1);
      await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    });
  });

  it('P11: lets nobody in whom no admin signed in, though a hub of somebody’s own making took it', async () => {
    await change([memberRow(ada.signer.key, 'Ada'), { ...memberRow(ben.key, 'Ben'), role: ROLE.resident }], 2);
    const resident = await signIn();
    const own = await pairOwnHub(resident, ben);
    expect(own).toEqual({ ok: true });
    await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
    await change([memberRow(ben.key, 'Ben')], 3, ben);
    await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
    expect((await ada.call(routes.listRosters, {})).rosters).toHaveLength(2);
  });

  it('lets the household begin anew with a hub that was reset, at an admin’s hand', async () => {
    const member = { ...ada, hub: ada.hub };
    expect(await pairOwnHub(ada.call, ada.signer)).toEqual({ ok: true });
    const { rosters } = await member.call(routes.listRosters, {});
    expect(rosters).toHaveLength(1);
    expect(rosters[0]).not.toBe(textOf(ada.roster.bytes));
  });
});

/** A hub that takes whatever it is told, paired by this member of Ada's household. */
const pairOwnHub = async (call: PairedHome['call'], signer: typeof ben) => {
  const hub = new TestHub(server);
  await hub.connect(port);
  const claims = { iat: 2, homeId: bytes(ada.homeId), epoch: 1, members: [memberRow(signer.key, 'Alone')] };
  const roster = await signRoster(server.effects.primitives, signer, claims);
  const params = { hubId: hub.hubId };
  const answer = await call(routes.pairHub, { params, body: { step: 'roster', message: textOf(roster.bytes) } });
  hub.end();
  return answer;
};
