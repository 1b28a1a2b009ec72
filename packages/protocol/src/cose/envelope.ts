import { joinBytes, NO_BYTES } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { MalformedInput } from '../malformed.ts';
import { pooled, StringReader, stringSize, Writer } from './strings.ts';

/**
 * COSE_Sign1 of this profile (RFC 9052 §4.2), untagged: [protected, unprotected, payload, signature] where protected is {1: -7} or
 * {1: -7, 4: kid8}, unprotected is {} or a roster's {-65537: assertion}, and signature is 64 bytes. So few byte patterns are legal that
 * they are compared, not interpreted.
 */
export interface Envelope {
  readonly protectedBytes: Uint8Array;
  /** Attacker's claim of who signed; only present in objects that a member signs. */
  readonly kid: Uint8Array | undefined;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  readonly assertion?: Assertion;
}

/** What an authenticator signed beside (WebAuthn Level 3 §6.3.3); believed by nobody before `judgeAssertion`. docs/protocol/00-roster.md */
export interface Assertion {
  /** 37 to 232 bytes: so a household of sixteen, each with a passkey, and the longest word fit into 4,096. */
  readonly authenticatorData: Uint8Array;
  /** 1 to 512 bytes. */
  readonly clientDataJSON: Uint8Array;
  /** 64 bytes r ‖ s, not DER. */
  readonly signature: Uint8Array;
}

const PLAIN = Uint8Array.of(0xa1, 0x01, 0x26);
const WITH_KID = Uint8Array.of(0xa2, 0x01, 0x26, 0x04, 0x48);
const EMPTY = Uint8Array.of(0xa0);
/** {-65537: [ up to the first of three byte strings. */
const ASSERTED = Uint8Array.of(0xa1, 0x3a, 0x00, 0x01, 0x00, 0x00, 0x83);
/** ["lk1", kind, parent] up to the kind. */
const VERSION = Uint8Array.of(0x83, 0x63, ...encodeUtf8('lk1'));
const CONTEXT = Uint8Array.of(0x84, 0x6a, ...encodeUtf8('Signature1'));

export function protectedHeader(kid: Uint8Array | undefined): Uint8Array {
  if (kid === undefined) return PLAIN;
  if (kid.length !== 8) throw new RangeError('A kid has eight bytes.');
  return joinBytes(WITH_KID, kid);
}

/** Throws `MalformedInput`. `mayAssert`: whether objects of this kind may carry an assertion. */
export function decodeEnvelope(bytes: Uint8Array, mayAssert = false): Envelope {
  if (bytes[0] !== 0x84) throw new MalformedInput('envelope', 'not an untagged array of four');
  const reader = new StringReader(bytes, 1);
  const protectedBytes = reader.next();
  const assertion = unprotected(reader, mayAssert);
  const payload = reader.next();
  const signature = reader.next();
  if (signature.length !== 64) throw new MalformedInput('envelope', 'signature is not 64 bytes');
  if (!reader.atEnd()) throw new MalformedInput('envelope', 'bytes after the end');
  const envelope = { protectedBytes, kid: kidIn(protectedBytes), payload, signature };
  return assertion === undefined ? envelope : { ...envelope, assertion };
}

export function encodeEnvelope(
  protectedBytes: Uint8Array,
  payload: Uint8Array,
  signature: Uint8Array,
  assertion?: Assertion,
): Uint8Array {
  const header = assertion === undefined ? EMPTY : encodeAssertion(assertion);
  const strings = stringSize(protectedBytes) + stringSize(payload) + stringSize(signature);
  return new Writer(new Uint8Array(1 + header.length + strings))
    .byte(0x84)
    .string(protectedBytes)
    .bytes(header)
    .string(payload)
    .string(signature).written;
}

/** external_aad = bstr .cbor ["lk1", kind, parent]; `parent` is empty or 32 bytes. */
export function externalAad(kind: number, parent: Uint8Array = NO_BYTES): Uint8Array {
  if (kind > 255) throw new RangeError('Kinds above 255 need a longer head.');
  const long = kind >= 24;
  const out = new Writer(new Uint8Array(VERSION.length + (long ? 2 : 1) + stringSize(parent))).bytes(VERSION);
  if (long) out.byte(0x18);
  return out.byte(kind).string(parent).written;
}

/** Sig_structure (RFC 9052 §4.4): the bytes that are signed, and whose SHA-256 names the object. */
export function sigStructure(protectedBytes: Uint8Array, aad: Uint8Array, payload: Uint8Array): Uint8Array {
  const strings = stringSize(protectedBytes) + stringSize(aad) + stringSize(payload);
  const into = pooled(CONTEXT.length + strings);
  return new Writer(into).bytes(CONTEXT).string(protectedBytes).string(aad).string(payload).written;
}

function unprotected(reader: StringReader, mayAssert: boolean): Assertion | undefined {
  if (reader.skip(EMPTY)) return undefined;
  if (!mayAssert || !reader.skip(ASSERTED))
    throw new MalformedInput('envelope', 'an unprotected header that is not known');
  const assertion = { authenticatorData: reader.next(), clientDataJSON: reader.next(), signature: reader.next() };
  if (!fits(assertion)) throw new MalformedInput('envelope', 'an assertion of another size');
  return assertion;
}

function encodeAssertion(assertion: Assertion): Uint8Array {
  if (!fits(assertion)) throw new RangeError('An assertion has other sizes.');
  const { authenticatorData, clientDataJSON, signature } = assertion;
  const strings = stringSize(authenticatorData) + stringSize(clientDataJSON) + stringSize(signature);
  return new Writer(new Uint8Array(ASSERTED.length + strings))
    .bytes(ASSERTED)
    .string(authenticatorData)
    .string(clientDataJSON)
    .string(signature).written;
}

const fits = ({ authenticatorData, clientDataJSON, signature }: Assertion): boolean =>
  within(authenticatorData, 37, 232) && within(clientDataJSON, 1, 512) && signature.length === 64;

const within = ({ length }: Uint8Array, min: number, max: number): boolean => length >= min && length <= max;

function kidIn(header: Uint8Array): Uint8Array | undefined {
  if (header.length === 3 && startsWith(header, PLAIN)) return undefined;
  if (header.length === 13 && startsWith(header, WITH_KID)) return header.subarray(5);
  throw new MalformedInput('envelope', 'protected header is neither {1: -7} nor {1: -7, 4: kid}');
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  for (let i = 0; i < prefix.length; i++) if (bytes[i] !== prefix[i]) return false;
  return true;
}
