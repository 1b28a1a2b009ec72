import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { channel } from '@latchkey/contract';
import { generateSigningKey, nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import { decodePublicKey, fromBase64url, toBase64url } from '@latchkey/protocol';
import type { Hub } from '../agent/hub.ts';
import { ServerLine, type Leads } from './server-line.ts';
import { ends, endAll, listen } from './testing/listening-end.ts';

const p = nodePrimitives();
/** docs/protocol/12-ask.md, *How much at once*. */
const limits = JSON.parse(readFileSync(new URL('../../../../vectors/limits/line.json', import.meta.url), 'utf8')) as Record<'greetings' | 'requests' | 'withdrawals', { readonly said: number; readonly heard: number; readonly open: number }>; // prettier-ignore
const told: unknown[] = [];
const keep = (fields: object) => told.push(fields);
const log = { info: () => undefined, warn: keep, error: keep };
const challenge = toBase64url(new Uint8Array(32).fill(5));
const audience = 'http://localhost:1';
const nothing = { readRecords: () => Promise.resolve(new Uint8Array(0)), remove: () => Promise.resolve() };

afterEach(() => {
  vi.useRealTimers();
  endAll();
  told.splice(0);
});

/** Only what the line calls. */
const hubThatAnswers = (heard: string[]): Hub =>
  ({
    line: {
      welcome: (upTo: number) => heard.push(`welcome ${upTo}`),
      fresh: (nonce: string) => heard.push(`fresh ${nonce}`),
      introduce: () => heard.push('introduce'),
    },
    checkpoint: 'seen\n',
    answer: (method: string, message: Uint8Array) =>
      Promise.resolve({ ok: true, message: toBase64url(Uint8Array.from([...message, method.length])) }),
  }) as unknown as Hub;

const newLine = (port: number, leads = (): Leads => ({ url: `http://127.0.0.1:${port}` })) => {
  const signer = nodeSigner(generateSigningKey());
  const line = new ServerLine({
    leads,
    signer,
    bootId: () => new Uint8Array(16),
    store: nothing,
    chance: () => 0,
    log,
  });
  ends.push(() => line.stop());
  return { line, signer };
};

describe('the line to the server', () => {
  it('proves the hub’s key over the server’s challenge and audience, and says nothing before it is welcome', async () => {
    const { port, next } = await listen();
    const { line, signer } = newLine(port);
    const heard: string[] = [];
    line.start(hubThatAnswers(heard));
    const caller = await next();
    line.send({ type: 'state-changed' });
    caller.say({ type: 'challenge', challenge, audience });
    const hello = channel.hubToServer.parse(await caller.heard());
    if (hello.type !== 'hello') throw new Error(`not a hello: ${hello.type}`);
    expect(decodePublicKey(fromBase64url(hello.hubKey) ?? new Uint8Array(0))).toEqual(signer.key);
    const said = new TextEncoder().encode(channel.hubMessage(audience, challenge));
    expect(p.verify(signer.key, said, fromBase64url(hello.signature) ?? new Uint8Array(0))).toBe(true);
    expect(line.connected).toBe(false);
    caller.say({ type: 'welcome', receiptsUpTo: -1, head: '' });
    caller.say({ type: 'request', id: 7, method: 'state', message: toBase64url(Uint8Array.of(1)) });
    expect(await caller.heard()).toEqual({
      type: 'response',
      id: 7,
      answer: { ok: true, message: toBase64url(Uint8Array.of(1, 5)) },
    });
    expect(heard).toEqual(['welcome -1']);
    expect(line.connected).toBe(true);
  });

  it('P15: leads to another server at once, where it introduces the household, and asks for letters only who carries them', async () => {
    const [old, next] = [await listen(), await listen()];
    let port = old.port;
    const { line } = newLine(port, () => ({ url: `http://127.0.0.1:${port}` }));
    const heard: string[] = [];
    line.start(hubThatAnswers(heard));
    const before = await old.next();
    before.say({ type: 'welcome', receiptsUpTo: 1, head: '' });
    before.say({ type: 'request', id: 1, method: 'state', message: '' });
    expect(await before.heard()).toMatchObject({ type: 'response', id: 1 });
    expect(line.connected).toBe(true);
    expect(await line.mail(new Uint8Array(16))).toBeUndefined();
    line.again();
    expect(line.connected).toBe(true);
    port = next.port;
    expect([line.connected, line.standing]).toEqual([true, 'away']);
    line.again();
    const caller = await next.next();
    caller.say({ type: 'welcome', receiptsUpTo: -1, head: '' });
    caller.say({ type: 'household', known: false });
    expect(await caller.heard()).toEqual({ type: 'log-seen', checkpoint: 'seen\n' });
    expect(heard).toEqual(['welcome 1', 'welcome -1', 'introduce']);
    const mail = line.mail(new Uint8Array(16));
    expect(await caller.heard()).toMatchObject({ type: 'mail', id: 0 });
    caller.say({ type: 'letter', id: 0, found: true, record: toBase64url(Uint8Array.of(1)) });
    expect(await mail).toEqual(Uint8Array.of(1));
    const welcome = line.welcome(new Uint8Array(16), Uint8Array.of(2));
    expect(await caller.heard()).toMatchObject({ type: 'mail', id: 1, welcome: toBase64url(Uint8Array.of(2)) });
    caller.socket.terminate();
    expect(await welcome).toBe(false);
  });

  it('proves its key once on a line: each proof costs a signature, and another challenge may be another server’s', async () => {
    const { port, next } = await listen();
    const { line, signer } = newLine(port);
    const sign = vi.spyOn(signer, 'sign');
    line.start(hubThatAnswers([]));
    const caller = await next();
    for (const named of [audience, audience, 'https://victim.example'])
      caller.say({ type: 'challenge', challenge, audience: named });
    caller.say({ type: 'request', id: 1, method: 'state', message: '' });
    const said = [await caller.heard(), await caller.heard()];
    expect(said).toEqual([
      expect.objectContaining({ type: 'hello' }),
      expect.objectContaining({ type: 'response', id: 1 }),
    ]);
    expect(sign).toHaveBeenCalledTimes(1);
  });

  it('refuses what a newer server asks of it and it does not know, instead of keeping silent', async () => {
    const { port, next } = await listen();
    newLine(port).line.start(hubThatAnswers([]));
    const caller = await next();
    caller.say({ type: 'request', id: 3, method: 'of-next-year', message: '' });
    caller.say({ type: 'request', id: 4, method: 'state', message: '', since: 7 });
    caller.say({ type: 'request', id: 'x', method: 'state', message: '' });
    caller.say({ type: 'request', id: 5, method: 'state', message: '' });
    const refused = { ok: false, refusal: { reason: 'malformed' } };
    expect([await caller.heard(), await caller.heard(), await caller.heard()]).toEqual([
      { type: 'response', id: 3, answer: refused },
      { type: 'response', id: 4, answer: refused },
      expect.objectContaining({ id: 5, answer: expect.objectContaining({ ok: true }) as unknown }),
    ]);
  });

  it('passes over what is no message, and goes on', async () => {
    const { port, next } = await listen();
    const { line } = newLine(port);
    line.start(hubThatAnswers([]));
    const caller = await next();
    for (const garbage of [
      '',
      '{',
      '{"type":"unlock"}',
      '[]',
      JSON.stringify({ type: 'request', id: -1, method: 'open', message: '' }),
    ])
      caller.say(garbage);
    caller.say({ type: 'welcome', receiptsUpTo: -1, head: '' });
    caller.say({ type: 'request', id: 1, method: 'state', message: '' });
    expect(await caller.heard()).toMatchObject({ type: 'response', id: 1 });
  });

  it('comes back by itself after the server has gone', async () => {
    const { port, next } = await listen();
    const { line } = newLine(port);
    line.start(hubThatAnswers([]));
    (await next()).socket.terminate();
    const again = await next();
    again.say({ type: 'welcome', receiptsUpTo: 3, head: '' });
    again.say({ type: 'request', id: 2, method: 'state', message: '' });
    expect(await again.heard()).toMatchObject({ id: 2 });
  });
});

/** As an admin at home has said it. */
const movedTo = (url: string, server = url): Leads => ({ url, move: { server, hash: new Uint8Array(32) } });

describe('P15: the line to a server that a move names', () => {
  it.each(['https://a:99999', 'http://localhost:70000', 'https://256.1.1.1'])(
    'is no line where %s is no address, and the hub goes on until it hears another',
    async (nowhere) => {
      const { port, next } = await listen();
      let leads = movedTo(nowhere);
      const { line } = newLine(port, () => leads);
      line.start(hubThatAnswers([]));
      expect([line.connected, told.length]).toEqual([false, 1]);
      leads = movedTo(`http://127.0.0.1:${port}`);
      line.again();
      (await next()).say({ type: 'challenge', challenge, audience: `http://127.0.0.1:${port}` });
    },
  );

  it('proves the hub to nobody who goes by another address: it may be another server’s challenge, passed on', async () => {
    const { port, next } = await listen();
    const server = `http://127.0.0.1:${port}`;
    const leads = movedTo(server);
    const { line } = newLine(port, () => leads);
    line.start(hubThatAnswers([]));
    const caller = await next();
    const ended = new Promise<void>((resolve) => caller.socket.once('close', () => resolve()));
    const said: unknown[] = [];
    void caller.heard().then((message) => said.push(message));
    caller.say({ type: 'challenge', challenge, audience: 'https://victim.example' });
    await ended;
    expect([said, line.standing]).toEqual([[], 'refused']);
    expect(told).toEqual([{ why: 'it goes by another address than the household’s move names' }]);
  });

  it('proves the hub to the one that the move names', async () => {
    const { port, next } = await listen();
    const server = `http://127.0.0.1:${port}`;
    const leads = movedTo(server);
    newLine(port, () => leads).line.start(hubThatAnswers([]));
    const caller = await next();
    caller.say({ type: 'challenge', challenge, audience: server });
    expect(await caller.heard()).toMatchObject({ type: 'hello' });
  });

  it('introduces the household and shows the log once, however often the server asks, and tells of one refusal', async () => {
    const { port, next } = await listen();
    const heard: string[] = [];
    const { line } = newLine(port);
    line.start(hubThatAnswers(heard));
    const caller = await next();
    caller.say({ type: 'welcome', receiptsUpTo: -1, head: '' });
    for (let n = 0; n < 5; n++) {
      caller.say({ type: 'household', known: false });
      caller.say({ type: 'household-refused', why: 'taken' });
    }
    caller.say({ type: 'request', id: 1, method: 'state', message: '' });
    expect(await caller.heard()).toMatchObject({ type: 'log-seen' });
    expect(await caller.heard()).toMatchObject({ type: 'response' });
    expect(heard).toEqual(['welcome -1', 'introduce']);
    expect([line.standing, told]).toEqual(['refused', [{ why: 'taken' }]]);
    caller.say({ type: 'household', known: true });
    caller.say({ type: 'request', id: 2, method: 'state', message: '' });
    expect(await caller.heard()).toMatchObject({ type: 'response' });
    expect(line.standing).toBe('up');
  });

  it.each([
    ['says later', 'later'],
    ['is newer and gives a reason that this hub does not know', 'of-next-year'],
  ])('comes back after half a minute where the server %s, and is not refused', async (_, why) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { port, next } = await listen();
    const { line } = newLine(port);
    line.start(hubThatAnswers([]));
    const caller = await next();
    const ended = new Promise<void>((resolve) => caller.socket.once('close', () => resolve()));
    caller.say({ type: 'welcome', receiptsUpTo: -1, head: '' });
    caller.say({ type: 'household', known: false });
    caller.say({ type: 'household-refused', why });
    await ended;
    await vi.waitUntil(() => !line.connected);
    let back = false;
    const again = next().then(() => (back = true));
    await vi.advanceTimersByTimeAsync(29_000);
    expect([back, line.standing]).toEqual([false, 'away']);
    await vi.advanceTimersByTimeAsync(1_000);
    await again;
  });

  it('is not kept busy by a server that greets and asks without end, and hears a withdrawal among it', async () => {
    const { port, next } = await listen();
    const { line } = newLine(port);
    const heard: string[] = [];
    const held: (() => void)[] = [];
    const hub = Object.assign(hubThatAnswers(heard), {
      answer: () => new Promise((resolve) => held.push(() => resolve({ ok: true }))),
    });
    line.start(hub);
    const caller = await next();
    for (let i = 0; i < limits.greetings.said; i++) caller.say({ type: 'welcome', receiptsUpTo: i, head: '' });
    const ask = (id: number, method: string) => caller.say({ type: 'request', id, method, message: '' });
    const { requests, withdrawals, greetings } = limits;
    for (let id = 0; id < requests.said; id++) ask(id, 'state');
    const isBusy = { ok: false, refusal: { reason: 'busy' } };
    for (let id = requests.open; id < requests.said; id++)
      expect(await caller.heard()).toEqual({ type: 'response', id, answer: isBusy });
    const first = requests.said;
    for (let id = first; id < first + withdrawals.said; id++) ask(id, id % 2 === 0 ? 'block' : 'divert');
    for (let id = first + withdrawals.open - requests.open; id < first + withdrawals.said; id++)
      expect(await caller.heard()).toEqual({ type: 'response', id, answer: isBusy });
    expect([held.length, heard.length]).toEqual([withdrawals.open, greetings.heard]);
    held.pop()?.();
    expect(await caller.heard()).toEqual({ type: 'response', id: first + withdrawals.open - requests.open - 1, answer: { ok: true } }); // prettier-ignore
    // One that ends makes room for a withdrawal, and for nothing else before the rest has.
    ask(5000, 'state');
    expect(await caller.heard()).toEqual({ type: 'response', id: 5000, answer: isBusy });
    ask(5001, 'block');
    await vi.waitFor(() => expect(held).toHaveLength(withdrawals.open));
    for (const answer of held.splice(0)) answer();
    ask(5002, 'state');
    await vi.waitFor(() => expect(held).toHaveLength(1));
  });

  it('takes no reason for one that is no short word', async () => {
    const { port, next } = await listen();
    const { line } = newLine(port);
    line.start(hubThatAnswers([]));
    const caller = await next();
    caller.say({ type: 'welcome', receiptsUpTo: -1, head: '' });
    for (const why of ['a'.repeat(41), 'x\ny', '', 7]) caller.say({ type: 'household-refused', why });
    caller.say({ type: 'request', id: 1, method: 'state', message: '' });
    expect(await caller.heard()).toMatchObject({ type: 'response', id: 1 });
    expect([line.standing, JSON.stringify(told).includes('aaaa')]).toEqual(['up', false]);
  });

  it('answers a question on the line that asked it, or not at all', async () => {
    const { port, next } = await listen();
    let answer: (value: unknown) => void = () => undefined;
    const slow = new Promise((resolve) => (answer = resolve));
    const answers = (method: string) => (method === 'state' ? slow : Promise.resolve({ ok: true }));
    newLine(port).line.start(Object.assign(hubThatAnswers([]), { answer: answers }));
    const before = await next();
    before.say({ type: 'request', id: 7, method: 'state', message: '' });
    before.say({ type: 'request', id: 8, method: 'time', message: '' });
    expect(await before.heard()).toMatchObject({ id: 8 });
    before.socket.terminate();
    const after = await next();
    answer({ ok: true });
    await slow;
    after.say({ type: 'request', id: 9, method: 'time', message: '' });
    expect(await after.heard()).toMatchObject({ id: 9 });
  });
});
