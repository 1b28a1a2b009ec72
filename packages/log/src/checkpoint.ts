import { fromAscii, fromBase64, join, readCount, toBase64 } from './bytes.ts';
import { HASH_BYTES, type Head } from './merkle.ts';
import { isBy, readNote, type Note, type NoteKey, type Signature } from './note.ts';

/** c2sp.org/tlog-checkpoint and c2sp.org/tlog-cosignature: the signed head of a log, and what witnesses say of it. */

export interface Checkpoint extends Head {
  /** The log's name. */
  readonly origin: string;
}

/** Ed25519 (RFC 8032): 32-byte key, 64-byte signature. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
export type SignEd25519 = (message: Uint8Array) => Uint8Array;

export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`;

/** The first three lines; what a log may add after them is ignored, and signed all the same. */
export function readCheckpointText(text: string): Checkpoint | undefined {
  const [origin = '', count = '', hash = ''] = text.split('\n');
  const size = readCount(count);
  const root = fromBase64(hash);
  if (origin === '' || size === undefined || root?.length !== HASH_BYTES) return undefined;
  return { origin, size, root };
}

const bytesOf = (text: string): Uint8Array => {
  const bytes = fromAscii(text);
  if (bytes === undefined) throw new RangeError('a checkpoint is printable ASCII');
  return bytes;
};

export const signCheckpoint = (key: NoteKey, sign: SignEd25519, checkpoint: Checkpoint): Note => {
  const text = checkpointText(checkpoint);
  return { text, signatures: [{ name: key.name, keyId: key.keyId, bytes: sign(bytesOf(text)) }] };
};

const TIME_BYTES = 8;
const cosigned = (text: string, timeS: number): Uint8Array => bytesOf(`cosignature/v1\ntime ${timeS}\n${text}`);

/** `timeS`: Unix seconds. */
export function cosign(key: NoteKey, sign: SignEd25519, text: string, timeS: number): Signature {
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, BigInt(timeS));
  return { name: key.name, keyId: key.keyId, bytes: join(time, sign(cosigned(text, timeS))) };
}

/** When the witness saw this checkpoint, Unix seconds; undefined if it did not. */
function cosignedAt(verify: VerifyEd25519, key: NoteKey, text: string, { bytes }: Signature): number | undefined {
  if (bytes.length !== TIME_BYTES + 64) return undefined;
  const time = new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const timeS = Number(time);
  return verify(key.publicKey, cosigned(text, timeS), bytes.subarray(TIME_BYTES)) ? timeS : undefined;
}

export interface Trusted {
  readonly verify: VerifyEd25519;
  readonly log: NoteKey;
  readonly witnesses: readonly NoteKey[];
}

export interface OpenedCheckpoint extends Checkpoint {
  readonly text: string;
  /** Witnesses whose cosignature verified, with its time in Unix seconds. */
  readonly seenBy: readonly { readonly name: string; readonly timeS: number }[];
}

export type CheckpointProblem = 'malformed' | 'other-log' | 'not-signed' | 'signature-wrong';

/** Strict: a signature that claims to be a trusted key's and does not verify condemns the whole note. */
export function openCheckpoint(
  trusted: Trusted,
  whole: string,
):
  | { readonly ok: true; readonly checkpoint: OpenedCheckpoint }
  | { readonly ok: false; readonly problem: CheckpointProblem } {
  const note = readNote(whole);
  const checkpoint = note === undefined ? undefined : readCheckpointText(note.text);
  if (note === undefined || checkpoint === undefined) return { ok: false, problem: 'malformed' };
  if (checkpoint.origin !== trusted.log.name) return { ok: false, problem: 'other-log' };
  const message = bytesOf(note.text);
  const own = note.signatures.filter((signature) => isBy(trusted.log, signature));
  if (own.length === 0) return { ok: false, problem: 'not-signed' };
  if (!own.every(({ bytes }) => trusted.verify(trusted.log.publicKey, message, bytes)))
    return { ok: false, problem: 'signature-wrong' };
  const seenBy: { name: string; timeS: number }[] = [];
  for (const witness of trusted.witnesses) {
    for (const signature of note.signatures.filter((one) => isBy(witness, one))) {
      const timeS = cosignedAt(trusted.verify, witness, note.text, signature);
      if (timeS === undefined) return { ok: false, problem: 'signature-wrong' };
      if (!seenBy.some(({ name }) => name === witness.name)) seenBy.push({ name: witness.name, timeS });
    }
  }
  return { ok: true, checkpoint: { ...checkpoint, text: note.text, seenBy } };
}
