import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  encodeCbor,
  encodeStanding,
  isServerAddress,
  MOVE_PROBLEMS,
  NO_BYTES,
  readStanding,
  signMove,
} from '../index.ts';
import { MOVES, judgedMoves, playMove } from '../testing/move-cases.ts';
import { move } from '../testing/object-claims.ts';
import { anna, p } from '../testing/people.ts';
import { three } from '../testing/suspension-cases.ts';

const FOLDER = new URL('../../../../vectors/move/', import.meta.url);

if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL('judged.json', FOLDER), await judgedMoves());
}

describe('how a hub stands with its server', () => {
  const standing = { previous: new Uint8Array(32), server: 'https://doors.example.org' };
  it.each(['away', 'up', 'refused'] as const)('%s is read as it was said', (line) => {
    expect(readStanding(encodeStanding({ ...standing, line }))).toEqual({ ...standing, line });
  });
  it('is nothing where it is something else, and away for what nobody knows yet', () => {
    for (const value of [7, [], [NO_BYTES, 1, 1], ['', '', 1], [NO_BYTES, '', '1'], [NO_BYTES, '', 1, 1]])
      expect(readStanding(encodeCbor(value))).toBeUndefined();
    expect(readStanding(NO_BYTES)).toBeUndefined();
    expect(readStanding(encodeCbor([NO_BYTES, '', 9]))?.line).toBe('away');
  });
});

describe('P15: which server a hub has', () => {
  it('the stored cases are these', async () => {
    expect(readFileSync(new URL('judged.json', FOLDER), 'utf8')).toBe(await judgedMoves());
  });

  it.each(MOVES.map((one) => [one.comment, one] as const))('%s', async (_comment, one) => {
    expect(await playMove(one, (await three()).state)).toBe(one.expect);
  });

  it('each refusal has a case, and the page names each', () => {
    const cased = new Set<string>(MOVES.map((one) => one.expect));
    const page = readFileSync(new URL('../../../../docs/protocol/29-move.md', import.meta.url), 'utf8');
    expect(MOVE_PROBLEMS.filter((problem) => !cased.has(problem))).toEqual([]);
    expect(MOVE_PROBLEMS.filter((problem) => problem !== 'malformed' && !page.includes(`\`${problem}\``))).toEqual([]);
  });

  it.each([
    'http://doors.example.org',
    'https://doors.example.org/',
    'https://user@doors.example.org',
    'https://Doors.example.org',
    'ws://localhost:8400',
    'http://localhost.example.org',
    'https://',
    '',
  ])('is an origin, over TLS unless it is this machine: not %j', async (server) => {
    await expect(signMove(p, anna, { ...move, server })).rejects.toThrow();
    expect(isServerAddress(server)).toBe(false);
  });

  it.each([
    'https://a:99999',
    'http://localhost:70000',
    'https://1.2.3.999',
    'https://256.1.1.1',
    'https://999',
    'https://a.0x7f',
    'https://xn--',
    'https://xn--a',
    'https://xn--:8443',
    'https://a.xn--b.example',
    'https://doors.example.org:443',
    'https://doors.example.org:08443',
    'http://localhost:80',
  ])('is what the parser of URLs takes and leaves as it is: not %j', (server) => {
    expect(isServerAddress(server)).toBe(false);
  });
});
