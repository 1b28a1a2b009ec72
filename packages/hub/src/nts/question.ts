import { joinBytes, NO_BYTES, sameBytes } from '@latchkey/protocol';
import { openSiv, sealSiv, SIV_TAG_BYTES } from './aes-siv.ts';
import { isCookie } from './establishment.ts';
import { FIELD, fieldsOf, inField, type ExtensionField } from './fields.ts';
import { NTP_HEADER_BYTES, readHeader, type NtpHeader } from './header.ts';

/** One question to a time server and its authenticated answer (RFC 8915 §5). */

export const MAX_ANSWER_BYTES = 2048;
const NONCE_BYTES = 16;
const UNIQUE_BYTES = 32;
const CLIENT_NTPV4 = 0x23;
const TRANSMIT_AT = 40;

export interface Question {
  readonly packet: Uint8Array;
  readonly uniqueId: Uint8Array;
  /** Eight random bytes in the place of our time, which is nobody's business: the answer repeats them. */
  readonly transmit: Uint8Array;
}

/** `cookies` are asked for, the one that is spent among them. */
export function makeQuestion(
  key: Uint8Array,
  cookie: Uint8Array,
  cookies: number,
  random: (bytes: number) => Uint8Array,
): Question {
  const [uniqueId, transmit, nonce] = [random(UNIQUE_BYTES), random(8), random(NONCE_BYTES)];
  const header = new Uint8Array(NTP_HEADER_BYTES);
  header[0] = CLIENT_NTPV4;
  header.set(transmit, TRANSMIT_AT);
  const placeholder = inField(FIELD.placeholder, new Uint8Array(cookie.length));
  const more = Array.from({ length: cookies - 1 }, () => placeholder);
  const before = joinBytes(header, inField(FIELD.uniqueId, uniqueId), inField(FIELD.cookie, cookie), ...more);
  const sealed = sealSiv(key, [before, nonce], NO_BYTES);
  const authenticator = inField(FIELD.authenticator, joinBytes(lengths(NONCE_BYTES, sealed.length), nonce, sealed));
  return { packet: joinBytes(before, authenticator), uniqueId, transmit };
}

const lengths = (nonce: number, sealed: number): Uint8Array =>
  Uint8Array.of(nonce >> 8, nonce & 0xff, sealed >> 8, sealed & 0xff);

export type Heard =
  /** Not an answer to this question, or not one of this server: whoever sent it. */
  | { readonly kind: 'nothing' }
  /** The server does not know the cookie. Nobody signed that: it may be anybody's who saw the question. */
  | { readonly kind: 'nak' }
  | { readonly kind: 'answer'; readonly header: NtpHeader; readonly cookies: readonly Uint8Array[] };

const NOTHING = { kind: 'nothing' } as const;

/** Every byte of a datagram may be hostile; what comes out as an answer was sealed by the server for this question. */
export function hear(datagram: Uint8Array, key: Uint8Array, question: Question): Heard {
  if (datagram.length > MAX_ANSWER_BYTES) return NOTHING;
  const header = readHeader(datagram);
  const fields = fieldsOf(datagram, NTP_HEADER_BYTES);
  if (header === undefined || fields === undefined) return NOTHING;
  if (header.mode !== 'server' || !sameBytes(header.origin, question.transmit)) return NOTHING;
  const [unique, ...others] = fields.filter(({ type }) => type === FIELD.uniqueId);
  if (unique === undefined || others.length > 0 || !sameBytes(unique.body, question.uniqueId)) return NOTHING;
  const authenticators = fields.filter(({ type }) => type === FIELD.authenticator);
  if (authenticators.length === 0) return header.stratum === 0 && header.kiss === 'NTSN' ? { kind: 'nak' } : NOTHING;
  const last = fields.at(-1);
  // Nothing may stand behind it: that would be said by nobody.
  if (authenticators.length > 1 || last?.type !== FIELD.authenticator) return NOTHING;
  const sealed = opened(datagram, last, key);
  const inside = sealed === undefined ? undefined : fieldsOf(sealed, 0);
  if (inside === undefined) return NOTHING;
  const cookies = inside.filter(({ type, body }) => type === FIELD.cookie && isCookie(body)).map(({ body }) => body);
  return { kind: 'answer', header, cookies };
}

const padded = (length: number): number => (length + 3) & ~3;

/** §5.6. Everything before the authenticator's own field is what it vouches for. */
function opened(datagram: Uint8Array, { at, body }: ExtensionField, key: Uint8Array): Uint8Array | undefined {
  if (body.length < 4) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [nonceBytes, sealedBytes] = [view.getUint16(0), view.getUint16(2)];
  const sealedAt = 4 + padded(nonceBytes);
  if (nonceBytes < 1 || sealedBytes < SIV_TAG_BYTES || sealedAt + padded(sealedBytes) > body.length) return undefined;
  const nonce = body.slice(4, 4 + nonceBytes);
  return openSiv(key, [datagram.slice(0, at), nonce], body.slice(sealedAt, sealedAt + sealedBytes));
}
