import type { KeyPair } from './handle.ts';
import type { Signer } from '@latchkey/protocol';
import { publicKeyFromRaw } from './portable.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGN = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A new signing key whose private half cannot leave the device. Store the pair in IndexedDB as it is. */
export async function generateSigningKeys(): Promise<KeyPair> {
  return crypto.subtle.generateKey(ES256, false, ['sign', 'verify']);
}

/** Wraps a stored pair. Signs once and verifies it before use, because some browsers lose the private half of stored keys; rejects with an Error then. */
export async function signerFromCryptoKey(pair: KeyPair): Promise<Signer> {
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const signer: Signer = {
    key: publicKeyFromRaw(raw),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign(SIGN, pair.privateKey, own(message))),
  };
  const trial = crypto.getRandomValues(new Uint8Array(32));
  const good = await crypto.subtle.verify(SIGN, pair.publicKey, own(await signer.sign(trial)), own(trial));
  if (!good) throw new Error('The stored signing key does not work any more.');
  return signer;
}

export async function generateSigner(): Promise<Signer> {
  return signerFromCryptoKey(await generateSigningKeys());
}

/** WebCrypto's types want bytes that are surely not shared. */
export function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
