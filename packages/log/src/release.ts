import { fromBase64, join, readCount, toBase64, toHex, type Sha256 } from './bytes.ts';
import { readNote, writeNote, type Signature } from './note.ts';

/** docs/release.md: what the makers of the apps signed, file by file. A signed note with ECDSA P-256 (c2sp.org/signed-note, type 0x02). */

export interface ReleasedFile {
  /** As a browser asks for it: `/home/`, `/assets/first-0a1b2c3d.js`. */
  readonly path: string;
  /** Standard base64, as `integrity` attributes write it. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface Release {
  readonly version: string;
  /** Never smaller in a later release: Unix seconds of what it was built from. */
  readonly order: number;
  /** The verifier key of whoever makes releases from this one on. */
  readonly key: string;
  /** The content security policy of each page, with no address in it but its own. */
  readonly policy: string;
  readonly files: ReadonlyMap<string, ReleasedFile>;
}

/** What a device remembers of the release it runs. */
export interface Pin {
  readonly key: string;
  readonly order: number;
}

export type ReleaseProblem = 'malformed' | 'other-key' | 'signature-wrong' | 'older';
export type OpenedRelease =
  | { readonly ok: true; readonly release: Release; readonly text: string }
  | { readonly ok: false; readonly problem: ReleaseProblem };

/** `spki` and `signature` are DER, as OpenSSL and signed notes have them. */
export type VerifyEs256 = (spki: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>;
export type SignEs256 = (message: Uint8Array) => Uint8Array;

interface ReleaseKey {
  readonly name: string;
  /** 8 hex digits. */
  readonly id: string;
  readonly spki: Uint8Array;
}

const HEADING = 'latchkey-release@v1';
const ECDSA = 2;
/** What comes before the 65 bytes of a P-256 point in every such key (RFC 5480). */
const SPKI_P256 = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE';
const MOST_LETTERS = 262_144;
const HEAD =
  /^latchkey-release@v1\nversion ([\w.-]{1,40})\norder (\d+)\nkey (\S{1,300})\npolicy ([\x20-\x7e]{1,2000})\n/;
const FILE = /^([A-Za-z0-9+/]{43}=) (\d+) (\/[\x21-\x7e]{0,200})$/;

const bytesOf = (ascii: string): Uint8Array => Uint8Array.from(ascii, (letter) => letter.charCodeAt(0));
const byPath = (a: ReleasedFile, b: ReleasedFile): number => (a.path < b.path ? -1 : 1);

/** What is signed, and whose SHA-256 is an entry of the log. One text for one release. */
export const releaseText = ({ version, order, key, policy, files }: Release): string => {
  const lines = [...files.values()].sort(byPath).map(({ sha256, bytes, path }) => `${sha256} ${bytes} ${path}\n`);
  return `${HEADING}\nversion ${version}\norder ${order}\nkey ${key}\npolicy ${policy}\n${lines.join('')}`;
};

export function readReleaseText(text: string): Release | undefined {
  const [head = '', version = '', count = '', key = '', policy = ''] = HEAD.exec(text) ?? [];
  const order = readCount(count);
  if (head === '' || order === undefined) return undefined;
  const files = new Map<string, ReleasedFile>();
  for (const line of text.slice(head.length, -1).split('\n')) {
    const [, sha256 = '', size = '', path = ''] = FILE.exec(line) ?? [];
    const bytes = readCount(size);
    if (bytes === undefined) return undefined;
    files.set(path, { path, sha256, bytes });
  }
  const release = { version, order, key, policy, files };
  return releaseText(release) === text ? release : undefined;
}

/** `spki`: a P-256 key as DER. @throws RangeError for another kind of key, or a name that signed notes do not know */
export function releaseKey(sha256: Sha256, name: string, spki: Uint8Array): string {
  const key = `${name}+${toHex(sha256(spki).slice(0, 4))}+${toBase64(join(Uint8Array.of(ECDSA), spki))}`;
  if (readKey(key) === undefined) throw new RangeError('a release key is a P-256 key with a name without spaces');
  return key;
}

function readKey(text: string): ReleaseKey | undefined {
  const [, name = '', id = '', rest = ''] = /^([\x21-\x2a\x2c-\x7e]{1,100})\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  const bytes = fromBase64(rest);
  if (bytes?.length !== 92 || bytes[0] !== ECDSA) return undefined;
  const spki = bytes.slice(1);
  return toBase64(spki).startsWith(SPKI_P256) ? { name, id, spki } : undefined;
}

/** The note over `text`, signed by each of `signers`: the release's own key, and before a change of keys also the one before. */
export function signRelease(
  text: string,
  signers: readonly { readonly key: string; readonly sign: SignEs256 }[],
): string {
  const signatures = signers.map(({ key, sign }): Signature => {
    const { name, id } = readKey(key) ?? { name: '', id: '' };
    return {
      name,
      keyId: Uint8Array.from([0, 2, 4, 6], (at) => parseInt(id.slice(at, at + 2), 16)),
      bytes: sign(bytesOf(text)),
    };
  });
  return writeNote({ text, signatures });
}

/** What a note signs, whoever signed it: its SHA-256 is the release's entry in a log. Undefined for what is no release. */
export function releasedText(whole: string): string | undefined {
  const note = readNote(whole, MOST_LETTERS);
  return note === undefined || readReleaseText(note.text) === undefined ? undefined : note.text;
}

/**
 * A release as a device takes it that knows `pin`: signed by the key it knows, and not older than what it has. One that names another key
 * hands over to it, and is signed by both. Without a pin it is signed by the key that it names: the first time is believed.
 */
export async function openRelease(verify: VerifyEs256, pin: Pin | undefined, whole: string): Promise<OpenedRelease> {
  const note = readNote(whole, MOST_LETTERS);
  const release = note === undefined ? undefined : readReleaseText(note.text);
  if (note === undefined || release === undefined) return { ok: false, problem: 'malformed' };
  for (const wanted of new Set([pin?.key ?? release.key, release.key])) {
    const key = readKey(wanted);
    if (key === undefined) return { ok: false, problem: 'malformed' };
    const own = note.signatures.filter(({ name, keyId }) => name === key.name && toHex(keyId) === key.id);
    if (own.length === 0) return { ok: false, problem: 'other-key' };
    for (const { bytes } of own)
      if (!(await verify(key.spki, bytesOf(note.text), bytes))) return { ok: false, problem: 'signature-wrong' };
  }
  if (pin !== undefined && release.order < pin.order) return { ok: false, problem: 'older' };
  return { ok: true, release, text: note.text };
}

/** A server's settings add addresses to connect to; nothing else of a page's policy may differ from the signed one. */
export const isPolicyOf = ({ policy }: Release, served: string): boolean =>
  served.replace(/(connect-src 'self')(?: +(?:wss?|https?):\/\/[\w.:-]+)*/, '$1') === policy;

/** A worker's script ends in a comment of the server's: its headers' hash. What comes before is what was released. */
export const releasedWorker = (served: string): string => served.replace(/\/\/ headers [\w-]{43}\n$/, '');
