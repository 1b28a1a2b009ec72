import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromHex, toBase64url } from '@latchkey/protocol';
import { openSealed } from './index.ts';

interface Rfc9180 {
  readonly skRm: string;
  readonly pkRm: string;
  readonly enc: string;
  readonly info: string;
  readonly encryptions: readonly { readonly aad: string; readonly ciphertext: string; readonly plaintext: string }[];
}

const FILE = new URL('../../../vectors/published/hpke-base-p256-sha256-aes256gcm.json', import.meta.url);
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

it('opens what RFC 9180 sealed', async () => {
  const vector = JSON.parse(readFileSync(FILE, 'utf8')) as Rfc9180;
  const [message] = vector.encryptions;
  if (message === undefined) throw new Error('no message');
  const point = bytesOf(vector.pkRm);
  const publicJwk = { kty: 'EC', crv: 'P-256', x: toBase64url(point.slice(1, 33)), y: toBase64url(point.slice(33)) };
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const publicKey = await crypto.subtle.importKey('jwk', publicJwk, curve, true, []);
  const privateJwk = { ...publicJwk, d: toBase64url(bytesOf(vector.skRm)) };
  const privateKey = await crypto.subtle.importKey('jwk', privateJwk, curve, false, ['deriveBits']);
  const sealed = { enc: bytesOf(vector.enc), ct: bytesOf(message.ciphertext) };
  const opened = await openSealed({ publicKey, privateKey }, sealed, bytesOf(vector.info), bytesOf(message.aad));
  expect(opened).toEqual(bytesOf(message.plaintext));
});
