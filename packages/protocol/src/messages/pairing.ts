import { joinBytes, NO_BYTES, sameBytes, sameSecret } from '../bytes/bytes.ts';
import { decodeCbor } from '../cbor/decode.ts';
import { encodeCbor } from '../cbor/encode.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { isCborArray, type CborValue } from '../cbor/value.ts';
import { PAIRING, type PairingAnswer } from '../claims/report.ts';
import type { TrustCode } from '../codes.ts';
import { keyFromCbor, keyHashOf, keyToCbor, sameKey } from '../cose/key.ts';
import type { RosterState } from '../decision/doorstate.ts';
import { hmacSha256 } from '../bytes/hmac.ts';
import { readLink, signLink, verifyLink, type Link } from '../link.ts';
import { attempt, MalformedInput } from '../malformed.ts';
import { readReceipt } from '../objects.ts';
import { openRoster } from '../rosters.ts';
import type { Primitives, PublicKey, Signer } from '../primitives.ts';
import type { Roster } from '../claims/household.ts';

/**
 * Pairing (docs/protocol/08-pairing.md): app → hub hello, hub → app answer, app → hub confirm with the first roster. The server relays the bytes.
 * Each message carries an HMAC by the code's secret over everything said so far, under a label of its own direction and turn, so that no
 * message can be reflected, replayed into another pairing, or moved to another turn.
 */
export interface PairingHello {
  readonly memberKey: PublicKey;
  /** HPKE P-256, 65 bytes. */
  readonly sealingKey: Uint8Array;
  /** 16 random bytes. */
  readonly nonce: Uint8Array;
}

export type PairingProblem =
  'malformed' | 'code-wrong' | 'hub-key-wrong' | 'signature-wrong' | 'other-hello' | 'roster-wrong';
type No = { readonly ok: false; readonly problem: PairingProblem };

const LABEL = {
  hello: 'lk1-pair-1-app-to-hub',
  answer: 'lk1-pair-2-hub-to-app',
  confirm: 'lk1-pair-3-app-to-hub',
} as const;

export function makePairingHello(p: Primitives, code: TrustCode, hello: PairingHello): Uint8Array {
  const body = encodeCbor([1, keyToCbor(hello.memberKey), hello.sealingKey, hello.nonce]);
  return withMac(p, code, 'hello', [], body);
}

export function readPairingHello(
  p: Primitives,
  code: TrustCode,
  bytes: Uint8Array,
): { readonly ok: true; readonly hello: PairingHello } | No {
  const body = bodyOf(p, code, 'hello', [], bytes);
  if (!body.ok) return body;
  const parsed = attempt((): PairingHello => {
    const [turn, key, sealingKey, nonce] = items(decodeCbor(body.body), 4);
    if (turn !== 1 || key === undefined) throw new MalformedInput('message', 'not a hello');
    return { memberKey: keyFromCbor(key), sealingKey: exactly(sealingKey, 65), nonce: exactly(nonce, 16) };
  });
  return parsed.ok ? { ok: true, hello: parsed.value } : { ok: false, problem: 'malformed' };
}

/** The hub's answer, signed by its key as well: the signature proves the key, the HMAC proves that the hub has the code. */
export async function makePairingAnswer(
  p: Primitives,
  code: TrustCode,
  hub: Signer,
  hello: Uint8Array,
  answer: Omit<PairingAnswer, 'hubKey' | 'hello'>,
): Promise<Uint8Array> {
  const link = await signLink(
    p,
    PAIRING,
    hub,
    { ...answer, hubKey: hub.key, hello: p.sha256(hello) },
    { asMember: false },
  );
  return withMac(p, code, 'answer', [hello], link.bytes);
}

export function readPairingAnswer(
  p: Primitives,
  code: TrustCode,
  hello: Uint8Array,
  bytes: Uint8Array,
): { readonly ok: true; readonly answer: PairingAnswer } | No {
  const body = bodyOf(p, code, 'answer', [hello], bytes);
  if (!body.ok) return body;
  const read = readLink(p, PAIRING, body.body);
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { hubKey, hello: answered } = read.link.claims;
  if (!sameBytes(keyHashOf(p, hubKey), code.keyHash)) return { ok: false, problem: 'hub-key-wrong' };
  if (!sameBytes(answered, p.sha256(hello))) return { ok: false, problem: 'other-hello' };
  return verifyLink(p, read.link, hubKey)
    ? { ok: true, answer: read.link.claims }
    : { ok: false, problem: 'signature-wrong' };
}

/** The first roster goes last, so that the hub knows that the app has seen its answer. */
export function makePairingConfirm(
  p: Primitives,
  code: TrustCode,
  hello: Uint8Array,
  answer: Uint8Array,
  roster: Link<Roster>,
): Uint8Array {
  return withMac(p, code, 'confirm', [hello, answer], roster.bytes);
}

/** The hub takes the roster as its first only if the key of the hello signed it, as an admin. */
export function readPairingConfirm(
  p: Primitives,
  code: TrustCode,
  hello: Uint8Array,
  answer: Uint8Array,
  bytes: Uint8Array,
): { readonly ok: true; readonly roster: Link<Roster>; readonly state: RosterState } | No {
  const body = bodyOf(p, code, 'confirm', [hello, answer], bytes);
  if (!body.ok) return body;
  const said = readPairingHello(p, code, hello);
  if (!said.ok) return said;
  const opened = openRoster(p, body.body);
  if (!opened.ok) return { ok: false, problem: 'roster-wrong' };
  const signer = opened.link.claims.members.find(({ key }) => sameKey(key, said.hello.memberKey));
  const own =
    signer !== undefined &&
    sameBytes(signer.sealingKey, said.hello.sealingKey) &&
    verifyLink(p, opened.link, signer.key);
  return own ? { ok: true, roster: opened.link, state: opened.state } : { ok: false, problem: 'roster-wrong' };
}

/** What the hub answers to the confirmation: its receipt, and the hash of the one before (empty: none), without which nobody who knows no other receipt could verify it. */
export const makePaired = (receipt: Uint8Array, previous: Uint8Array): Uint8Array => encodeCbor([receipt, previous]);

/** Whether these bytes are the hub's own word, *paired*, for this first roster. Whoever carried them may have made them up. */
export function provesPaired(p: Primitives, hubKey: PublicKey, rosterHash: Uint8Array, bytes: Uint8Array): boolean {
  const parts = partsOf(bytes);
  if (!parts.ok) return false;
  const [receipt = NO_BYTES, previous = NO_BYTES] = parts.value;
  if (previous.length !== 0 && previous.length !== 32) return false;
  const read = readReceipt(p, receipt, previous);
  if (!read.ok || !verifyLink(p, read.link, hubKey)) return false;
  const { event, detail } = read.link.claims;
  return event === 'paired' && detail?.epoch === 1 && sameBytes(detail.rosterHash ?? NO_BYTES, rosterHash);
}

/** The bytes of the roster in a confirmation that nobody looks at: for a hub that has that roster. Undefined for what has no such form. */
export function rosterInConfirm(bytes: Uint8Array): Uint8Array | undefined {
  const parts = partsOf(bytes);
  return parts.ok ? parts.value[0] : undefined;
}

function withMac(
  p: Primitives,
  code: TrustCode,
  turn: keyof typeof LABEL,
  before: readonly Uint8Array[],
  body: Uint8Array,
): Uint8Array {
  return encodeCbor([body, macOf(p, code, turn, before, body)]);
}

/** The lengths of all parts are in the CBOR, so that no two transcripts have the same bytes. */
function macOf(
  p: Primitives,
  code: TrustCode,
  turn: keyof typeof LABEL,
  before: readonly Uint8Array[],
  body: Uint8Array,
): Uint8Array {
  const transcript = encodeCbor([code.keyHash, ...before, body]);
  return hmacSha256(p, code.secret, joinBytes(encodeUtf8(LABEL[turn]), transcript));
}

function bodyOf(
  p: Primitives,
  code: TrustCode,
  turn: keyof typeof LABEL,
  before: readonly Uint8Array[],
  bytes: Uint8Array,
): { readonly ok: true; readonly body: Uint8Array } | No {
  const parsed = partsOf(bytes);
  if (!parsed.ok) return { ok: false, problem: 'malformed' };
  const [body = NO_BYTES, mac = NO_BYTES] = parsed.value;
  return sameSecret(mac, macOf(p, code, turn, before, body))
    ? { ok: true, body }
    : { ok: false, problem: 'code-wrong' };
}

const partsOf = (bytes: Uint8Array) =>
  attempt(() => {
    if (bytes.length > 6000) throw new MalformedInput('size', 'more than 6000 bytes');
    return items(decodeCbor(bytes), 2).map((item) => exactly(item));
  });

function items(value: CborValue, count: number): readonly CborValue[] {
  if (!isCborArray(value) || value.length !== count) throw new MalformedInput('message', `not an array of ${count}`);
  return value;
}

function exactly(value: CborValue | undefined, length?: number): Uint8Array {
  const fits = value instanceof Uint8Array && (length === undefined || value.length === length);
  if (!fits) throw new MalformedInput('message', 'not a byte string of its length');
  return value;
}
