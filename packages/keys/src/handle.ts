/**
 * WebCrypto's CryptoKey and CryptoKeyPair by their shape: assignable both ways, and nameable where the DOM's types are not loaded, as in programs
 * for Node that use this package.
 */
export interface KeyHandle {
  readonly algorithm: { name: string };
  readonly extractable: boolean;
  readonly type: 'private' | 'public' | 'secret';
  readonly usages: ('decrypt' | 'deriveBits' | 'deriveKey' | 'encrypt' | 'sign' | 'unwrapKey' | 'verify' | 'wrapKey')[];
}

export interface KeyPair {
  readonly privateKey: KeyHandle;
  readonly publicKey: KeyHandle;
}
