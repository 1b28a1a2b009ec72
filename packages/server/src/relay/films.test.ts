import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { textOf } from '../ids.ts';
import { aMember, random } from '../testing/caller.ts';
import { aRecord, recordNames } from '../testing/records.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type AssignedVisit, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let port: number;
let ada: PairedHome;
let visit: AssignedVisit;
let recordingId: string;
beforeEach(async () => {
  server = await startTestServer();
  port = await server.listen(0);
  ada = await aPairedHome(server, port);
  visit = await anAssignedVisit(server, ada);
  recordingId = textOf(random(16));
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const start = async () => {
  ada.hub.say({ type: 'recording-started', recordingId, visitId: visit.visitId, door: 1 });
  return ada.hub.next('recording-ack');
};
const film = (...records: Uint8Array[]) => ada.hub.film(recordingId, Buffer.concat(records));
const durable = async (bytes: number) => {
  const waiting = ada.hub.next('recording-ack', (ack) => ack.bytes === bytes);
  await taken(bytes);
  server.clock.advance(1000);
  return waiting;
};
/** Resolves when the server has read so much film from the line. */
const taken = async (bytes: number) => {
  const count = async () => (await server.world.metrics.filmBytes.get()).values[0]?.value ?? 0;
  while ((await count()) < bytes) await tick();
};
const tick = () => new Promise((done) => setImmediate(done));

const watch = (token = ada.token, id = recordingId, headers: Record<string, string> = {}) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/home/recordings/${id}/live`, {
    headers: { authorization: `Bearer ${token}`, host: 'localhost:8400', ...headers },
  });
  const heard: string[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  socket.on('message', (data: Buffer) => {
    expect(textOf(data.subarray(0, 16))).toBe(id);
    heard.push(...recordNames(data.subarray(16)));
    for (const w of waiting) if (heard.length >= w.count) w.done();
  });
  const shown = (count: number) => (heard.length >= count ? Promise.resolve() : new Promise<void>((done) => waiting.push({ count, done }))); // prettier-ignore
  return { socket, heard, shown };
};
const opened = (socket: WebSocket) => new Promise((done) => socket.once('open', done));
const watched = async () => {
  const count = async () => (await server.world.metrics.viewers.get()).values[0]?.value ?? 0;
  while ((await count()) === 0) await tick();
};

const stored = async () => {
  const answer = await server.app.inject({
    url: `/api/home/recordings/${recordingId}`,
    headers: { host: 'localhost:8400', authorization: `Bearer ${ada.token}` },
  });
  return answer.rawPayload;
};

describe('film', () => {
  it('is stored byte for byte and acknowledged only when durable', async () => {
    expect(await start()).toMatchObject({ bytes: 0 });
    const records = [aRecord('init', 0), aRecord('key', 1), aRecord('delta', 2)];
    const whole = Buffer.concat(records);
    film(...records);
    await durable(whole.length);
    expect(Buffer.compare(await stored(), whole)).toBe(0);
    const { recordings } = await ada.call(routes.readHomeVisit, { params: { visitId: visit.visitId } });
    expect(recordings).toMatchObject([{ recordingId, bytes: whole.length, closed: false }]);
  });

  it('goes on from the last durable byte on a new line, and nothing is there twice', async () => {
    await start();
    const first = Buffer.concat([aRecord('init', 0), aRecord('key', 1)]);
    film(first);
    await durable(first.length);
    await ada.hub.connect(port);
    expect(await start()).toMatchObject({ bytes: first.length });
    film(aRecord('delta', 2));
    await taken(first.length + aRecord('delta', 2).length);
    ada.hub.say({ type: 'recording-closed', recordingId });
    await ada.hub.next('recording-ack', ({ bytes }) => bytes > first.length);
    expect(recordNames(await stored())).toEqual(['init 0', 'key 1', 'delta 2']);
  });

  it('that is closed stays closed, and a hub that did not hear of it hears again', async () => {
    await start();
    const whole = Buffer.concat([aRecord('init', 0), aRecord('close', 1)]);
    film(whole);
    await taken(whole.length);
    ada.hub.say({ type: 'recording-closed', recordingId });
    await ada.hub.next('recording-ack', ({ bytes }) => bytes === whole.length);
    expect(ada.hub.heard.filter(({ type }) => type === 'recording-ack')).toEqual([]);
    await ada.hub.connect(port);
    expect(await start()).toMatchObject({ bytes: whole.length });
    ada.hub.say({ type: 'recording-closed', recordingId });
    expect(await ada.hub.next('recording-ack')).toMatchObject({ bytes: whole.length });
    const { recordings } = await ada.call(routes.readHomeVisit, { params: { visitId: visit.visitId } });
    expect(recordings).toMatchObject([{ closed: true }]);
  });

  it('may come cut anywhere; only whole records are stored and shown', async () => {
    await start();
    const whole = Buffer.concat([aRecord('init', 0), aRecord('key', 1)]);
    for (let at = 0; at < whole.length; at += 7) film(whole.subarray(at, at + 7));
    await durable(whole.length);
    expect(Buffer.compare(await stored(), whole)).toBe(0);
  });

  it('that is no film ends the line', async () => {
    await start();
    film(Buffer.alloc(100, 0xff));
    expect(await ada.hub.closed()).toBe(4400);
    expect((await stored()).length).toBe(0);
  });

  it('can be read on from a byte', async () => {
    await start();
    const whole = Buffer.concat([aRecord('init', 0), aRecord('key', 1)]);
    film(whole);
    await durable(whole.length);
    const answer = await server.app.inject({
      url: `/api/home/recordings/${recordingId}`,
      headers: { host: 'localhost:8400', authorization: `Bearer ${ada.token}`, range: 'bytes=10-' },
    });
    expect(answer.statusCode).toBe(206);
    expect(Buffer.compare(answer.rawPayload, whole.subarray(10))).toBe(0);
  });
});

describe('a live picture', () => {
  it('begins with the init record and the current group, and goes on', async () => {
    await start();
    film(aRecord('init', 0), aRecord('key', 1), aRecord('delta', 2), aRecord('key', 3), aRecord('delta', 4));
    await taken(1);
    const viewer = watch();
    await viewer.shown(3);
    film(aRecord('delta', 5), aRecord('checkpoint', 6));
    await viewer.shown(5);
    expect(viewer.heard).toEqual(['init 0', 'key 3', 'delta 4', 'delta 5', 'checkpoint 6']);
    viewer.socket.terminate();
  });

  it('waits for the next key record where the server has no group, after a restart too', async () => {
    await start();
    film(aRecord('init', 0));
    await taken(1);
    const viewer = watch();
    await viewer.shown(1);
    film(aRecord('delta', 1), aRecord('delta', 2));
    film(aRecord('key', 3), aRecord('delta', 4));
    await viewer.shown(3);
    expect(viewer.heard).toEqual(['init 0', 'key 3', 'delta 4']);
    viewer.socket.terminate();
  });

  it('of a viewer that falls behind by a second skips to the next key record, never single deltas', async () => {
    await start();
    film(aRecord('init', 0), aRecord('key', 1));
    await taken(1);
    const viewer = watch();
    await viewer.shown(2);
    viewer.socket.pause();
    // More than the sockets' buffers take: the rest waits in the server.
    const frame = Buffer.alloc(1_000_000);
    for (let seq = 2; seq < 8; seq++) film(aRecord('delta', seq, frame));
    await taken(6_000_000);
    server.clock.advance(1_001);
    film(aRecord('delta', 8), aRecord('delta', 9));
    await taken(6_000_000 + 300);
    viewer.socket.resume();
    await viewer.shown(8);
    film(aRecord('delta', 10), aRecord('key', 11), aRecord('delta', 12));
    await viewer.shown(10);
    expect(viewer.heard.slice(-4)).toEqual(['delta 6', 'delta 7', 'key 11', 'delta 12']);
    viewer.socket.terminate();
  });

  it('sends its nonces to the hub that films', async () => {
    await start();
    film(aRecord('init', 0));
    const viewer = watch();
    await opened(viewer.socket);
    const nonce = textOf(random(16));
    viewer.socket.send(JSON.stringify({ nonce }));
    expect(await ada.hub.next('viewer-nonce')).toEqual({ type: 'viewer-nonce', recordingId, nonce });
    viewer.socket.send(JSON.stringify({ nonce, admin: true }));
    expect(await new Promise((done) => viewer.socket.once('close', done))).toBe(4400);
  });

  it('ends with the recording', async () => {
    await start();
    film(aRecord('init', 0), aRecord('key', 1));
    const viewer = watch();
    const ended = new Promise((done) => viewer.socket.once('close', done));
    await watched();
    film(aRecord('close', 2));
    ada.hub.say({ type: 'recording-closed', recordingId });
    expect(await ended).toBe(1000);
    expect(viewer.heard.at(-1)).toBe('close 2');
  });

  it('P11: ends with the session of whoever watches', async () => {
    await start();
    const viewer = watch();
    await watched();
    const ended = new Promise((done) => viewer.socket.once('close', done));
    await ada.call(routes.endMemberSession, {});
    await ended;
    expect((await server.world.metrics.viewers.get()).values[0]?.value).toBe(0);
  });

  it('P11: that was stored ends too for who is cut off while reading it', async () => {
    await start();
    const whole = aRecord('init', 0);
    film(whole);
    await durable(whole.length);
    const { blobs } = server.effects;
    const read = blobs.read.bind(blobs);
    let reads = 0;
    Object.assign(blobs, {
      read: async (id: string, from: number) => {
        if (++reads === 2) await ada.call(routes.endMemberSession, {});
        return reads > 10 ? new Uint8Array() : read(id, from, from + 1);
      },
    });
    await stored().catch(() => undefined);
    expect(reads).toBe(2);
  });

  it('is live for one member at most 24 times at once, and again once one has gone', async () => {
    await start();
    const viewers = Array.from({ length: 24 }, () => watch().socket);
    await Promise.all(viewers.map(opened));
    const refused = watch().socket;
    const status = new Promise((done) => refused.once('unexpected-response', (_, answer) => done(answer.statusCode)));
    expect(await status).toBe(429);
    const gone = async () => ((await server.world.metrics.viewers.get()).values[0]?.value ?? 0) < 24;
    viewers[0]?.close();
    while (!(await gone())) await tick();
    await opened(watch().socket);
    for (const viewer of viewers) viewer.terminate();
  });

  it('is nobody else’s: another household, no session and a foreign page are refused alike with a recording and without', async () => {
    await start();
    const bob = await aMember(server);
    const refusal = (token: string, id: string, headers = {}) =>
      new Promise<string>((resolve) => {
        const { socket } = watch(token, id, headers);
        socket.on('error', () => {});
        socket.once('unexpected-response', (_request, response) => {
          let body = '';
          response.on('data', (chunk: Buffer) => (body += chunk.toString()));
          response.on('end', () => resolve(`${response.statusCode} ${body}`));
        });
      });
    const none = textOf(random(16));
    expect(await refusal(bob.token, recordingId)).toContain('404');
    expect(await refusal(bob.token, recordingId)).toBe(await refusal(bob.token, none));
    expect(await refusal('A'.repeat(43), recordingId)).toContain('not-signed-in');
    expect(await refusal(ada.token, recordingId, { origin: 'http://evil.example' })).toContain('wrong-origin');
  });
});

describe('P8: a look', () => {
  const show = (...records: Uint8Array[]) => {
    ada.hub.say({ type: 'look-started', recordingId, door: 1 });
    film(...records);
  };

  it('P8: is relayed to its household as it comes, and kept nowhere', async () => {
    show(aRecord('init', 0), aRecord('key', 1));
    await taken(1);
    const viewer = watch();
    await viewer.shown(2);
    film(aRecord('delta', 2));
    await viewer.shown(3);
    const nonce = textOf(random(16));
    viewer.socket.send(JSON.stringify({ nonce }));
    expect(await ada.hub.next('viewer-nonce')).toEqual({ type: 'viewer-nonce', recordingId, nonce });
    const over = new Promise((done) => viewer.socket.once('close', done));
    film(aRecord('close', 3));
    ada.hub.say({ type: 'recording-closed', recordingId });
    expect(await over).toBe(1000);
    expect(viewer.heard).toEqual(['init 0', 'key 1', 'delta 2', 'close 3']);
    expect((await server.effects.blobs.read(recordingId, 0, 1000)).length).toBe(0);
    expect(JSON.parse(Buffer.from(await stored()).toString())).toMatchObject({ code: 'not-found' });
  });

  it('P8: is nobody else’s, is over with the hub’s line, and its id cannot be taken twice', async () => {
    show(aRecord('init', 0), aRecord('key', 1));
    await taken(1);
    const bob = await aMember(server);
    const refused = watch(bob.token).socket;
    expect(await new Promise((done) => refused.once('unexpected-response', (_, answer) => done(answer.statusCode)))).toBe(404); // prettier-ignore
    const viewer = watch();
    await viewer.shown(2);
    const over = new Promise((done) => viewer.socket.once('close', done));
    show();
    expect(await ada.hub.closed()).toBe(4400);
    expect(await over).toBe(1000);
  });
});
