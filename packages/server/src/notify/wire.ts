import type { TlsOutcome } from '@latchkey/keys/node';

/** The way out to browsers' push services. Encryption and the server's own key belong to it: both need randomness and the wall clock. */
export interface PushWire {
  /** Raw P-256 point, base64url: browsers bind their subscription to it. */
  readonly publicKey: string;
  readonly send: (to: PushTarget, message: PushMessage) => Promise<PushOutcome>;
}

export interface PushTarget {
  readonly endpoint: string;
  readonly publicKey: Uint8Array;
  readonly secret: Uint8Array;
}

export interface PushMessage {
  readonly text: string;
  /** How long the push service keeps it for a device that is away. */
  readonly ttlS: number;
  readonly urgency: 'high' | 'normal';
  /** A newer message of the same topic replaces one that was not delivered yet; at most 32 letters. */
  readonly topic: string;
}

/** A push service that TLS did not believe was not asked; it may be right again later, and is named. */
export type PushOutcome = PushAnswer | TlsOutcome;

/**
 * `gone`: the browser unsubscribed, and the endpoint is dead for good. `later`: worth another try. `refused`: the same message
 * would be refused again.
 */
type PushAnswer = 'taken' | 'gone' | 'later' | 'refused';
