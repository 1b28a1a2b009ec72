import { Buffer } from 'node:buffer';
import { lookUp, type LogFinding } from '../reader.ts';
import type { LogSource } from '../source.ts';
import type { WitnessAnswer } from '../witness.ts';
import { REAL, type Parts } from './flip-believers.ts';
import { flipLog, rememberingVerify, sha256, type FlipLog } from './flips.ts';
import { entry } from './log.ts';

/** What changed bytes came to. `harmless`: the same leaf under the same root all the same, by the reason why. */
export interface FlipSum {
  changes: number;
  readonly harmless: Record<string, number>;
  readonly named: Record<string, number>;
  readonly wrong: string[];
}

/** `bit`: each bit of each byte. `byte`: each other value of each byte, which has the bits among them; tiles, whose bytes are all alike, keep to bits. */
export type Every = 'bit' | 'byte';

const BITS = [1, 2, 4, 8, 16, 32, 64, 128];
const VALUES = Array.from({ length: 255 }, (_, n) => n + 1);

/** A tree as somebody saw it, and as it is now, in entries. */
type Pair = readonly [from: number, to: number];

/** Of `texts` every byte that is served as text or handed to the witness, of `tiles` every bit of every tile that is served to somebody who saw `from`. */
export async function playFlips(
  { texts, tiles }: { readonly texts: readonly Pair[]; readonly tiles: readonly Pair[] },
  every: Every,
  parts: Parts = REAL,
): Promise<FlipSum> {
  const sum: FlipSum = { changes: 0, harmless: {}, named: {}, wrong: [] };
  const masks = every === 'bit' ? BITS : VALUES;
  for (const pair of texts) {
    const log = flipLog(...pair);
    const [reader, witness] = [readerOf(log, parts), witnessOf(log, parts)];
    for (const change of changesOf(log.proof, masks)) note(sum, 'proof', change, await reader.ofProof(change.bytes));
    for (const change of changesOf(log.note, masks)) note(sum, 'checkpoint', change, await reader.ofNote(change.bytes));
    for (const change of changesOf(log.request, masks)) note(sum, 'request', change, witness(change.bytes));
  }
  for (const pair of tiles) {
    const log = flipLog(...pair);
    const reader = readerOf(log, parts);
    for (const [path, tile] of log.tiles)
      for (const change of changesOf(tile, BITS)) note(sum, path, change, await reader.ofTile(path, change.bytes));
  }
  return sum;
}

interface Change {
  readonly at: number;
  readonly mask: number;
  readonly bytes: Uint8Array;
}

/** `bytes` is the same array each time, and whole again after the last. */
function* changesOf(whole: Uint8Array, masks: readonly number[]): Generator<Change> {
  const bytes = whole.slice();
  for (const [at, byte] of whole.entries()) {
    for (const mask of masks) {
      bytes[at] = byte ^ mask;
      yield { at, mask, bytes };
    }
    bytes[at] = byte;
  }
}

/** `wrong`: believed although it is not what was signed, or an accusation that nothing proves. */
type Judged = { readonly kind: 'named' | 'harmless' | 'wrong'; readonly what: string };

function note(sum: FlipSum, target: string, { at, mask }: Change, { kind, what }: Judged): void {
  sum.changes++;
  const name = `${target.startsWith('/log/tile') ? 'tile' : target}: ${what}`;
  if (kind === 'wrong') sum.wrong.push(`${target} byte ${at} mask ${mask}: ${what}`);
  else sum[kind][name] = (sum[kind][name] ?? 0) + 1;
}

const decoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

function readerOf(log: FlipLog, parts: Parts) {
  const effects = { sha256, verify: parts.verify() };
  const leaf = entry(log.index);
  const look = async (changed: { proof?: Uint8Array | undefined; note?: Uint8Array; tile?: readonly [string, Uint8Array] }) => {
    const source: LogSource = {
      text: (path) => {
        if (path === '/log/checkpoint') return Promise.resolve(decoded(changed.note ?? log.note));
        return Promise.resolve(changed.proof && decoded(changed.proof));
      },
      bytes: (path) => Promise.resolve(changed.tile?.[0] === path ? changed.tile[1] : log.tiles.get(path)),
    };
    return judged(await parts.lookUp(effects, source, log.memory, leaf, String(log.index)), log);
  }; // prettier-ignore
  return {
    ofProof: (proof: Uint8Array) => look({ proof }),
    /** Of an entry that the log has no proof for: the checkpoint is what is read. */
    ofNote: (changed: Uint8Array) => look({ note: changed }),
    ofTile: (path: string, bytes: Uint8Array) => look({ tile: [path, bytes] }),
  };
}

function judged(found: LogFinding, { to, root, witness }: FlipLog): Judged {
  if (found.kind === 'unreadable' || found.kind === 'stranger') return { kind: 'named', what: found.kind };
  if (found.kind === 'forked' || found.kind === 'shrunk') return { kind: 'wrong', what: found.kind };
  const lines = found.memory.checkpoint.split('\n');
  if (lines[1] !== String(to) || lines[2] !== Buffer.from(root).toString('base64'))
    return { kind: 'wrong', what: `believed another tree, ${String(lines[1])} ${String(lines[2])}` };
  if (found.kind === 'kept' && found.checkpoint.seenBy.length > 0)
    return { kind: 'wrong', what: 'believed as if nothing had changed' };
  // Its line is somebody else's now, whom nobody trusts: the same tree, seen by one witness fewer.
  const named = found.memory.checkpoint.includes(`\u2014 ${witness.key.name} `);
  return { kind: 'harmless', what: named ? 'the witness’s key id is another: not counted' : 'the witness’s name is another: not counted' }; // prettier-ignore
}

function witnessOf(log: FlipLog, parts: Parts) {
  const effects = { sha256, verify: parts.verify(), sign: log.witness.sign };
  const self = { key: log.witness.key, logs: [log.log.key] };
  const known = () => ({ size: log.from, root: log.before });
  const answer = (bytes: Uint8Array): WitnessAnswer =>
    parts.answer(effects, self, known, decoded(bytes), 1_790_000_000);
  const asIs = answer(log.request).body;
  return (bytes: Uint8Array): Judged => {
    const { status, body, keep } = answer(bytes);
    if (status !== 200) return { kind: 'named', what: String(status) };
    const same = body === asIs && keep?.head.size === log.to && Buffer.from(keep.head.root).equals(log.root);
    const unread = withoutCosignature(log, bytes) === withoutCosignature(log, log.request);
    return same && unread ? { kind: 'harmless', what: 'another witness’s line, which this one does not read' } : { kind: 'wrong', what: `cosigned ${body}` }; // prettier-ignore
  };
}

/** The request but for the line of the witness that saw the checkpoint before; a witness answers for all of this. */
function withoutCosignature({ request, witness }: FlipLog, changed: Uint8Array): string {
  const line = decoded(request).split('\n').findIndex((one) => one.startsWith(`\u2014 ${witness.key.name} `)); // prettier-ignore
  return decoded(changed).split('\n').toSpliced(line, 1).join('\n');
}

/** A bit of an entry that was changed before the log signed (Yeti, 2022): whoever saw the log before, or holds the receipt, says so. */
export async function signedOver(
  from: number,
  to: number,
  changed: number,
): Promise<{ remembers: string; holds: string }> {
  const honest = flipLog(from, to);
  const spoilt = (n: number) => (n === changed ? entry(n).map((byte, at) => (at === 2 ? byte ^ 1 : byte)) : entry(n));
  const lie = flipLog(from, to, spoilt, honest);
  const effects = { sha256, verify: rememberingVerify() };
  const source: LogSource = {
    text: (path) => Promise.resolve(path === '/log/checkpoint' ? decoded(lie.note) : undefined),
    bytes: (path) => Promise.resolve(lie.tiles.get(path)),
  };
  const withProof: LogSource = { ...source, text: (path) => Promise.resolve(decoded(path === '/log/checkpoint' ? lie.note : lie.proof)) }; // prettier-ignore
  const remembers = await lookUp(effects, source, honest.memory, entry(0), '0');
  const holds = await lookUp(effects, withProof, { ...honest.memory, checkpoint: '' }, entry(honest.index), '0');
  return { remembers: remembers.kind, holds: holds.kind };
}
