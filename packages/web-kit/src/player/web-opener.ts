import type { OpenSealed } from './film-reader.ts';

/** AES-256-GCM by the browser; the key cannot be read out again. */
export function webOpener(subtle: SubtleCrypto): (sealKey: Uint8Array) => Promise<OpenSealed> {
  return async (sealKey) => {
    const key = await subtle.importKey('raw', new Uint8Array(sealKey), 'AES-GCM', false, ['decrypt']);
    return async (nonce, header, ciphertext) => {
      const parameters = { name: 'AES-GCM', iv: new Uint8Array(nonce), additionalData: new Uint8Array(header) };
      return new Uint8Array(await subtle.decrypt(parameters, key, new Uint8Array(ciphertext)));
    };
  };
}
