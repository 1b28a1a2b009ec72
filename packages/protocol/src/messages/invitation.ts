import { joinBytes, sameBytes, sameSecret } from '../bytes/bytes.ts';
import { decodeCbor } from '../cbor/decode.ts';
import { encodeCbor } from '../cbor/encode.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { isCborArray, type CborValue } from '../cbor/value.ts';
import type { TrustCode } from '../codes.ts';
import { keyFromCbor, keyToCbor } from '../cose/key.ts';
import { enrolmentHash } from './enrolment.ts';
import { hmacSha256 } from '../bytes/hmac.ts';
import { attempt, MalformedInput } from '../malformed.ts';
import type { Primitives, PublicKey } from '../primitives.ts';

/** One side of an invitation: its two keys and a text that only the other side can read. */
export interface Introduction {
  readonly signingKey: PublicKey;
  /** HPKE P-256, 65 bytes. */
  readonly sealingKey: Uint8Array;
  /** Sealed by whoever introduces itself: the letter of an offer, the name of an answer. */
  readonly sealed: Uint8Array;
}

export type InvitationProblem = 'malformed' | 'key-swapped' | 'code-wrong';
type Judged =
  { readonly ok: true; readonly from: Introduction } | { readonly ok: false; readonly problem: InvitationProblem };

const LABEL = {
  box: encodeUtf8('lk1-invite-box'),
  offer: encodeUtf8('lk1-invite-offer'),
  answer: encodeUtf8('lk1-invite-answer'),
  letter: encodeUtf8('lk1-invite-letter'),
} as const;

export const OFFER_BYTES = 4096;
export const ANSWER_BYTES = 512;

/** Where both records lie at the server: 16 bytes that tell nothing of the secret. */
export const invitationBox = (p: Primitives, secret: Uint8Array): Uint8Array =>
  hmacSha256(p, secret, LABEL.box).slice(0, 16);

/** The key of the texts that go from the member to the person. */
export const letterKey = (p: Primitives, secret: Uint8Array): Uint8Array => hmacSha256(p, secret, LABEL.letter);

/** The code for the link, and the record for the server. `secret` is 16 random bytes, used once. */
export function makeOffer(
  p: Primitives,
  member: Introduction,
  secret: Uint8Array,
): { readonly code: TrustCode; readonly offer: Uint8Array } {
  const body = bodyOf(member);
  const offer = encodeCbor([body, hmacSha256(p, secret, joinBytes(LABEL.offer, body))]);
  return { code: { keyHash: enrolmentHash(p, member), secret }, offer };
}

/** At the person's device, before anything of the offer is shown: `offer` came through the server. */
export function verifyOffer(p: Primitives, offer: Uint8Array, code: TrustCode): Judged {
  const read = recordIn(offer, OFFER_BYTES);
  if (read === undefined) return { ok: false, problem: 'malformed' };
  if (!sameBytes(enrolmentHash(p, read.from), code.keyHash)) return { ok: false, problem: 'key-swapped' };
  const mac = hmacSha256(p, code.secret, joinBytes(LABEL.offer, read.body));
  return sameSecret(read.mac, mac) ? { ok: true, from: read.from } : { ok: false, problem: 'code-wrong' };
}

/** The person's yes to this very offer. */
export function makeAnswer(p: Primitives, offer: Uint8Array, person: Introduction, secret: Uint8Array): Uint8Array {
  const body = bodyOf(person);
  return encodeCbor([body, answerMac(p, offer, body, secret)]);
}

/** At the member's device, before the keys are pinned: `answer` came through the server. */
export function verifyAnswer(p: Primitives, offer: Uint8Array, answer: Uint8Array, secret: Uint8Array): Judged {
  const read = recordIn(answer, ANSWER_BYTES);
  if (read === undefined) return { ok: false, problem: 'malformed' };
  const mac = answerMac(p, offer, read.body, secret);
  return sameSecret(read.mac, mac) ? { ok: true, from: read.from } : { ok: false, problem: 'code-wrong' };
}

const answerMac = (p: Primitives, offer: Uint8Array, body: Uint8Array, secret: Uint8Array): Uint8Array =>
  hmacSha256(p, secret, joinBytes(LABEL.answer, p.sha256(offer), body));

const bodyOf = ({ signingKey, sealingKey, sealed }: Introduction): Uint8Array =>
  encodeCbor([keyToCbor(signingKey), sealingKey, sealed]);

interface OpenRecord {
  readonly from: Introduction;
  readonly body: Uint8Array;
  readonly mac: Uint8Array;
}

function recordIn(bytes: Uint8Array, limitBytes: number): OpenRecord | undefined {
  if (bytes.length > limitBytes) return undefined;
  const parsed = attempt(() => parse(bytes));
  return parsed.ok ? parsed.value : undefined;
}

function parse(bytes: Uint8Array): OpenRecord {
  const [body, mac] = tuple(decodeCbor(bytes), 2);
  if (!(body instanceof Uint8Array) || !(mac instanceof Uint8Array))
    throw new MalformedInput('message', 'not a record and its code');
  const [key, sealingKey, sealed] = tuple(decodeCbor(body), 3);
  if (key === undefined || !(sealingKey instanceof Uint8Array) || sealingKey.length !== 65)
    throw new MalformedInput('message', 'not two keys');
  if (!(sealed instanceof Uint8Array)) throw new MalformedInput('message', 'not a sealed text');
  return { from: { signingKey: keyFromCbor(key), sealingKey, sealed }, body, mac };
}

function tuple(value: CborValue, count: number): readonly CborValue[] {
  if (!isCborArray(value) || value.length !== count) throw new MalformedInput('message', `not an array of ${count}`);
  return value;
}
