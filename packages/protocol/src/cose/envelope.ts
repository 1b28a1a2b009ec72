import { joinBytes, NO_BYTES } from '../bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { MalformedInput } from '../malformed.ts';

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
  /** 37 to 256 bytes. */
  readonly authenticatorData: Uint8Array;
  /** 1 to 512 bytes. */
  readonly clientDataJSON: Uint8Array;
  /** 64 bytes r ‖ s, not DER. */
  readonly signature: Uint8Array;
}

const PLAIN = Uint8Array.of(0xa1, 0x01, 0x26);
const WITH_KID = Uint8Array.of(0xa2, 0x01, 0x26, 0x04, 0x48);
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
  const [protectedBytes, afterProtected] = byteString(bytes, 1);
  const [assertion, afterHeaders] = unprotected(bytes, afterProtected, mayAssert);
  const [payload, afterPayload] = byteString(bytes, afterHeaders);
  const [signature, end] = byteString(bytes, afterPayload);
  if (signature.length !== 64) throw new MalformedInput('envelope', 'signature is not 64 bytes');
  if (end !== bytes.length) throw new MalformedInput('envelope', 'bytes after the end');
  const envelope = { protectedBytes, kid: kidIn(protectedBytes), payload, signature };
  return assertion === undefined ? envelope : { ...envelope, assertion };
}

export function encodeEnvelope(
  protectedBytes: Uint8Array,
  payload: Uint8Array,
  signature: Uint8Array,
  assertion?: Assertion,
): Uint8Array {
  return joinBytes(
    Uint8Array.of(0x84),
    stringHead(protectedBytes),
    protectedBytes,
    assertion === undefined ? Uint8Array.of(0xa0) : encodeAssertion(assertion),
    stringHead(payload),
    payload,
    stringHead(signature),
    signature,
  );
}

/** external_aad = bstr .cbor ["lk1", kind, parent]; `parent` is empty or 32 bytes. */
export function externalAad(kind: number, parent: Uint8Array = NO_BYTES): Uint8Array {
  if (kind > 255) throw new RangeError('Kinds above 255 need a longer head.');
  const head = kind < 24 ? Uint8Array.of(kind) : Uint8Array.of(0x18, kind);
  return joinBytes(VERSION, head, stringHead(parent), parent);
}

/** Sig_structure (RFC 9052 §4.4): the bytes that are signed, and whose SHA-256 names the object. */
export function sigStructure(protectedBytes: Uint8Array, aad: Uint8Array, payload: Uint8Array): Uint8Array {
  return joinBytes(
    CONTEXT,
    stringHead(protectedBytes),
    protectedBytes,
    stringHead(aad),
    aad,
    stringHead(payload),
    payload,
  );
}

/** The unprotected header that begins at `at`, and where it ends. */
function unprotected(bytes: Uint8Array, at: number, mayAssert: boolean): readonly [Assertion | undefined, number] {
  if (bytes[at] === 0xa0) return [undefined, at + 1];
  if (!mayAssert || !startsWith(bytes.subarray(at), ASSERTED))
    throw new MalformedInput('envelope', 'an unprotected header that is not known');
  const [authenticatorData, afterData] = byteString(bytes, at + ASSERTED.length);
  const [clientDataJSON, afterClient] = byteString(bytes, afterData);
  const [signature, end] = byteString(bytes, afterClient);
  const assertion = { authenticatorData, clientDataJSON, signature };
  if (!fits(assertion)) throw new MalformedInput('envelope', 'an assertion of another size');
  return [assertion, end];
}

function encodeAssertion(assertion: Assertion): Uint8Array {
  if (!fits(assertion)) throw new RangeError('An assertion has other sizes.');
  const { authenticatorData, clientDataJSON, signature } = assertion;
  const parts = [authenticatorData, clientDataJSON, signature].flatMap((part) => [stringHead(part), part]);
  return joinBytes(ASSERTED, ...parts);
}

const fits = ({ authenticatorData, clientDataJSON, signature }: Assertion): boolean =>
  within(authenticatorData, 37, 256) && within(clientDataJSON, 1, 512) && signature.length === 64;

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

/** Head of a byte string in its shortest form. */
function stringHead(content: Uint8Array): Uint8Array {
  const length = content.length;
  if (length < 24) return Uint8Array.of(0x40 | length);
  if (length < 0x100) return Uint8Array.of(0x58, length);
  if (length < 0x10000) return Uint8Array.of(0x59, length >> 8, length & 0xff);
  throw new RangeError('No object of lk1 is this long.');
}

/** The byte string that begins at `at`, and where it ends. */
function byteString(bytes: Uint8Array, at: number): readonly [Uint8Array, number] {
  const first = bytes[at] ?? 0;
  const one = bytes[at + 1] ?? 0;
  const two = bytes[at + 2] ?? 0;
  let length = first & 31;
  let start = at + 1;
  if (first === 0x58 && one >= 24) [length, start] = [one, at + 2];
  else if (first === 0x59 && one > 0) [length, start] = [(one << 8) | two, at + 3];
  else if (first >> 5 !== 2 || length >= 24)
    throw new MalformedInput('envelope', 'not a byte string in its shortest form');
  if (length > bytes.length - start) throw new MalformedInput('envelope', 'cut off');
  return [bytes.subarray(start, start + length), start + length];
}
