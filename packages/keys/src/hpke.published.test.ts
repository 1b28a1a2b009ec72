import { createECDH } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromHex, toBase64url } from '@latchkey/protocol';
import { generateSealingKeys, openSealed, rawSealingKey } from './index.ts';
import { sealToOnNode, sealWith } from './node-hpke-seal.ts';

interface Rfc9180 {
  readonly skRm: string;
  readonly pkRm: string;
  readonly skEm: string;
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

it('seals on Node to the bytes that RFC 9180 has', () => {
  const vector = JSON.parse(readFileSync(FILE, 'utf8')) as Rfc9180;
  const [message] = vector.encryptions;
  const ephemeral = createECDH('prime256v1');
  ephemeral.setPrivateKey(bytesOf(vector.skEm));
  const plaintext = bytesOf(message?.plaintext ?? '');
  const sealed = sealWith(
    ephemeral,
    bytesOf(vector.pkRm),
    plaintext,
    bytesOf(vector.info),
    bytesOf(message?.aad ?? ''),
  );
  expect(sealed).toEqual({ enc: bytesOf(vector.enc), ct: bytesOf(message?.ciphertext ?? '') });
});

it('seals on Node what WebCrypto opens, anew each time, and to no other purpose', async () => {
  const keys = await generateSealingKeys();
  const to = await rawSealingKey(keys.publicKey);
  const [text, info, aad] = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array, Uint8Array]; // prettier-ignore
  const sealed = sealToOnNode(to, text, info, aad);
  expect(await openSealed(keys, sealed, info, aad)).toEqual(text);
  expect(await openSealed(keys, sealed, info)).toBeUndefined();
  expect(await openSealed(keys, sealed, aad, aad)).toBeUndefined();
  expect(await openSealed(await generateSealingKeys(), sealed, info, aad)).toBeUndefined();
  expect(sealToOnNode(to, text, info, aad).enc).not.toEqual(sealed.enc);
});

it('seals on Node to nothing that is no point of the curve', () => {
  const off = new Uint8Array(65).fill(4);
  for (const key of [off, off.slice(0, 64), new Uint8Array(65), new Uint8Array(0)])
    expect(() => sealToOnNode(key, off, off)).toThrow();
});
