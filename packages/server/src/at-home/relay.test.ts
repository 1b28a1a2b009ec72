import { randomBytes } from 'node:crypto';
import { channel, routes } from '@latchkey/contract';
import { nodePrimitives } from '@latchkey/keys/node';
import { FLAG, keyIdOf, ROLE, signAssignment, signGrant, signRoster } from '@latchkey/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MemoryBlobs } from '../blobs/memory.ts';
import { textOf } from '../ids.ts';
import { clientOf, newSigner, proofFor, publicKeyText, random, sealingKey } from '../testing/caller.ts';
import { VirtualClock } from '../testing/clock.ts';
import { AUDIENCE } from '../testing/server.ts';
import { allRoutes } from '../testing/requests.ts';
import type { Held } from './granted.ts';
import { makeHomeRelay, type HomeRelay } from './relay.ts';
import { routesAtHome } from './routes.ts';

const p = nodePrimitives();
const hub = newSigner();
const hubId = textOf(p.sha256(Buffer.from(publicKeyText(hub), 'base64url')).subarray(0, 16));
const homeId = random(16);
const ada = newSigner();
const ben = newSigner();
const lineToken = 'only this process';

const rosterOf = (epoch: number, signers: readonly (typeof ada)[], previous?: Uint8Array) =>
  signRoster(
    p,
    ada,
    {
      iat: 1_790_000_000 + epoch,
      homeId,
      epoch,
      members: signers.map(({ key }) => ({
        role: ROLE.admin,
        key,
        sealingKey: Buffer.from(sealingKey(), 'base64url'),
      })),
    },
    previous,
  );

let relay: HomeRelay;
let port: number;
const clock = new VirtualClock();
let held: readonly Held[] = [];
const lines: WebSocket[] = [];
beforeEach(async () => {
  relay = await makeHomeRelay(
    { blobs: new MemoryBlobs(), clock, random, primitives: p, log: pino({ level: 'silent' }) },
    { audience: AUDIENCE, origins: [AUDIENCE], lineToken, held: () => held },
  );
  port = await relay.listen(0);
});
afterEach(async () => {
  for (const line of lines.splice(0)) line.terminate();
  await relay.close();
});

const know = async (rosters: readonly { readonly bytes: Uint8Array }[]) =>
  relay.know({ hubKey: hub.key, homeId, rosters: rosters.map(({ bytes }) => bytes) });

const signIn = async (signer: typeof ada) => {
  const guest = clientOf(relay);
  const { token } = await guest(routes.newSession, { body: { ...(await proofFor(guest, signer, 'member')), role: 'member' } }); // prettier-ignore
  return clientOf(relay, token);
};

const says = (code: string) => ({ problem: { code } });

/** Connects as a hub does and answers the challenge with the right key: what the page says to that. */
const knockAsHub = (token: string | undefined) =>
  new Promise<string>((resolve) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}${channel.hubPath}`, { headers });
    lines.push(socket);
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(String(statusCode)));
    socket.on('message', (data: Buffer) => {
      const said = channel.serverToHub.parse(JSON.parse(data.toString()));
      if (said.type !== 'challenge') {
        resolve(said.type);
        return;
      }
      const message = channel.hubMessage(said.audience, said.challenge);
      void hub.sign(Buffer.from(message)).then((signature) =>
        socket.send(JSON.stringify({ type: 'hello', hubKey: publicKeyText(hub), signature: textOf(signature), bootId: textOf(randomBytes(16)) })),
      ); // prettier-ignore
    });
  });

describe('the server that a hub carries for its own household', () => {
  it('lets in whom the newest roster names, and nobody else', async () => {
    await expect(signIn(ada)).rejects.toMatchObject(says('not-found'));
    const first = await rosterOf(1, [ada]);
    await know([first]);
    const call = await signIn(ada);
    expect((await call(routes.readHome, {})).hubs).toMatchObject([{ hubId, online: false }]);
    await expect(signIn(ben)).rejects.toMatchObject(says('not-found'));

    const second = await rosterOf(2, [ada, ben], first.hash);
    await know([first, second]);
    const bens = await signIn(ben);
    const third = await rosterOf(3, [ada], second.hash);
    await know([first, second, third]);
    await expect(bens(routes.readHome, {})).rejects.toMatchObject(says('not-signed-in'));
    await expect(signIn(ben)).rejects.toMatchObject(says('not-found'));
    expect((await call(routes.listRosters, {})).rosters).toHaveLength(3);
  });

  it('makes no household, and has nothing for carriers, couriers, operators or readers of the API', async () => {
    const guest = clientOf(relay);
    const proof = await proofFor(guest, ben, 'member');
    await expect(guest(routes.newHome, { body: { ...proof, sealingKey: sealingKey() } })).rejects.toMatchObject(says('unknown-path')); // prettier-ignore
    const absent = allRoutes.filter((route) => !routesAtHome.has(route));
    expect(absent.length).toBeGreaterThan(50);
    const inject = (method: 'GET' | 'POST' | 'DELETE', url: string) =>
      relay.app.inject({ method, url, headers: { host: 'localhost:8400' } });
    for (const { method, path } of absent)
      expect([path, (await inject(method, path.replace(/:\w+/g, 'x').replace('*', 'x'))).statusCode]).toEqual([
        path,
        404,
      ]);
    for (const path of ['/metrics', '/api/docs', '/api/openapi.json', '/courier/', '/console/', '/door'])
      expect([path, (await inject('GET', path)).statusCode]).toEqual([path, 404]);
  });

  it('answers to its own names only, and says where it is', async () => {
    const inject = (headers: Record<string, string>) => relay.app.inject({ method: 'GET', url: '/api/place', headers });
    expect((await inject({ host: 'localhost:8400' })).json()).toEqual({ at: 'hub' });
    expect((await inject({ host: 'evil.example:8400' })).statusCode).toBe(403);
    expect((await inject({ host: 'localhost:8400', origin: 'https://evil.example' })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
  });

  it('leads whoever types another name of this machine to the one where their keys are, and nobody else, whatever resolves here', async () => {
    const inject = (host: string, url: string, method: 'GET' | 'POST' = 'GET') =>
      relay.app.inject({ method, url, headers: { host } });
    for (const host of ['127.0.0.1:8400', '[::1]:8400']) {
      const { statusCode, headers } = await inject(host, '/home/?a=1');
      expect([statusCode, headers.location]).toEqual([307, 'http://localhost:8400/home/?a=1']);
    }
    const refused = [
      ['evil.example:8400', '/home/'],
      ['localhost.evil.example:8400', '/home/'],
      ['127.0.0.1.nip.io:8400', '/home/'],
      ['127.0.0.1', '/home/'],
      ['127.0.0.1:8401', '/home/'],
      ['127.0.0.2:8400', '/home/'],
      ['127.0.0.1:8400', '/api/place'],
    ] as const;
    for (const [host, url] of refused) expect([host, (await inject(host, url)).statusCode]).toEqual([host, 403]);
    expect((await inject('127.0.0.1:8400', '/home/', 'POST')).statusCode).toBe(403);
  });

  it('hears its own hub alone: the right signature without this start’s token is not even asked for', async () => {
    await know([await rosterOf(1, [ada])]);
    expect(await knockAsHub(undefined)).toBe('404');
    expect(await knockAsHub('guessed')).toBe('404');
    expect(await knockAsHub(lineToken)).toBe('household');
    const call = await signIn(ada);
    expect((await call(routes.readHome, {})).hubs).toMatchObject([{ hubId, online: true }]);
  });

  it('keeps what visits are called, and shows them with the films that are on the disk', async () => {
    await know([await rosterOf(1, [ada])]);
    const carrier = newSigner();
    const window = { iat: 1_790_000_000, nbf: 1_790_000_000, exp: 1_790_003_600 };
    const terms = { cti: random(16), holder: carrier.key, hubId: Buffer.from(hubId, 'base64url'), doors: [1], uses: 1, flags: FLAG.mustRecord, maxOpenSeconds: 120, depth: [1, 3] as const, visitId: random(16) }; // prettier-ignore
    const grant = await signGrant(p, ada, { ...window, ...terms });
    const assignment = await signAssignment(p, carrier, { ...window, cti: random(8), holder: ben.key, depth: [0, 0] }, grant.hash); // prettier-ignore
    const visitId = textOf(terms.visitId);
    const label = { visitId, shipmentId: textOf(random(16)), trackingNumbers: ['PAX1'], carrier: { carrierId: textOf(random(16)), keyId: textOf(random(16)), name: 'Pax', domain: 'http://127.0.0.1:8402' }, grant: textOf(grant.bytes), assignments: [textOf(assignment.bytes)], createdMs: 1 }; // prettier-ignore
    await relay.keepVisit(label);
    await relay.keepVisit(label);
    const foreign = await signGrant(p, ada, { ...window, ...terms, hubId: random(16), visitId: random(16) });
    await relay.keepVisit({ ...label, visitId: textOf(foreign.claims.visitId), grant: textOf(foreign.bytes) });
    const film = { recordingId: textOf(random(16)), visitId, door: 1, bytes: 0, startedMs: 2, closed: true };
    await relay.keepFilm(film);
    const call = await signIn(ada);
    expect((await call(routes.listHomeVisits, {})).visits).toMatchObject([{ visitId, trackingNumbers: ['PAX1'], carrier: { name: 'Pax' } }]); // prettier-ignore
    expect((await call(routes.readHomeVisit, { params: { visitId } })).recordings).toEqual([film]);
    relay.dropFilm(film.recordingId);
    expect((await call(routes.readHomeVisit, { params: { visitId } })).recordings).toEqual([]);
  });

  it('lists who comes again as the hub holds it at this moment, to its own household', async () => {
    await know([await rosterOf(1, [ada])]);
    const call = await signIn(ada);
    expect((await call(routes.listHomeSeries, {})).series).toEqual([]);
    const cleaner = newSigner();
    const claims = { iat: 1_790_000_000, nbf: 1_790_000_000, exp: 1_790_003_600, cti: random(16), hubId: Buffer.from(hubId, 'base64url'), doors: [1], uses: 1, flags: FLAG.mustRecord, maxOpenSeconds: 120, visitId: random(16) }; // prettier-ignore
    const toPerson = await signGrant(p, ada, { ...claims, holder: cleaner.key, depth: [0, 0] });
    const toCarrier = await signGrant(p, ada, { ...claims, holder: ben.key, depth: [1, 3], visitId: random(16) });
    held = [{ grant: toPerson.bytes }, { grant: toCarrier.bytes }, { grant: random(40) }];
    const keyId = textOf(keyIdOf(p, cleaner.key));
    const listed = { visitId: textOf(claims.visitId), personId: keyId, keyId, hubId, grant: textOf(toPerson.bytes) };
    expect((await call(routes.listHomeSeries, {})).series).toMatchObject([listed]);
    const params = { visitId: listed.visitId };
    expect(await call(routes.listSeriesRecordings, { params })).toEqual({ recordings: [] });
    held = [{ grant: toPerson.bytes, endedMs: 1_790_000_100_000 }];
    expect((await call(routes.listHomeSeries, {})).series).toMatchObject([{ endedMs: 1_790_000_100_000 }]);
    held = [];
    expect((await call(routes.listHomeSeries, {})).series).toEqual([]);
  });

  it('is a mailbox for a device that asks to be let in, and bears only so many', async () => {
    const ask = async () => {
      const guest = clientOf(relay);
      const signer = newSigner();
      const proof = await proofFor(guest, signer, 'courier');
      const record = { signingKey: proof.publicKey, sealingKey: sealingKey(), name: 'Tablet', mac: textOf(random(32)) };
      const boxId = textOf(random(16));
      return { ...(await guest(routes.newEnrolment, { body: { ...proof, record, boxId } })), record, boxId };
    };
    const { boxId, token, record } = await ask();
    expect(await relay.mail(boxId)).toEqual(record);
    expect(await relay.welcome(boxId, Uint8Array.of(7))).toBe(true);
    expect(await clientOf(relay, token)(routes.readWelcome, {})).toEqual({ welcome: 'Bw' });
    expect(await relay.mail(textOf(random(16)))).toBeUndefined();
    expect(await relay.welcome(textOf(random(16)), Uint8Array.of(7))).toBe(false);
    const outcomes: unknown[] = [];
    for (let n = 0; n < 33; n++) {
      clock.advance(10_000);
      outcomes.push(await ask().then(() => 'kept', (error: unknown) => (error as { problem: { code: string } }).problem.code)); // prettier-ignore
    }
    expect(outcomes.filter((one) => one === 'kept')).toHaveLength(31);
    expect(outcomes.at(-1)).toBe('conflict');
  });
});
