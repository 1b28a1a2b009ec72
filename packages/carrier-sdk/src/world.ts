import type { Fetch } from '@latchkey/contract';
import type { Primitives, Signer } from '@latchkey/protocol';

/** Every effect that the SDK needs. `@latchkey/keys` has the cryptography for browsers, `@latchkey/keys/node` for Node. */
export interface World {
  /** scheme://host[:port] of the Latchkey server; empty for the page's own origin. */
  readonly server: string;
  readonly fetch: Fetch;
  readonly primitives: Primitives;
  /** Cryptographically secure. */
  readonly random: (lengthBytes: number) => Uint8Array;
  /** HPKE to a raw 65-byte P-256 point: encapsulated key ‖ ciphertext. */
  readonly seal: (to: Uint8Array, plaintext: Uint8Array, info: Uint8Array) => Promise<Uint8Array>;
  /** Unix seconds; windows of assignments only. The door trusts its own clock. */
  readonly nowS: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The keys of a carrier or of a courier's device. Both may be non-extractable: the SDK never asks for private bytes. */
export interface OwnKeys {
  readonly signer: Signer;
  readonly sealing: SealingKey;
}

export interface SealingKey {
  /** Raw uncompressed P-256 point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** Rejects when the envelope was not sealed to this key with this `info`. */
  readonly open: (envelope: Uint8Array, info: Uint8Array) => Promise<Uint8Array>;
}

/** `cookie` in a page of the server's own origin, `bearer` in programs. */
export type Transport = 'cookie' | 'bearer';
