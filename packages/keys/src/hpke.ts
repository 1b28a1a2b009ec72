import type { KeyHandle, KeyPair } from './handle.ts';
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { own } from './signer.ts';

/** HPKE (RFC 9180) base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
export const HPKE_SUITE = { kem: 0x0010, kdf: 0x0001, aead: 0x0002 } as const;

/** `enc` is the 65 byte encapsulated key, `ct` the ciphertext with its 16 byte tag. */
export interface Sealed {
  readonly enc: Uint8Array;
  readonly ct: Uint8Array;
}

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const NOTHING = new Uint8Array(0);

/** A new key pair to be sealed to; the private half is non-extractable. Keep the pair: opening needs both halves. */
export async function generateSealingKeys(): Promise<KeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
}

/** 65 bytes, uncompressed: the form in rosters and enrolments. */
export async function rawSealingKey(publicKey: KeyHandle): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
}

/** Seals to a 65 byte public key. `info` names the purpose and must be the same at both ends; rejects for a point off the curve. */
export async function sealTo(
  recipient: Uint8Array,
  plaintext: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array = NOTHING,
): Promise<Sealed> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(own(recipient).buffer);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: own(info).buffer });
  const ct = await sender.seal(own(plaintext).buffer, own(aad).buffer);
  return { enc: new Uint8Array(sender.enc), ct: new Uint8Array(ct) };
}

/** Undefined when it was not sealed to this key, for this purpose, with this aad. */
export async function openSealed(
  keys: KeyPair,
  sealed: Sealed,
  info: Uint8Array,
  aad: Uint8Array = NOTHING,
): Promise<Uint8Array | undefined> {
  try {
    const recipient = await suite.createRecipientContext({
      recipientKey: keys,
      enc: own(sealed.enc).buffer,
      info: own(info).buffer,
    });
    return new Uint8Array(await recipient.open(own(sealed.ct).buffer, own(aad).buffer));
  } catch {
    return undefined;
  }
}

/** One byte string for both parts: enc is always 65 bytes. */
export function packSealed({ enc, ct }: Sealed): Uint8Array {
  const packed = new Uint8Array(enc.length + ct.length);
  packed.set(enc);
  packed.set(ct, enc.length);
  return packed;
}

/** Undefined when too short to be one. */
export function unpackSealed(packed: Uint8Array): Sealed | undefined {
  return packed.length < 65 + 16 ? undefined : { enc: packed.slice(0, 65), ct: packed.slice(65) };
}
