import { RecordVerifier, type KeyEnvelope, type VerifierEffects } from '@latchkey/media';
import { toBase64url } from '@latchkey/protocol';

/** A film as it stands in an evidence file, docs/protocol/evidence.md. Without `key` its pictures stay sealed. */
export interface SavedFilm {
  readonly record: string;
  readonly key?: string;
}

type OpenKey = (envelopes: readonly KeyEnvelope[], recordingId: Uint8Array) => Promise<Uint8Array | undefined>;

/** `pieces`: the whole recording, as it was fetched. Its key is this device's to give, if an envelope is for it. */
export const savedFilm = async (
  effects: VerifierEffects,
  openKey: OpenKey,
  pieces: readonly Uint8Array[],
): Promise<SavedFilm> => {
  const init = initIn(effects, pieces);
  const key = init === undefined ? undefined : await openKey(init.envelopes, init.recordingId);
  return { record: textOf(pieces), ...(key === undefined ? {} : { key: toBase64url(key) }) };
};

/** The init record comes first; nothing behind it is looked at. */
const initIn = (effects: VerifierEffects, pieces: readonly Uint8Array[]) => {
  const verifier = new RecordVerifier(effects);
  for (const piece of pieces)
    for (const finding of verifier.push(piece)) return finding.kind === 'init' ? finding.init : undefined;
  return undefined;
};

/** Three bytes are four letters: cut so, parts can be written one after another, without millions of strings. */
const PART_BYTES = 3 * 16_384;

const textOf = (pieces: readonly Uint8Array[]): string => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  const parts = Math.ceil(whole.length / PART_BYTES);
  return Array.from({ length: parts }, (_, n) =>
    toBase64url(whole.subarray(n * PART_BYTES, (n + 1) * PART_BYTES)),
  ).join('');
};
