import { readAddCheckpoint } from './add-checkpoint.ts';
import { same, type Sha256 } from './bytes.ts';
import { cosign, openCheckpoint, type SignEd25519, type VerifyEd25519 } from './checkpoint.ts';
import { emptyRoot, verifyConsistency, type Head } from './merkle.ts';
import { readNote, signatureLine, type NoteKey } from './note.ts';

/** c2sp.org/tlog-witness: what a witness answers, decided from what it cosigned before. Pure; whoever calls it keeps `keep` before answering. */

export interface WitnessEffects {
  readonly sha256: Sha256;
  readonly verify: VerifyEd25519;
  readonly sign: SignEd25519;
}

export interface WitnessSelf {
  /** Of kind 4. */
  readonly key: NoteKey;
  /** The logs it watches, one key for each origin. */
  readonly logs: readonly NoteKey[];
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
  /** To be durable before the answer goes out: the head of that origin from now on. */
  readonly keep?: { readonly origin: string; readonly head: Head };
}

const said = (status: WitnessAnswer['status'], sentence: string): WitnessAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${sentence}\n`,
});

const sizeIs = (size: number): WitnessAnswer => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` });

/** `known`: the head that was kept last for an origin. `timeS`: Unix seconds of the cosignature. */
export function answerAddCheckpoint(
  { sha256, verify, sign }: WitnessEffects,
  self: WitnessSelf,
  known: (origin: string) => Head | undefined,
  body: string,
  timeS: number,
): WitnessAnswer {
  const asked = readAddCheckpoint(body);
  const text = asked === undefined ? undefined : readNote(asked.checkpoint)?.text;
  if (asked === undefined || text === undefined) return said(400, 'This is no add-checkpoint request.');
  const log = self.logs.find(({ name }) => name === text.slice(0, text.indexOf('\n')));
  if (log === undefined) return said(404, 'This witness does not watch that log.');
  const opened = openCheckpoint({ verify, log, witnesses: [] }, asked.checkpoint);
  if (!opened.ok) {
    const unsigned = opened.problem === 'not-signed' || opened.problem === 'signature-wrong';
    return unsigned ? said(403, 'The log did not sign this checkpoint.') : said(400, 'This is no checkpoint.');
  }
  const { origin, size, root } = opened.checkpoint;
  if (asked.old > size) return said(400, 'The old size is larger than the checkpoint’s.');
  const before = known(origin) ?? { size: 0, root: emptyRoot(sha256) };
  if (asked.old !== before.size) return sizeIs(before.size);
  if (before.size === size && !same(before.root, root)) return sizeIs(before.size);
  if (!verifyConsistency(sha256, before, { size, root }, asked.path))
    return said(422, 'The checkpoint does not follow from the one that was cosigned before.');
  return {
    status: 200,
    type: 'text/plain; charset=utf-8',
    body: signatureLine(cosign(self.key, sign, text, timeS)),
    keep: { origin, head: { size, root } },
  };
}
