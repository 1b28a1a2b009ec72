import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromHex } from '../index.ts';
import { p } from '../testing/people.ts';
import { rawSignature } from './authenticator.ts';

interface Case {
  readonly tcId: number;
  readonly key: string;
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'invalid';
}

const FILE = new URL('../../../../vectors/published/wycheproof-ecdsa-p256-sha256-der.jsonl', import.meta.url);
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const cases = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

const verifies = ({ key, msg, sig }: Case): boolean => {
  const [point, raw] = [bytesOf(key), rawSignature(bytesOf(sig))];
  return (
    raw !== undefined && p.verify({ x: point.slice(1, 33), yOdd: ((point[64] ?? 0) & 1) === 1 }, bytesOf(msg), raw)
  );
};

it('a signature in DER counts where Wycheproof calls it valid, and nowhere else', () => {
  expect(cases).toHaveLength(484);
  for (const one of cases) expect([one.tcId, verifies(one)]).toEqual([one.tcId, one.result === 'valid']);
});
