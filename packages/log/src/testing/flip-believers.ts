/** What reads and cosigns a log, and the same with one look left out: what a log in which a bit is changed must not get past. */
import { cosign, openCheckpoint, type VerifyEd25519 } from '../checkpoint.ts';
import { readAddCheckpoint } from '../add-checkpoint.ts';
import { readNote, readVerifierKey, signatureLine } from '../note.ts';
import { readProof } from '../proof.ts';
import { lookUp } from '../reader.ts';
import { answerAddCheckpoint } from '../witness.ts';
import { rememberingVerify } from './flips.ts';

export interface Parts {
  readonly verify: () => VerifyEd25519;
  readonly lookUp: typeof lookUp;
  readonly answer: typeof answerAddCheckpoint;
}

export const REAL: Parts = { verify: rememberingVerify, lookUp, answer: answerAddCheckpoint };

/** Checks no signature. */
export const EVERY_SIGNATURE: Parts = { ...REAL, verify: () => () => true };

/** Believes the tree that the log signed, and looks neither for the entry in it nor whether it follows from the last one. */
export const EVERY_TREE: Parts = {
  ...REAL,
  lookUp: async ({ sha256, verify }, source, memory, _entry, name) => {
    const proof = (await source.text(`/api/log/proofs/${name}`)) ?? '';
    const note = readProof(proof)?.checkpoint ?? (await source.text('/log/checkpoint')) ?? '';
    const log = readVerifierKey(sha256, memory.log);
    const witnesses = memory.witnesses.flatMap((text) => readVerifierKey(sha256, text) ?? []);
    const opened = log === undefined ? undefined : openCheckpoint({ verify, log, witnesses }, note);
    return opened?.ok === true
      ? { kind: 'kept', proof, checkpoint: opened.checkpoint, memory: { ...memory, checkpoint: note } }
      : { kind: 'unreadable' };
  },
};

/** A witness that cosigns whatever the log signed. */
export const EVERY_GROWTH: Parts = {
  ...REAL,
  answer: ({ verify, sign }, self, _known, body, timeS) => {
    const note = readAddCheckpoint(body)?.checkpoint ?? '';
    const text = readNote(note)?.text;
    const [log] = self.logs;
    const opened = log === undefined ? undefined : openCheckpoint({ verify, log, witnesses: [] }, note);
    const type = 'text/plain; charset=utf-8';
    if (opened?.ok !== true || text === undefined) return { status: 403, type, body: '' };
    const { origin, size, root } = opened.checkpoint;
    return { status: 200, type, body: signatureLine(cosign(self.key, sign, text, timeS)), keep: { origin, head: { size, root } } }; // prettier-ignore
  },
};
