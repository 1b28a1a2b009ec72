import { createECDH } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromHex } from '@latchkey/protocol';
import { generateSealingKeys, openSealed, sealTo } from './index.ts';
import { sealToOnNode, sealWith } from './node-hpke-seal.ts';

interface Case {
  readonly tcId: number;
  readonly public: string;
  readonly private: string;
  readonly shared: string;
  /** `acceptable`: a compressed point, which RFC 9180 §7.1.1 does not know. */
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

const FILE = new URL('../../../vectors/published/wycheproof-ecdh-p256-point.jsonl', import.meta.url);
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const cases = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);
const valid = cases.filter(({ result }) => result === 'valid');
const others = cases.filter(({ result }) => result !== 'valid');
const [text, info] = [new Uint8Array(32).fill(1), new Uint8Array(5).fill(2)];

it('seals with the secret on which Wycheproof agrees, whatever it looks like', () => {
  expect(valid).toHaveLength(330);
  for (const { tcId, private: own, public: other, shared } of valid) {
    const ours = createECDH('prime256v1');
    ours.setPrivateKey(bytesOf(own.slice(-64).padStart(64, '0')));
    const theirs = Object.assign(Object.create(ours) as typeof ours, {
      getPublicKey: () => ours.getPublicKey(),
      computeSecret: () => Buffer.from(shared, 'hex'),
    });
    const [one, two] = [ours, theirs].map((ecdh) => sealWith(ecdh, bytesOf(other), text, info, info));
    expect([tcId, one]).toEqual([tcId, two]);
  }
});

it('seals to no point that is not one, and opens nothing that names one', async () => {
  expect(others).toHaveLength(25);
  const keys = await generateSealingKeys();
  for (const { public: other } of others) {
    const point = bytesOf(other);
    expect(() => sealToOnNode(point, text, info)).toThrow();
    await expect(sealTo(point, text, info)).rejects.toThrow();
    expect(await openSealed(keys, { enc: point, ct: new Uint8Array(48) }, info)).toBeUndefined();
  }
});
