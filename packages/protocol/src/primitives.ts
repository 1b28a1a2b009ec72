/** What this package asks of a cryptographic library. Implementations: `@latchkey/keys` and `@latchkey/keys/node`. */
export interface Primitives {
  /** SHA-256; 32 bytes. */
  readonly sha256: (data: Uint8Array) => Uint8Array;
  /**
   * ES256 over `message` (hashed inside). `signature` is 64 bytes r ‖ s; both s and n − s are accepted. Answers false, and never
   * throws, for a point that is not on the curve and for r or s out of range.
   */
  readonly verify: (key: PublicKey, message: Uint8Array, signature: Uint8Array) => boolean;
}

/** A compressed P-256 point. Whether it lies on the curve is found out by `verify`, not by parsing. */
export interface PublicKey {
  /** Big-endian x coordinate, 32 bytes. */
  readonly x: Uint8Array;
  /** Whether y is odd. */
  readonly yOdd: boolean;
}

/** Holds a private key that may be non-extractable. */
export interface Signer {
  readonly key: PublicKey;
  /** ES256; resolves to 64 bytes r ‖ s. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
}
