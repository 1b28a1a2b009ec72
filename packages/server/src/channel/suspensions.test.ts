import { routes } from '@latchkey/contract';
import { kidOf, ROLE, signRoster } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { MemoryStore } from '../store/memory.ts';
import { Tables } from '../store/tables.ts';
import { clientOf, newSigner, proofFor, random, sealingKey } from '../testing/caller.ts';
import { dumpOf } from '../testing/dump.ts';
import { TestHub } from '../testing/hub.ts';
import { allRoutes, bodies, fillIds, unknownIds, type Ids } from '../testing/requests.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';
import { listenTo } from '../testing/stream.ts';

const THREE_DAYS_MS = 72 * 60 * 60 * 1000;

let tables: Tables;
let server: TestServer;
let port: number;
let ada: PairedHome;
const ben = newSigner();

beforeEach(async () => {
  tables = new Tables();
  server = await startTestServer({ settings: { rateFactor: 1000 }, effects: { store: new MemoryStore(tables) } });
  port = await server.listen(0);
  ada = await aPairedHome(server, port);
  const members = [ada.signer, ben].map(({ key }, at) => ({
    role: at === 0 ? ROLE.admin : ROLE.resident,
    key,
    sealingKey: Buffer.from(sealingKey(), 'base64url'),
  }));
  const claims = { iat: 1, homeId: Buffer.from(ada.homeId, 'base64url'), epoch: 2, members };
  const roster = await signRoster(server.effects.primitives, ada.signer, claims, ada.roster.hash);
  const body = { method: 'roster' as const, message: textOf(roster.bytes) };
  await ada.call(routes.tellHub, { params: { hubId: ada.hub.hubId }, body });
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const kid = (signer: typeof ben) => kidOf(server.effects.primitives, signer.key);
const signIn = async (signer = ben) => {
  const guest = clientOf(server);
  const body = { ...(await proofFor(guest, signer, 'member')), role: 'member' as const };
  return clientOf(server, (await guest(routes.newSession, { body })).token);
};
const suspended = async (hub = ada.hub, who = ada.signer, by = ben) =>
  hub.send(
    await hub.receipt({
      event: 'suspended',
      detail: { kid: kid(by), member: kid(who), lengthMs: THREE_DAYS_MS },
    }),
  ); // prettier-ignore
const over = async (who = ada.signer) =>
  ada.hub.send(await ada.hub.receipt({ event: 'suspension-over', detail: { member: kid(who), cause: 'lifted' } }));
const refused = (code: string) => ({ problem: { code } });

/** As it was sent while it still counted, and in every other session that it had. */
const everythingOf = (token: string, ids: Ids) =>
  allRoutes
    .filter(({ role }) => role === 'member')
    .map(({ method, path }) => ({
      name: `${method} ${path}`,
      method,
      url: fillIds(path, ids).replace('*', 'x'),
      token,
    }));

describe('a device that the hub suspended', () => {
  it('P11: reaches nothing of its household any more with any request of the contract, and its hub hears of none', async () => {
    const visit = await anAssignedVisit(server, ada);
    const body = bodies(ada, visit);
    const ids = { ...unknownIds(), hubId: ada.hub.hubId, visitId: visit.visitId, shipmentId: visit.shipmentId };
    const line = await listenTo(port, routes.homeEvents.path, ada.token);
    await suspended();
    await line.ended;
    // The last thing that it read is why.
    expect(line.events.at(-1)).toMatchObject({ type: "receipt" });
    const kept = dumpOf(tables);
    const heard = ada.hub.heard.length;
    const statuses = [];
    for (const { name, method, url, token } of everythingOf(ada.token, ids)) {
      const headers = { host: 'localhost:8400', authorization: `Bearer ${token}`, 'idempotency-key': textOf(random(16)) };
      const payload = body[name];
      const { statusCode } = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
      statuses.push(`${name} ${String(statusCode)}`);
    }
    expect(statuses.length).toBeGreaterThan(35);
    expect(statuses.filter((status) => !status.endsWith(' 401'))).toEqual([]);
    // Nor by asking for another session, in any role that its key could take.
    await expect(signIn(ada.signer)).rejects.toMatchObject(refused('suspended'));
    for (const role of ['courier', 'carrier'] as const) {
      const guest = clientOf(server);
      const proof = { ...(await proofFor(guest, ada.signer, role)), role };
      await expect(guest(routes.newSession, { body: proof })).rejects.toMatchObject(refused('not-found'));
    }
    await new Promise((done) => setImmediate(done));
    expect(dumpOf(tables)).toEqual(kept);
    expect(ada.hub.heard.slice(heard)).toEqual([]);
  }); // prettier-ignore

  it('P11: is signed out at once, an admin too, is let in no more and says why, and nobody else notices', async () => {
    const robin = await signIn();
    await ada.call(routes.readHome, {});
    await suspended();
    await expect(ada.call(routes.readHome, {})).rejects.toMatchObject(refused('not-signed-in'));
    await expect(signIn(ada.signer)).rejects.toMatchObject(refused('suspended'));
    const again = clientOf(server);
    const body = { ...(await proofFor(again, ada.signer, 'member')), sealingKey: sealingKey() };
    await expect(again(routes.newHome, { body })).rejects.toMatchObject(refused('suspended'));
    await expect(robin(routes.readHome, {})).resolves.toBeDefined();
  });

  it('is let in again once the hub says that it is over', async () => {
    await suspended();
    await over();
    await expect((await signIn(ada.signer))(routes.readHome, {})).resolves.toBeDefined();
  });

  it('is not kept out for ever by a hub that is gone', async () => {
    await suspended();
    server.clock.sleep(2 * THREE_DAYS_MS + 1);
    await expect((await signIn(ada.signer))(routes.readHome, {})).resolves.toBeDefined();
  });

  it('P11: is nobody whom a hub of a resident’s own making names', async () => {
    const robin = await signIn();
    const own = new TestHub(server);
    await own.connect(port);
    const members = [{ role: ROLE.admin, key: ben.key, sealingKey: Buffer.from(sealingKey(), 'base64url') }];
    const claims = { iat: 2, homeId: Buffer.from(ada.homeId, 'base64url'), epoch: 1, members };
    const roster = await signRoster(server.effects.primitives, ben, claims);
    const body = { step: 'roster' as const, message: textOf(roster.bytes) };
    await robin(routes.pairHub, { params: { hubId: own.hubId }, body });
    await suspended(own);
    await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
    own.end();
  });
});
