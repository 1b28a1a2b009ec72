import { joinBytes } from '@latchkey/protocol';

/** The records of key establishment, NTS-KE (RFC 8915 §4). What a server says here is believed only after its certificates are. */

export const NTSKE_PORT = 4460;
export const NTSKE_ALPN = 'ntske/1';
export const NTP_PORT = 123;
/** Eight cookies of the usual 100 bytes take one kilobyte. */
export const NTSKE_LIMIT_BYTES = 8192;
export const EXPORTER_LABEL = 'EXPORTER-network-time-security';
export const NTS_KEY_BYTES = 32;
/** NTPv4, AEAD_AES_SIV_CMAC_256, and which way (§5.1). */
export const CLIENT_TO_SERVER: Uint8Array = Uint8Array.of(0, 0, 0, 15, 0);
export const SERVER_TO_CLIENT: Uint8Array = Uint8Array.of(0, 0, 0, 15, 1);

const END = 0;
const NEXT_PROTOCOL = 1;
const ERROR = 2;
const WARNING = 3;
const AEAD = 4;
const COOKIE = 5;
const SERVER = 6;
const PORT = 7;

const NTPV4 = 0;
const AES_SIV_CMAC_256 = 15;
const CRITICAL = 0x80;
const MAX_COOKIES = 8;
const MAX_COOKIE_BYTES = 512;

export interface Establishment {
  /** One to eight, each for one question. */
  readonly cookies: readonly Uint8Array[];
  /** Where to ask; absent: the machine that the keys were established with. */
  readonly host?: string;
  readonly port: number;
}

export type EstablishmentFailure =
  'malformed' | 'refused' | 'unknown-critical-record' | 'other-protocol' | 'other-algorithm' | 'no-cookies';

interface KeRecord {
  readonly critical: boolean;
  readonly type: number;
  readonly body: Uint8Array;
}

const record = (type: number, ...words: readonly number[]): Uint8Array => {
  const body = words.flatMap((word) => [word >> 8, word & 0xff]);
  return Uint8Array.of(CRITICAL, type, 0, body.length, ...body);
};

/** What a client asks for: NTPv4 with the one algorithm that every server has. */
export const establishmentRequest = (): Uint8Array =>
  joinBytes(record(NEXT_PROTOCOL, NTPV4), record(AEAD, AES_SIV_CMAC_256), record(END));

const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Up to the end record; undefined: it is not there, or more stands behind it. */
function recordsOf(bytes: Uint8Array): readonly KeRecord[] | undefined {
  const records: KeRecord[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + word(bytes, at + 2);
    if (end > bytes.length) return undefined;
    const type = word(bytes, at) & 0x7fff;
    records.push({ critical: (bytes[at] ?? 0) >= CRITICAL, type, body: bytes.slice(at + 4, end) });
    if (type === END) return end === bytes.length ? records : undefined;
    at = end;
  }
  return undefined;
}

/** Whether a server has said its last record: nothing more is waited for. */
export const isWholeEstablishment = (bytes: Uint8Array): boolean => recordsOf(bytes) !== undefined;

const one = (records: readonly KeRecord[], type: number): KeRecord | undefined => {
  const found = records.filter((each) => each.type === type);
  return found.length === 1 ? found[0] : undefined;
};

const saysOnly = (found: KeRecord | undefined, value: number): boolean =>
  found?.body.length === 2 && word(found.body, 0) === value;

const known: ReadonlySet<number> = new Set([END, NEXT_PROTOCOL, ERROR, WARNING, AEAD, COOKIE, SERVER, PORT]);
/** A name or an address, and nothing that a resolver might read as something else. */
const hostForm = /^(?!.*\.\.)[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/;

/** A server's answer; every byte of it may be hostile. */
export function readEstablishment(bytes: Uint8Array): Establishment | EstablishmentFailure {
  const records = bytes.length > NTSKE_LIMIT_BYTES ? undefined : recordsOf(bytes);
  if (records === undefined) return 'malformed';
  // No warning has a meaning yet, and §4.1.4 asks to take an unknown one for an error.
  if (records.some(({ type }) => type === ERROR || type === WARNING)) return 'refused';
  if (records.some(({ type, critical }) => critical && !known.has(type))) return 'unknown-critical-record';
  if (!saysOnly(one(records, NEXT_PROTOCOL), NTPV4)) return 'other-protocol';
  if (!saysOnly(one(records, AEAD), AES_SIV_CMAC_256)) return 'other-algorithm';
  const cookies = records.filter(({ type }) => type === COOKIE).map(({ body }) => body);
  if (cookies.length === 0) return 'no-cookies';
  if (cookies.some((cookie) => !isCookie(cookie))) return 'malformed';
  const host = whereTo(records);
  const port = whichPort(records);
  if (host === undefined || port === undefined) return 'malformed';
  return { cookies: cookies.slice(0, MAX_COOKIES), port, ...(host === '' ? {} : { host }) };
}

/** It goes into an extension field as it is, so it fills whole words there. */
export const isCookie = ({ length }: Uint8Array): boolean =>
  length >= 16 && length <= MAX_COOKIE_BYTES && length % 4 === 0;

/** Empty: not said; undefined: said in a way that no server should. */
const whereTo = (records: readonly KeRecord[]): string | undefined => {
  const said = records.filter(({ type }) => type === SERVER);
  if (said.length === 0) return '';
  const host = Buffer.from(said[0]?.body ?? []).toString('latin1');
  return said.length === 1 && hostForm.test(host) ? host : undefined;
};

const whichPort = (records: readonly KeRecord[]): number | undefined => {
  const said = records.filter(({ type }) => type === PORT);
  if (said.length === 0) return NTP_PORT;
  const body = said[0]?.body ?? new Uint8Array(0);
  const port = word(body, 0);
  return said.length === 1 && body.length === 2 && port > 0 ? port : undefined;
};
