/** A visit's own file as the app saves it, out of the story of a hub that had other things to do meanwhile. */
import { portablePrimitives as p } from '@latchkey/keys';
import { inclusionSteps, pathOf, signCheckpoint, verifierKey, writeNote, writeProof } from '@latchkey/log';
import { entry, leaves, rootOver, sha256, signing, SlowTiles } from '@latchkey/log/testing';
import { encodePublicKey, hubIdOf, signReceipt, signTally, TIME_SOURCE, toBase64url, type Link, type Receipt, type Tally } from '@latchkey/protocol'; // prettier-ignore
import { runsOf } from '../runs-of.ts';
import { fixedHub } from './hub.ts';
import { NOW_S } from './saved.ts';

/** `a` is the visit, `b` another one, `-` what is of no visit. Receipts 2, 4 to 6 and 9 are the visit's. */
const STORY: readonly (readonly [Receipt['event'], 'a' | 'b' | '-'])[] = [
  ['booted', '-'],
  ['door-opened', 'a'],
  ['door-opened', 'b'],
  ['door-closed', 'a'],
  ['locked', 'a'],
  ['door-opened', 'a'],
  ['door-closed', 'b'],
  ['booted', '-'],
  ['door-closed', 'a'],
  ['locked', 'b'],
];
const VISITS = { a: new Uint8Array(16).fill(7), b: new Uint8Array(16).fill(8) };
const SIZE = 24;

export interface SavedVisit {
  /** To be spoilt in tests. */
  readonly file: Record<string, unknown> & {
    readonly runs: readonly { readonly previous?: string; readonly receipts: readonly string[] }[];
    readonly tally: string;
    readonly log: { readonly key: string; readonly witnesses: readonly string[]; readonly proofs: readonly string[] };
  };
  readonly story: readonly Link<Receipt>[];
  readonly visits: typeof VISITS;
  readonly tallyOf: (change?: Partial<Tally>, hub?: ReturnType<typeof fixedHub>) => Promise<string>;
  /** The visit's proofs in another tree of the same log. */
  readonly otherProofs: readonly string[];
}

export const savedVisit = async (): Promise<SavedVisit> => {
  const hub = fixedHub('hub of a visit');
  const story = await told(hub);
  const log = signing('home.example/log');
  const proofsIn = (size: number, other: number) => {
    const places = new Map(story.map(({ hash }, at) => [at * 2 + 1, hash]));
    const at = (n: number) => places.get(n) ?? entry(n + other);
    const state = { origin: log.key.name, size, root: rootOver(leaves(size, at)) };
    const checkpoint = writeNote(signCheckpoint(log.key, log.sign, state));
    const tiles = new SlowTiles(size, at);
    return runsOf(story, VISITS.a).map(({ end }) => {
      const index = story.indexOf(end as Link<Receipt>) * 2 + 1;
      return writeProof({ index, path: pathOf(sha256, inclusionSteps(index, size), tiles.read), checkpoint });
    });
  };
  const tallyOf: SavedVisit['tallyOf'] = async (change = {}, signer = hub) => {
    const head = story.at(-1)?.hash ?? new Uint8Array(32);
    const claims = { iat: NOW_S + 60, hubId: hubIdOf(p, hub.key), visitId: VISITS.a, from: 1, seq: 10, head, receipts: [2, 4, 5, 6, 9] }; // prettier-ignore
    return toBase64url((await signTally(p, signer, { ...claims, ...change })).bytes);
  };
  const file = {
    format: 'latchkey-visit-1',
    hubKey: toBase64url(encodePublicKey(hub.key)),
    visitId: toBase64url(VISITS.a),
    runs: runsOf(story, VISITS.a).map(({ previous, receipts }) => ({
      ...(previous.length === 0 ? {} : { previous: toBase64url(previous) }),
      receipts: receipts.map(toBase64url),
    })),
    tally: await tallyOf(),
    log: { key: verifierKey(log.key), witnesses: [], proofs: proofsIn(SIZE, 0) },
  };
  return { file, story, visits: VISITS, tallyOf, otherProofs: proofsIn(SIZE, 1000) };
};

const told = async (hub: ReturnType<typeof fixedHub>): Promise<Link<Receipt>[]> => {
  const links: Link<Receipt>[] = [];
  for (const [at, [event, whose]] of STORY.entries()) {
    const of = whose === '-' ? {} : { door: 1, visitId: VISITS[whose] };
    const claims = { iat: NOW_S + at, timeSource: TIME_SOURCE.clock, hubId: hubIdOf(p, hub.key), bootId: new Uint8Array(16), seq: at + 1, salt: p.sha256(Uint8Array.of(at)).subarray(0, 16), event, ...of }; // prettier-ignore
    links.push(await signReceipt(p, hub, claims, links.at(-1)?.hash));
  }
  return links;
};
