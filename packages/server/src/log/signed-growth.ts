import {
  edgeRoot,
  growTree,
  signCheckpoint,
  writeNote,
  type NoteKey,
  type Sha256,
  type SignEd25519,
} from '@latchkey/log';
import { LogChanged, type Grow } from './log-store.ts';

/** The log's name and key. Both stay for the life of the log. */
export interface LogKey {
  readonly key: NoteKey;
  readonly sign: SignEd25519;
}

/** Appends, and signs the tree that it became, once what is kept has been seen to be what was signed before. Throws `LogChanged`. */
export const signedGrowth = ({ key, sign }: LogKey, sha256: Sha256): Grow => {
  const signed = (size: number, root: Uint8Array) =>
    writeNote(signCheckpoint(key, sign, { origin: key.name, size, root }));
  return ({ size, note }, edge, entries) => {
    // A signature of Ed25519 is always the same: the note over what is kept is the note that was signed, or something was changed since.
    if (size > 0 && signed(size, edgeRoot(sha256, size, edge)) !== note) throw new LogChanged();
    const grown = growTree(sha256, size, edge, entries);
    return { ...grown, note: signed(grown.size, grown.root) };
  };
};
