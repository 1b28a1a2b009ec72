import { fromAscii, fromBase64, join, same, toBase64, toHex, type Sha256 } from './bytes.ts';

/** c2sp.org/signed-note, for texts of printable ASCII. A note is text, an empty line, and signature lines. */

export interface Signature {
  readonly name: string;
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly Signature[];
}

/** 1: the log's own Ed25519 signature; 4: a witness's, with its time (c2sp.org/tlog-cosignature). */
export type KeyKind = 1 | 4;

export interface NoteKey {
  readonly name: string;
  readonly kind: KeyKind;
  /** 32 bytes, RFC 8032. */
  readonly publicKey: Uint8Array;
  readonly keyId: Uint8Array;
}

const MOST_LETTERS = 16_384;
const MOST_SIGNATURES = 32;
const ED25519_BYTES = 32;
const NAME = /^[\x21-\x2a\x2c-\x7e]{1,200}$/;

export function noteKey(sha256: Sha256, name: string, kind: KeyKind, publicKey: Uint8Array): NoteKey {
  const label = fromAscii(`${name}\n`);
  if (!NAME.test(name) || label === undefined || publicKey.length !== ED25519_BYTES)
    throw new RangeError('a note key has a name without spaces and plus signs, and 32 bytes');
  const keyId = sha256(join(label, Uint8Array.of(kind), publicKey)).slice(0, 4);
  return { name, kind, publicKey, keyId };
}

/** `name+0123abcd+base64`: how verifiers are told a key. */
export const verifierKey = ({ name, kind, publicKey, keyId }: NoteKey): string =>
  `${name}+${toHex(keyId)}+${toBase64(join(Uint8Array.of(kind), publicKey))}`;

export function readVerifierKey(sha256: Sha256, text: string): NoteKey | undefined {
  const [name = '', id = '', ...rest] = text.split('+');
  const bytes = fromBase64(rest.join('+'));
  const kind = bytes?.[0];
  if (bytes?.length !== ED25519_BYTES + 1 || (kind !== 1 && kind !== 4) || !NAME.test(name)) return undefined;
  const key = noteKey(sha256, name, kind, bytes.slice(1));
  return toHex(key.keyId) === id ? key : undefined;
}

export const signatureLine = ({ name, keyId, bytes }: Signature): string =>
  `\u2014 ${name} ${toBase64(join(keyId, bytes))}\n`;

export function readSignatureLine(line: string): Signature | undefined {
  const parts = /^\u2014 (\S+) (\S+)$/.exec(line);
  const [, name = '', text = ''] = parts ?? [];
  const bytes = fromBase64(text);
  if (!NAME.test(name) || bytes === undefined || bytes.length <= 4) return undefined;
  return { name, keyId: bytes.slice(0, 4), bytes: bytes.slice(4) };
}

export const writeNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(signatureLine).join('')}`;

/** Undefined for anything that is no note; the signatures are read, not verified. */
export function readNote(whole: string, mostLetters = MOST_LETTERS): Note | undefined {
  if (whole.length > mostLetters || !whole.endsWith('\n')) return undefined;
  const at = whole.lastIndexOf('\n\n');
  if (at < 0) return undefined;
  const text = whole.slice(0, at + 1);
  const lines = whole.slice(at + 2, -1).split('\n');
  if (fromAscii(text) === undefined || lines.length > MOST_SIGNATURES) return undefined;
  const signatures: Signature[] = [];
  for (const line of lines) {
    const signature = readSignatureLine(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text, signatures };
}

/** Both name and id must be the key's. */
export const isBy = (key: NoteKey, { name, keyId }: Signature): boolean => name === key.name && same(keyId, key.keyId);
