import { joinBytes, sameBytes } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import type { RosterPasskey } from '../claims/household.ts';
import type { Assertion } from '../cose/envelope.ts';
import type { Primitives } from '../primitives.ts';
import { readClientData } from './client-data.ts';

/** Why an assertion does not count, in the order of docs/protocol/00-roster.md. */
export type AssertionProblem =
  'passkey-form' | 'passkey-other-roster' | 'passkey-other-page' | 'passkey-nobody' | 'passkey-wrong';

/** UP: somebody was there. UV: and proved by finger, face or PIN who. */
const PRESENT_AND_VERIFIED = 1 | 4;

/** WebAuthn Level 3 §7.2 as far as it applies without a session, an attestation and a counter. `challenge` is base64url. */
export function assertionProblem(
  p: Primitives,
  { authenticatorData, clientDataJSON, signature }: Assertion,
  { key, page }: RosterPasskey,
  challenge: string,
): AssertionProblem | undefined {
  const said = readClientData(clientDataJSON);
  if (said === undefined) return 'passkey-form';
  if (said.challenge !== challenge) return 'passkey-other-roster';
  const from = pageOf(p, authenticatorData.subarray(0, 32), said.origin);
  if (said.crossOrigin || !sameBytes(from, page)) return 'passkey-other-page';
  if (((authenticatorData[32] ?? 0) & PRESENT_AND_VERIFIED) !== PRESENT_AND_VERIFIED) return 'passkey-nobody';
  const signed = joinBytes(authenticatorData, p.sha256(clientDataJSON));
  return p.verify(key, signed, signature) ? undefined : 'passkey-wrong';
}

/** Where a passkey asserts: `rpId` as authenticators know it, `origin` as browsers write it. 32 bytes. */
export const passkeyPage = (p: Primitives, rpId: string, origin: string): Uint8Array =>
  pageOf(p, p.sha256(encodeUtf8(rpId)), origin);

const pageOf = (p: Primitives, rpIdHash: Uint8Array, origin: string): Uint8Array =>
  p.sha256(joinBytes(rpIdHash, encodeUtf8(origin)));
