import { createCipheriv, createECDH, createHmac, type ECDH } from 'node:crypto';
import { HPKE_SUITE, type Sealed } from './hpke.ts';

/**
 * The sealing half of `hpke.ts` by OpenSSL and in one go: WebCrypto makes nineteen jobs of it, each with a way to another thread and back, which is most
 * of what a hub's film costs before its first picture.
 */
const VERSION = Buffer.from('HPKE-v1');
const two = (n: number) => Buffer.of(n >> 8, n & 0xff);
const { kem, kdf, aead } = HPKE_SUITE;
const OF_KEM = Buffer.concat([Buffer.from('KEM'), two(kem)]);
const OF_HPKE = Buffer.concat([Buffer.from('HPKE'), two(kem), two(kdf), two(aead)]);
const NOTHING = new Uint8Array(0);
const NO_SALT = Buffer.alloc(32);
const POINT_BYTES = 65;

type Bytes = Uint8Array;

const hmac = (key: Bytes, ...parts: readonly Bytes[]): Buffer => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};

/** RFC 9180, section 4: LabeledExtract and LabeledExpand. Nothing here is longer than one block of SHA-256. */
const extract = (suite: Bytes, salt: Bytes, label: string, secret: Bytes): Buffer =>
  hmac(salt, VERSION, suite, Buffer.from(label), secret);
const expand = (suite: Bytes, key: Bytes, label: string, info: Bytes, length: 12 | 32): Buffer =>
  hmac(key, two(length), VERSION, suite, Buffer.from(label), info, Buffer.of(1)).subarray(0, length);

const NO_PSK = extract(OF_HPKE, NO_SALT, 'psk_id_hash', NOTHING);
const BASE_MODE = Buffer.of(0);

/** Seals to a 65 byte public key; opened by `openSealed`. @throws for what is no point of the curve */
export function sealToOnNode(recipient: Bytes, plaintext: Bytes, info: Bytes, aad: Bytes = NOTHING): Sealed {
  const ephemeral = createECDH('prime256v1');
  ephemeral.generateKeys();
  return sealWith(ephemeral, recipient, plaintext, info, aad);
}

/** With a key pair that must never be used again: by itself only for the published vectors. */
export function sealWith(ephemeral: ECDH, recipient: Bytes, plaintext: Bytes, info: Bytes, aad: Bytes): Sealed {
  if (recipient.length !== POINT_BYTES || recipient[0] !== 4) throw new RangeError('Not an uncompressed point.');
  const enc = ephemeral.getPublicKey();
  const agreed = extract(OF_KEM, NO_SALT, 'eae_prk', ephemeral.computeSecret(recipient));
  const shared = expand(OF_KEM, agreed, 'shared_secret', Buffer.concat([enc, recipient]), 32);
  const context = Buffer.concat([BASE_MODE, NO_PSK, extract(OF_HPKE, NO_SALT, 'info_hash', info)]);
  const secret = extract(OF_HPKE, shared, 'secret', NOTHING);
  const key = expand(OF_HPKE, secret, 'key', context, 32);
  const cipher = createCipheriv('aes-256-gcm', key, expand(OF_HPKE, secret, 'base_nonce', context, 12)).setAAD(aad);
  const sealed = [cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
  return { enc: new Uint8Array(enc), ct: new Uint8Array(Buffer.concat(sealed)) };
}
