import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ed25519Signer, generateEd25519Key, verifyEd25519 as verifyOnNode } from './node-ed25519.ts';
import { verifyEd25519 as verifyAnywhere } from './portable-ed25519.ts';

interface Wycheproof {
  readonly tcId: number;
  readonly pk: string;
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'invalid';
}
const FILE = new URL('../../../vectors/published/wycheproof-ed25519.jsonl', import.meta.url);
const published = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Wycheproof);

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

describe.each([
  ['OpenSSL', verifyOnNode],
  ['plain JavaScript', verifyAnywhere],
])('Ed25519 by %s', (_, verifyEd25519) => {
  it('verifies RFC 8032 §7.1, test 2', () => {
    const key = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = hex('92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'); // prettier-ignore
    expect(verifyEd25519(key, hex('72'), signature)).toBe(true);
    expect(verifyEd25519(key, hex('73'), signature)).toBe(false);
    expect(verifyEd25519(key.slice(1), hex('72'), signature)).toBe(false);
    expect(verifyEd25519(key, hex('72'), signature.slice(1))).toBe(false);
  });

  it('says valid of what Wycheproof calls valid, and of nothing else', () => {
    expect(published).toHaveLength(151);
    for (const { tcId, pk, msg, sig, result } of published)
      expect([tcId, verifyEd25519(hex(pk), hex(msg), hex(sig))]).toEqual([tcId, result === 'valid']);
  });

  it('signs what its public key verifies, and takes no other kind of key', () => {
    const signer = ed25519Signer(generateEd25519Key());
    const message = hex('00ff');
    expect(verifyEd25519(signer.publicKey, message, signer.sign(message))).toBe(true);
    const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    expect(() => ed25519Signer(new Uint8Array(other.export({ format: 'der', type: 'pkcs8' })))).toThrow(RangeError);
    expect(() => ed25519Signer(hex('00'))).toThrow(RangeError);
  });
});
