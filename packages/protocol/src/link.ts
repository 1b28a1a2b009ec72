import { NO_BYTES, toHex } from './bytes/bytes.ts';
import { decodeCbor } from './cbor/decode.ts';
import { encodeCbor } from './cbor/encode.ts';
import type { Codec } from './claims/schema.ts';
import {
  decodeEnvelope,
  encodeEnvelope,
  externalAad,
  protectedHeader,
  sigStructure,
  type Assertion,
} from './cose/envelope.ts';
import { kidOf } from './cose/key.ts';
import { attempt, MalformedInput, type Malformed } from './malformed.ts';
import type { Primitives, PublicKey, Signer } from './primitives.ts';

/** One signed object. Reading it says nothing about who signed it; only `verifyLink` does. */
export interface Link<C> {
  /** The bytes as they travel. Two links may differ in their signature bytes and be the same statement: key on `hash`. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the Sig_structure, 32 bytes: the name of the statement in ledgers, blocks and caches. */
  readonly hash: Uint8Array;
  /** The same in hex: its key in maps. */
  readonly name: string;
  readonly claims: C;
  /** Who claims to have signed; present exactly in objects that members sign. */
  readonly kid?: Uint8Array;
  readonly signature: Uint8Array;
  /** A roster's; no part of the statement, and of `hash` neither. */
  readonly assertion?: Assertion;
  /** The Sig_structure. */
  readonly toBeSigned: Uint8Array;
}

export type Read<C> =
  { readonly ok: true; readonly link: Link<C> } | { readonly ok: false; readonly problem: Malformed };

export interface KindRules<C> {
  /** The number in external_aad; grows, never reused. */
  readonly number: number;
  readonly codec: Codec<C>;
  readonly kid: 'member' | 'none' | 'either';
  readonly maxBytes: number;
  /** Whether a WebAuthn assertion may stand beside the signature. */
  readonly mayAssert?: true;
}

/** Reads strictly; throws `MalformedInput`. `parent` is empty or the 32 bytes of the parent's hash; where it stands may ask more of `kid` than its kind. */
export function parseLink<C>(
  p: Primitives,
  rules: KindRules<C>,
  bytes: Uint8Array,
  parent: Uint8Array = NO_BYTES,
  kidWanted: KindRules<C>['kid'] = rules.kid,
): Link<C> {
  if (bytes.length > rules.maxBytes) throw new MalformedInput('size', `more than ${rules.maxBytes} bytes`);
  const { protectedBytes, kid, payload, signature, assertion } = decodeEnvelope(bytes, rules.mayAssert);
  if (kidWanted === 'member' && kid === undefined) throw new MalformedInput('envelope', 'kid is missing');
  if (kidWanted === 'none' && kid !== undefined) throw new MalformedInput('envelope', 'kid where none belongs');
  const claims = rules.codec.decode(decodeCbor(payload), 'claims');
  const toBeSigned = sigStructure(protectedBytes, externalAad(rules.number, parent), payload);
  const hash = p.sha256(toBeSigned);
  const link = { bytes, hash, name: toHex(hash), claims, signature, toBeSigned };
  const whole = assertion === undefined ? link : { ...link, assertion };
  return kid === undefined ? whole : { ...whole, kid };
}

export function readLink<C>(p: Primitives, rules: KindRules<C>, bytes: Uint8Array, parent?: Uint8Array): Read<C> {
  const read = attempt(() => parseLink(p, rules, bytes, parent));
  return read.ok ? { ok: true, link: read.value } : read;
}

export interface SigningPlace {
  readonly parent?: Uint8Array;
  /** Whether the signer's kid goes into the protected header. */
  readonly asMember: boolean;
}

/** Throws RangeError when the claims do not fit the kind's schema: that is the caller's mistake, not a peer's. */
export async function signLink<C>(
  p: Primitives,
  rules: KindRules<C>,
  signer: Signer,
  claims: C,
  place: SigningPlace,
): Promise<Link<C>> {
  const kid = place.asMember ? kidOf(p, signer.key) : undefined;
  const protectedBytes = protectedHeader(kid);
  const payload = encodeCbor(rules.codec.encode(claims));
  const toBeSigned = sigStructure(protectedBytes, externalAad(rules.number, place.parent), payload);
  const signature = await signer.sign(toBeSigned);
  const bytes = encodeEnvelope(protectedBytes, payload, signature);
  if (bytes.length > rules.maxBytes)
    throw new RangeError(`An object of this kind has at most ${rules.maxBytes} bytes.`);
  const hash = p.sha256(toBeSigned);
  const link = { bytes, hash, name: toHex(hash), claims, signature, toBeSigned };
  return kid === undefined ? link : { ...link, kid };
}

/** The same statement with an assertion beside its signature. Throws RangeError for sizes that no reader takes. */
export function assertedLink<C>(rules: KindRules<C>, link: Link<C>, assertion: Assertion): Link<C> {
  const { protectedBytes, payload, signature } = decodeEnvelope(link.bytes, rules.mayAssert);
  const bytes = encodeEnvelope(protectedBytes, payload, signature, assertion);
  if (bytes.length > rules.maxBytes)
    throw new RangeError(`An object of this kind has at most ${rules.maxBytes} bytes.`);
  return { ...link, bytes, assertion };
}

export function verifyLink(p: Primitives, link: Link<unknown>, key: PublicKey): boolean {
  return p.verify(key, link.toBeSigned, link.signature);
}
