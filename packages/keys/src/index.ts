export * from './aead.ts';
export * from './hpke.ts';
export * from './portable.ts';
export { generateSigner, generateSigningKeys, randomBytes, signerFromCryptoKey } from './signer.ts';
export type { KeyHandle, KeyPair } from './handle.ts';
