import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromHex, hmacSha256, joinBytes, toHex } from '../index.ts';
import { p } from '../testing/people.ts';

interface Case {
  readonly tcId: number;
  readonly ikm: string;
  readonly salt: string;
  readonly info: string;
  readonly size: number;
  readonly okm: string;
  readonly result: 'valid' | 'invalid';
}

const FILE = new URL('../../../../vectors/published/wycheproof-hkdf-sha256.jsonl', import.meta.url);
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

/** HKDF (RFC 5869) is nothing but HMAC: what Wycheproof knows of it is a hard test of keys and messages of every length. */
function hkdf({ ikm, salt, info, size }: Case): Uint8Array {
  const extracted = hmacSha256(p, bytesOf(salt), bytesOf(ikm));
  let [made, block] = [new Uint8Array(0), new Uint8Array(0)];
  for (let n = 1; made.length < size; n++) {
    block = Uint8Array.from(hmacSha256(p, extracted, joinBytes(block, bytesOf(info), Uint8Array.of(n))));
    made = Uint8Array.from(joinBytes(made, block));
  }
  return made.slice(0, size);
}

it('HMAC-SHA-256 carries every HKDF case of Wycheproof', () => {
  const cases = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
  expect(cases).toHaveLength(80);
  for (const one of cases) expect([one.tcId, toHex(hkdf(one)) === one.okm]).toEqual([one.tcId, one.result === 'valid']);
});
