import type { KeyHandle } from './handle.ts';
import { own } from './signer.ts';

/** AES-256-GCM by WebCrypto. Nonces are 12 bytes and the caller's care: never two messages under one nonce and key. */
export async function importContentKey(key: Uint8Array): Promise<KeyHandle> {
  if (key.length !== 32) throw new RangeError('A content key has 32 bytes.');
  return crypto.subtle.importKey('raw', own(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Ciphertext followed by the 16 byte tag. */
export async function sealAead(
  key: KeyHandle,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
): Promise<Uint8Array> {
  return new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv: own(nonce), additionalData: own(aad) }, key, own(plaintext)),
  );
}

/** Undefined when the tag does not fit. */
export async function openAead(
  key: KeyHandle,
  nonce: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: own(nonce), additionalData: own(aad) }, key, own(sealed)),
    );
  } catch {
    return undefined;
  }
}
