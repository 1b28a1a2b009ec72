import { channel } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { textOf } from '../ids.ts';
import { newSigner, publicKeyText, random } from '../testing/caller.ts';
import { TestHub } from '../testing/hub.ts';
import { AUDIENCE, startTestServer, type TestServer } from '../testing/server.ts';
import { aPairedHome } from '../testing/story.ts';

let server: TestServer;
let port: number;
beforeEach(async () => {
  server = await startTestServer();
  port = await server.listen(0);
});
afterEach(() => server.close());

const open = () => new WebSocket(`ws://127.0.0.1:${port}${channel.hubPath}`);
const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));
const challengeOn = (socket: WebSocket) =>
  new Promise<string>((resolve) =>
    socket.once('message', (data: Buffer) => {
      const message = channel.serverToHub.parse(JSON.parse(data.toString()));
      if (message.type === 'challenge') resolve(message.challenge);
    }),
  );

const hello = async (challenge: string, signer = newSigner(), named = signer) => ({
  type: 'hello',
  hubKey: publicKeyText(named),
  signature: textOf(await signer.sign(Buffer.from(channel.hubMessage(AUDIENCE, challenge)))),
  bootId: textOf(random(16)),
});

describe('the hub’s line', () => {
  it('is not for who signs with another key than it names', async () => {
    const socket = open();
    const forged = await hello(await challengeOn(socket), newSigner(), newSigner());
    socket.send(JSON.stringify(forged));
    expect(await closeCode(socket)).toBe(4401);
  });

  it('is not for a signature over another line’s challenge', async () => {
    const signer = newSigner();
    const first = open();
    const replayed = await hello(await challengeOn(first), signer);
    first.send(JSON.stringify(replayed));
    const second = open();
    await challengeOn(second);
    second.send(JSON.stringify(replayed));
    expect(await closeCode(second)).toBe(4401);
    first.terminate();
  });

  it('is had by a hub that proves its key, however many others open one and say nothing', async () => {
    const crowded = await startTestServer({ settings: { unprovenLines: 3 } });
    const at = await crowded.listen(0);
    const silent = () => new WebSocket(`ws://127.0.0.1:${at}${channel.hubPath}`);
    const first = silent();
    const sentAway = closeCode(first);
    await challengeOn(first);
    const crowd = [silent(), silent()];
    await Promise.all(crowd.map(challengeOn));
    const hub = new TestHub(crowded);
    await hub.connect(at);
    expect(await sentAway).toBe(1006);
    // Whoever has proven it is none of the crowd any more.
    for (const socket of [silent(), silent(), silent()]) await challengeOn(socket);
    hub.say({ type: 'fresh?', nonce: textOf(random(16)) });
    await hub.next('fresh');
    hub.end();
    await crowded.close();
  });

  it('is not for who says nothing for 5 seconds, speaks out of turn or films first', async () => {
    const silent = open();
    await challengeOn(silent);
    server.clock.advance(5_000);
    expect(await closeCode(silent)).toBe(4401);
    const early = open();
    await challengeOn(early);
    early.send(JSON.stringify({ type: 'state-changed' }));
    expect(await closeCode(early)).toBe(4401);
    const film = open();
    await challengeOn(film);
    film.send(random(100));
    expect(await closeCode(film)).toBe(4401);
  });

  it.each([
    ['no JSON', '{'],
    ['a type nobody knows', '{"type":"open-door"}'],
    ['a field nobody knows', '{"type":"state-changed","homeId":"AAAAAAAAAAAAAAAAAAAAAA"}'],
    ['a number of another size', '{"type":"response","id":-1,"answer":{"ok":true}}'],
  ])('ends at garbage: %s', async (_name, text) => {
    const { hub } = await aPairedHome(server, port);
    hub.socket.send(text);
    expect(await hub.closed()).toBe(4400);
  });

  it('ends at a message that is too large, long before it is parsed', async () => {
    const { hub } = await aPairedHome(server, port);
    hub.socket.send(JSON.stringify({ type: 'state-changed', pad: 'x'.repeat(channel.maxLineMessageBytes) }));
    expect(await hub.closed()).toBe(4413);
    const larger = new TestHub(server, hub.signer);
    await larger.connect(port);
    larger.socket.send(Buffer.alloc(channel.maxLineFilmBytes + 17));
    expect(await larger.closed()).toBe(1009);
  });

  it('ends when the hub is silent for 15 seconds', async () => {
    const { hub } = await aPairedHome(server, port);
    // A half-open connection: nothing comes back any more.
    hub.socket.pause();
    const line = server.world.lines.get(hub.hubId);
    for (let i = 0; i < 4; i++) server.clock.advance(5_000);
    while (server.world.lines.get(hub.hubId) === line) await new Promise((done) => setImmediate(done));
    expect(server.world.lines.presence(hub.hubId).online).toBe(false);
    hub.end();
  });

  it('goes to the newest connection of the same key', async () => {
    const { hub } = await aPairedHome(server, port);
    const replaced = hub.closed();
    const again = new TestHub(server, hub.signer);
    await again.connect(port);
    expect(await replaced).toBe(4001);
    expect(server.world.lines.presence(hub.hubId).online).toBe(true);
    again.end();
  });

  it('is never displaced by another key, whatever it claims', async () => {
    const { hub } = await aPairedHome(server, port);
    const thief = open();
    const claim = await hello(await challengeOn(thief), newSigner(), hub.signer);
    thief.send(JSON.stringify(claim));
    expect(await closeCode(thief)).toBe(4401);
    const stranger = new TestHub(server);
    await stranger.connect(port);
    expect(stranger.hubId).not.toBe(hub.hubId);
    expect(server.world.lines.get(hub.hubId)).toBeDefined();
    expect(hub.socket.readyState).toBe(WebSocket.OPEN);
    stranger.end();
    hub.end();
  });

  it('is free for a household’s hub, however many made-up keys hold one', async () => {
    const { hub } = await aPairedHome(server, port);
    const [first, ...others] = Array.from({ length: 513 }, () => new TestHub(server));
    if (first === undefined) throw new Error('no hub');
    await first.connect(port);
    const gaveWay = first.closed();
    for (const stranger of others) await stranger.connect(port);
    expect(await gaveWay).toBe(4429);
    hub.end();
    await hub.connect(port);
    expect(server.world.lines.presence(hub.hubId).online).toBe(true);
    for (const stranger of others) stranger.end();
  });

  it('takes no film for a recording that was not begun on it', async () => {
    const { hub } = await aPairedHome(server, port);
    hub.film(textOf(random(16)), random(100));
    expect(await hub.closed()).toBe(4400);
  });

  it('P9: has one checkpoint of the log looked at, which costs a signature', async () => {
    const ada = await aPairedHome(server, port);
    const shown: string[] = [];
    vi.spyOn(server.world.logKeeper ?? { shown: () => undefined }, 'shown').mockImplementation((note) => void shown.push(note));
    for (const checkpoint of ['one', 'two', 'three']) ada.hub.say({ type: 'log-seen', checkpoint });
    await ada.hub.send(await ada.hub.receipt({ event: 'booted' }));
    expect(shown).toEqual(['one']);
    await ada.hub.connect(port);
    ada.hub.say({ type: 'log-seen', checkpoint: 'four' });
    await ada.hub.send(await ada.hub.receipt({ event: 'door-opened' }));
    expect(shown).toEqual(['one', 'four']);
    ada.hub.end();
  }); // prettier-ignore
});
