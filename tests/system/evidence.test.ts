/** `latchkey verify` as somebody runs it who has nothing but the file. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savedVisit, twoFilms } from '@latchkey/evidence/testing';
import { signCheckpoint, verifierKey, writeNote } from '@latchkey/log';
import { signing } from '@latchkey/log/testing';
import { generateSigningKey, nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import { encodePublicKey, hubIdOf, signReceipt, TIME_SOURCE, toBase64url, type Link, type Receipt } from '@latchkey/protocol'; // prettier-ignore
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../world/world.ts';

const p = nodePrimitives();
const hub = nodeSigner(generateSigningKey());
let folder: string;
const links: Link<Receipt>[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  for (const event of ['booted', 'door-opened', 'door-closed'] as const) {
    const claims = { iat: 1_790_000_000, timeSource: TIME_SOURCE.clock, hubId: hubIdOf(p, hub.key), bootId: new Uint8Array(16) }; // prettier-ignore
    const door = event === 'booted' ? {} : { door: 1 };
    const salt = new Uint8Array(16).fill(links.length);
    links.push(await signReceipt(p, hub, { ...claims, ...door, seq: links.length + 1, salt, event }, links.at(-1)?.hash)); // prettier-ignore
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const storyOf = (receipts: readonly Link<Receipt>[]) => ({
  format: 'latchkey-receipts-1',
  hubKey: toBase64url(encodePublicKey(hub.key)),
  receipts: receipts.map(({ bytes }) => toBase64url(bytes)),
});

const latchkey = (...args: string[]) =>
  new Promise<{ code: number; out: string; wrong: string }>((resolve) => {
    const program = join(root, 'apps/cli/latchkey.js');
    execFile(process.execPath, [program, ...args], (error, out, wrong) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, wrong });
    });
  });

const saved = async (text: string): Promise<string> => {
  const file = join(folder, `${String(Math.random())}.json`);
  await writeFile(file, text);
  return file;
};

describe('latchkey verify', () => {
  it('P9: says that a story holds, and tells it', async () => {
    const { code, out } = await latchkey('verify', await saved(JSON.stringify(storyOf(links))));
    expect(code).toBe(0);
    expect(out).toContain('Receipts: 3, all signed by the hub, none missing, changed or moved, complete to 2026-09-21 14:13:20 UTC.'); // prettier-ignore
    expect(out).toContain('The door was opened (receipt 2, door 1)');
    expect(out.trimEnd().split('\n').at(-1)).toBe('It holds.');
  });

  it('P9: says that one with a receipt left out does not, to people and to programs', async () => {
    const file = await saved(JSON.stringify(storyOf(links.filter((_, n) => n !== 1))));
    const said = await latchkey('verify', file);
    expect([said.code, said.out.trimEnd().split('\n').at(-1)]).toEqual([1, 'It does not hold.']);
    const { code, out } = await latchkey('verify', file, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([1, { holds: false, receipts: { ok: false, problem: 'gap' } }]);
  });

  it('P9: says that one with one of two films is incomplete, to people and to programs', async () => {
    const whole = await twoFilms();
    const file = await saved(JSON.stringify({ ...whole, films: whole.films.slice(1) }));
    const { code, out } = await latchkey('verify', file);
    expect([code, out.trimEnd().split('\n').at(-1)]).toEqual([3, 'What is in it holds. It is incomplete: film is missing.']); // prettier-ignore
    expect(out).toContain('One of 2 films that the receipts name is not in the file');
    const program = await latchkey('verify', file, '--json');
    expect([program.code, JSON.parse(program.out)]).toMatchObject([3, { holds: true, incomplete: true, film: { missing: [{ seq: 1 }] } }]); // prettier-ignore
    const left = await latchkey('verify', await saved(JSON.stringify({ ...whole, films: [], filmsLeftOut: true })));
    expect([left.code, left.out.includes('left out when the file was saved')]).toEqual([0, true]);
  });

  it('P9: says of one visit’s file whose word it is that this is all, and ends with 3 where nobody says so', async () => {
    const { file: visit } = await savedVisit();
    const ends = async (change: Record<string, unknown>) => {
      const { code, out } = await latchkey('verify', await saved(JSON.stringify({ ...visit, ...change })));
      return [code, out.trimEnd().split('\n').at(-1), out] as const;
    };
    const [code, sum, out] = await ends({});
    expect([code, sum]).toEqual([0, 'It holds, for this visit alone.']);
    expect(out).toContain('Not shown are 1 of this hub before them and 3 between them. The hub itself says');
    expect((await ends({ tally: undefined })).slice(0, 2)).toEqual([3, 'What is in it holds. That it is all of the visit is not proven.']); // prettier-ignore
    expect((await ends({ runs: visit.runs.slice(0, 2), log: undefined })).slice(0, 2)).toEqual([1, 'It does not hold.']); // prettier-ignore
  });

  it('P9: ends with 4 where the file says that its log became shorter, and says whose word the order is', async () => {
    const log = signing('home.example/log');
    const note = (size: number) =>
      writeNote(signCheckpoint(log.key, log.sign, { origin: log.key.name, size, root: new Uint8Array(32).fill(size) }));
    const told = (before: number, now: number) => ({
      ...storyOf(links),
      log: { key: verifierKey(log.key), witnesses: [], shrunk: { before: note(before), now: note(now) } },
    });
    const { code, out } = await latchkey('verify', await saved(JSON.stringify(told(20, 8))));
    expect(code).toBe(4);
    expect(out).toContain('home.example/log showed a tree of 20 and later one of 8 only');
    expect(out.trimEnd().split('\n').at(-1)).toBe('What it tells of the visit holds. It says that its log became shorter; the order of the two states is its own word.'); // prettier-ignore
    expect((await latchkey('verify', await saved(JSON.stringify(told(8, 20))))).code).toBe(1);
  });

  it.each([
    ['nothing', [], 'Usage: latchkey verify FILE'],
    ['another command', ['open', 'x'], 'Usage: latchkey verify FILE'],
    ['an unknown option', ['verify', 'x', '--trust-me'], 'Usage: latchkey verify FILE'],
    ['a file that is not there', ['verify', '/nowhere'], '/nowhere could not be read'],
    ['a key that is none', ['verify', 'x', '--log', 'k'], '"k" is no verifier key.'],
  ])('says what to do when it is given %s', async (_, args, sentence) => {
    const { code, wrong } = await latchkey(...args);
    expect(code).toBe(2);
    expect(wrong).toContain(sentence);
    expect(wrong).not.toContain('    at ');
  });

  it('says what is wrong with a file that is no evidence', async () => {
    const { code, wrong } = await latchkey('verify', await saved('hello'));
    expect([code, wrong.includes('The file is not JSON.')]).toEqual([2, true]);
  });
});
