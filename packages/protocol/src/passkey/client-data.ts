import { joinBytes } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { toBase64url } from '../bytes/base64url.ts';

/** What a browser says that it was asked, as far as anything is decided on it. */
export interface ClientData {
  /** Base64url. */
  readonly challenge: string;
  readonly origin: string;
  readonly crossOrigin: boolean;
}

/** Letters of base64url; printable ASCII without what JSON would escape. */
const CHALLENGE = /^[A-Za-z0-9_-]{1,100}$/;
const ORIGIN = /^[ !#-[\]-~]{1,200}$/;
const SHAPE =
  /^\{"type":"webauthn\.get","challenge":"([^"]*)","origin":"([^"]*)","crossOrigin":(true|false)(?:\}|,.*\})$/;

/**
 * `clientDataJSON` of an assertion, as WebAuthn Level 3 §5.8.1.1 has browsers write it; undefined for anything else. By its prefix (§5.8.1.2),
 * so that no reader of JSON with ideas of its own about repeated names stands between. What follows `crossOrigin` is not read.
 */
export function readClientData(bytes: Uint8Array): ClientData | undefined {
  const [, challenge = '', origin = '', crossOrigin] = SHAPE.exec(latin1(bytes)) ?? [];
  if (!CHALLENGE.test(challenge) || !ORIGIN.test(origin)) return undefined;
  return { challenge, origin, crossOrigin: crossOrigin === 'true' };
}

/** One letter a byte: a byte above ASCII matches nothing above, and no decoder has to be believed. Line ends do not occur either. */
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

const PURPOSE = encodeUtf8('lk1-roster');

/** What an authenticator is asked to sign for the roster of this hash, 42 bytes: no sign-in of a server has this length. */
export const assertionChallenge = (hash: Uint8Array): Uint8Array => joinBytes(PURPOSE, hash);

export const challengeText = (hash: Uint8Array): string => toBase64url(assertionChallenge(hash));
