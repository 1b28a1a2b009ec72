import { joinBytes, sameBytes, sameSecret } from '../bytes/bytes.ts';
import { decodeCbor } from '../cbor/decode.ts';
import { encodeCbor } from '../cbor/encode.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { isCborArray, type CborValue } from '../cbor/value.ts';
import { bytes, text } from '../claims/schema.ts';
import type { TrustCode } from '../codes.ts';
import { keyFromCbor, keyToCbor } from '../cose/key.ts';
import { hmacSha256 } from '../bytes/hmac.ts';
import { attempt, MalformedInput } from '../malformed.ts';
import type { Primitives, PublicKey } from '../primitives.ts';

/**
 * How a courier's device or a person introduces its keys to somebody who has only the server between them (docs/protocol/enrolment.md): the
 * record may pass through the server, the code may not. A server that swaps the key is noticed by hash and by HMAC before first use.
 */
export interface Enrolment {
  readonly signingKey: PublicKey;
  /** HPKE P-256, 65 bytes. */
  readonly sealingKey: Uint8Array;
  /** What the device calls itself; shown to a person, believed by nobody. */
  readonly name: string;
}

export type EnrolmentProblem = 'malformed' | 'key-swapped' | 'code-wrong';

const LABEL = encodeUtf8('lk1-enrol');
const TAKE_ON = encodeUtf8('lk1-take-on');
const BOX = encodeUtf8('lk1-box');
const nameOf = text(40);
const sealingKeyOf = bytes(65);

/** Hash of both keys: the first half of the code. */
export function enrolmentHash(p: Primitives, keys: Pick<Enrolment, 'signingKey' | 'sealingKey'>): Uint8Array {
  return p.sha256(encodeCbor([keyToCbor(keys.signingKey), keys.sealingKey]));
}

/** The public record, and the code to hand over by QR or in a link's fragment. `secret` is 16 random bytes, used once. */
export function makeEnrolment(
  p: Primitives,
  enrolment: Enrolment,
  secret: Uint8Array,
): { readonly record: Uint8Array; readonly code: TrustCode } {
  const body = bodyOf(enrolment);
  return { record: encodeCbor([body, macOf(p, secret, body)]), code: { keyHash: enrolmentHash(p, enrolment), secret } };
}

export function verifyEnrolment(
  p: Primitives,
  record: Uint8Array,
  code: TrustCode,
): { readonly ok: true; readonly enrolment: Enrolment } | { readonly ok: false; readonly problem: EnrolmentProblem } {
  if (record.length > 512) return { ok: false, problem: 'malformed' };
  const parsed = attempt(() => parse(record));
  if (!parsed.ok) return { ok: false, problem: 'malformed' };
  const { enrolment, body, mac } = parsed.value;
  if (!sameBytes(enrolmentHash(p, enrolment), code.keyHash)) return { ok: false, problem: 'key-swapped' };
  return sameSecret(mac, macOf(p, code.secret, body)) ? { ok: true, enrolment } : { ok: false, problem: 'code-wrong' };
}

/**
 * 32 bytes that whoever was shown the code can make, and nobody who merely knows the key: a carrier shows them to the server to take the device
 * on. The device leaves their SHA-256 there, of which the server makes neither these nor the code.
 */
export function admissionOf(p: Primitives, { keyHash, secret }: TrustCode): Uint8Array {
  return hmacSha256(p, secret, joinBytes(TAKE_ON, keyHash));
}

/** Where the record lies at the server: 16 bytes that whoever was shown the code can make, and nobody who merely knows the key. */
export function boxOf(p: Primitives, { keyHash, secret }: TrustCode): Uint8Array {
  return hmacSha256(p, secret, joinBytes(BOX, keyHash)).slice(0, 16);
}

function bodyOf({ signingKey, sealingKey, name }: Enrolment): Uint8Array {
  return encodeCbor([keyToCbor(signingKey), sealingKeyOf.encode(sealingKey), nameOf.encode(name)]);
}

function macOf(p: Primitives, secret: Uint8Array, body: Uint8Array): Uint8Array {
  return hmacSha256(p, secret, joinBytes(LABEL, body));
}

function parse(record: Uint8Array): {
  readonly enrolment: Enrolment;
  readonly body: Uint8Array;
  readonly mac: Uint8Array;
} {
  const [body, mac] = tuple(decodeCbor(record), 2);
  if (!(body instanceof Uint8Array) || !(mac instanceof Uint8Array))
    throw new MalformedInput('message', 'not a record and its code');
  const [key, sealingKey, name] = tuple(decodeCbor(body), 3) as readonly [CborValue, CborValue, CborValue];
  const enrolment = {
    signingKey: keyFromCbor(key),
    sealingKey: sealingKeyOf.decode(sealingKey, 'sealingKey'),
    name: nameOf.decode(name, 'name'),
  };
  return { enrolment, body, mac };
}

function tuple(value: CborValue, count: number): readonly CborValue[] {
  if (!isCborArray(value) || value.length !== count) throw new MalformedInput('message', `not an array of ${count}`);
  return value;
}
