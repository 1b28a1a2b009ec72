import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@latchkey/contract';
import { nodePrimitives } from '@latchkey/keys/node';
import { makeHomeRelay, MemoryBlobs, type HomeRelay } from '@latchkey/server';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DisplayPages } from './display-pages.ts';

const AUDIENCE = 'http://127.0.0.1:8404';
const secret = 'a'.repeat(43);
const other = 'b'.repeat(43);
const silent = pino({ level: 'silent' });

let folder = '';
let nowMs = 1000;
let said: unknown[][] = [];
let relay: HomeRelay | undefined;
const streams: IncomingMessage[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-displays-'));
  nowMs = 1000;
  said = [];
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.destroy();
  await relay?.close();
  relay = undefined;
  await rm(folder, { recursive: true });
});

const log = {
  info: () => undefined,
  warn: (...words: unknown[]) => said.push(words),
  error: (...words: unknown[]) => said.push(words),
};

const open = async (text = JSON.stringify([{ door: 1, secret }])) => {
  const path = join(folder, 'displays.json');
  await writeFile(path, text);
  const parts = { log, nowMs: () => nowMs, courierApp: () => 'https://parcels.example/courier/' };
  const pages = await DisplayPages.open(path, parts, () => undefined);
  pages.stop();
  return pages;
};

const serve = async (displays: DisplayPages | undefined) => {
  const clock = { nowMs: () => 1_800_000_000_000, after: () => () => undefined, every: () => () => undefined };
  relay = await makeHomeRelay(
    { blobs: new MemoryBlobs(), clock, random: (n) => Uint8Array.from(randomBytes(n)), primitives: nodePrimitives(), log: silent },
    { audience: AUDIENCE, origins: [AUDIENCE], lineToken: 'x', held: () => [], ...(displays && { displays }) },
  ); // prettier-ignore
  return relay.listen(0);
};

const ask = (port: number, authorization?: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { host: '127.0.0.1:8404', ...(authorization === undefined ? {} : { authorization }) };
    request({ port, path: routes.watchDisplay.path, headers }, resolve).on('error', reject).end();
  }).then((answer) => {
    streams.push(answer);
    return answer;
  });

/** Each word of the stream, as it comes. */
async function* wordsOf(answer: IncomingMessage): AsyncGenerator<routes.DisplayShows> {
  let text = '';
  for await (const chunk of answer) {
    text += String(chunk);
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) if (part.startsWith('data: ')) yield routes.displayShows.parse(JSON.parse(part.slice(6)));
  }
}

describe('a display that is a page', () => {
  it('is told what its door shows, from the moment it is opened, for what is left of it', async () => {
    const pages = await open();
    const port = await serve(pages);
    pages.show(1, '/at/one', 30_000);
    nowMs += 12_000;
    const words = wordsOf(await ask(port, `Bearer ${secret}`));
    const next = async () => (await words.next()).value as unknown;
    expect(await next()).toEqual({ door: 1, link: 'https://parcels.example/courier/#/at/one', forMs: 18_000 });
    pages.show(2, '/at/elsewhere', 30_000);
    pages.show(1, '/at/two', 30_000);
    expect(await next()).toEqual({ door: 1, link: 'https://parcels.example/courier/#/at/two', forMs: 30_000 });
    pages.show(1, null, 0);
    expect(await next()).toEqual({ door: 1, link: null, forMs: 0 });
  });

  it('that is opened when its time is over shows nothing', async () => {
    const pages = await open();
    const port = await serve(pages);
    pages.show(1, '/at/one', 30_000);
    nowMs += 30_000;
    expect((await wordsOf(await ask(port, `Bearer ${secret}`)).next()).value).toEqual({
      door: 1,
      link: null,
      forMs: 0,
    });
  });

  it('is for whoever knows its secret alone, and that is in no log', async () => {
    const pages = await open();
    const port = await serve(pages);
    pages.show(1, '/at/one', 30_000);
    for (const wrong of [undefined, `Bearer ${other}`, `Bearer ${secret}a`, 'Bearer ', secret])
      expect((await ask(port, wrong)).statusCode).toBe(401);
    expect((await ask(port, `Bearer ${secret}`)).statusCode).toBe(200);
    expect(JSON.stringify(said)).not.toContain(secret);
  });

  it('is no path where no display is set up', async () => {
    const port = await serve(undefined);
    expect((await ask(port, `Bearer ${secret}`)).statusCode).toBe(404);
  });

  it('on a second screen is noted, and the oldest of many is told nothing more', async () => {
    const pages = await open();
    const ended: number[] = [];
    const heard: number[] = [];
    for (const n of [1, 2, 3, 4, 5]) pages.watch(secret, () => heard.push(n), () => ended.push(n)); // prettier-ignore
    expect(ended).toEqual([1]);
    expect(said).toHaveLength(4);
    heard.length = 0;
    pages.show(1, '/at/one', 30_000);
    expect(heard).toEqual([2, 3, 4, 5]);
  });

  it.each(['', '{}', '[{}]', '[{"door":1,"secret":"short"}]', JSON.stringify([{ door: 1, secret, more: 1 }])])(
    'is none where the file is not right: %s',
    async (text) => {
      const pages = await open(text);
      expect([pages.has(1), [...pages.doors()], pages.knows(secret)]).toEqual([false, [], false]);
      expect(said).toHaveLength(1);
    },
  );
});
