import {
  judgeMove,
  NO_BYTES,
  signMove,
  SUSPENSION_MS,
  toHex,
  type Move,
  type MoveKnowledge,
  type MoveProblem,
  type RosterState,
  type Signer,
  type Suspended,
} from '../index.ts';
import { move } from './object-claims.ts';
import { anna, ben, mallory, p, seeded } from './people.ts';
import { HUB_ID } from './story.ts';
import { hexKid, three } from './suspension-cases.ts';

/** What is said of a hub's server, and what the hub makes of it: vectors/move/judged.json. */

const BEFORE = seeded('move before', 32);

export interface MoveCase {
  readonly comment: string;
  readonly message: () => Promise<Uint8Array>;
  /** The hub has moved before. */
  readonly moved?: true;
  readonly known?: Partial<Pick<MoveKnowledge, 'atHome' | 'behind'>>;
  /** Hex kid of a suspended device; or by hex kid, since when. */
  readonly suspended?: string | Readonly<Record<string, Suspended>>;
  readonly expect: 'moves' | MoveProblem;
}

const says =
  (signer: Signer, claims: Partial<Move> = {}, previous: Uint8Array = NO_BYTES) =>
  async () =>
    (await signMove(p, signer, { ...move, ...claims }, previous)).bytes;

export const MOVES: readonly MoveCase[] = [
  { comment: 'an admin at home', message: says(anna), expect: 'moves' },
  { comment: 'once more, over the move before', message: says(anna, {}, BEFORE), moved: true, expect: 'moves' },
  { comment: 'by way of a server', message: says(anna), known: { atHome: false }, expect: 'only-at-home' },
  { comment: 'half of one', message: async () => (await says(anna)()).slice(0, -1), expect: 'malformed' },
  { comment: 'to a port that there is not', message: says(anna, { server: 'https://doors.example.org:65536' }), expect: 'malformed' }, // prettier-ignore
  { comment: 'to the last port', message: says(anna, { server: 'https://doors.example.org:65535' }), expect: 'moves' },
  { comment: 'to no port on this machine', message: says(anna, { server: 'http://localhost:70000' }), expect: 'malformed' }, // prettier-ignore
  { comment: 'to four numbers that are no IPv4 address', message: says(anna, { server: 'https://256.1.1.1' }), expect: 'malformed' }, // prettier-ignore
  { comment: 'to a number that is read as another address', message: says(anna, { server: 'https://127.1' }), expect: 'malformed' }, // prettier-ignore
  { comment: 'to an IPv4 address', message: says(anna, { server: 'https://192.0.2.7:8443' }), expect: 'moves' },
  { comment: 'to a name that encodes nothing', message: says(anna, { server: 'https://xn--' }), expect: 'malformed' },
  { comment: 'to a name with an umlaut', message: says(anna, { server: 'https://xn--tr-yka.example' }), expect: 'moves' }, // prettier-ignore
  { comment: 'to a port that goes without saying', message: says(anna, { server: 'https://doors.example.org:443' }), expect: 'malformed' }, // prettier-ignore
  { comment: 'another hub’s', message: says(anna, { hubId: seeded('another hub') }), expect: 'other-hub' },
  { comment: 'at a hub whose roster is known to be old', message: says(anna), known: { behind: true }, expect: 'roster-behind' }, // prettier-ignore
  { comment: 'by somebody who is no member', message: says(mallory), expect: 'signer-unknown' },
  { comment: 'by a suspended admin', message: says(anna), suspended: hexKid(anna), expect: 'signer-suspended' },
  { comment: 'by an admin whose suspension ran out', message: says(anna), suspended: { [hexKid(anna)]: { by: hexKid(ben), ranMs: SUSPENSION_MS } }, expect: 'moves' }, // prettier-ignore
  { comment: 'by a resident', message: says(ben), expect: 'signer-not-admin' },
  { comment: 'the first one again, after it', message: says(anna), moved: true, expect: 'signature-wrong' },
  { comment: 'a rival of the first', message: says(anna, { server: 'https://elsewhere.example' }), moved: true, expect: 'signature-wrong' }, // prettier-ignore
  { comment: 'over a move that this hub does not know', message: says(anna, {}, BEFORE), expect: 'signature-wrong' },
  { comment: 'of an earlier start', message: says(anna, { bootId: seeded('an earlier start') }), expect: 'start-over' },
];

export async function playMove(one: MoveCase, roster: RosterState): Promise<MoveCase['expect']> {
  const judged = judgeMove(p, await one.message(), {
    hubId: HUB_ID,
    bootId: move.bootId,
    roster,
    suspended: suspendedIn(one),
    behind: false,
    atHome: true,
    previous: one.moved === undefined ? NO_BYTES : BEFORE,
    ...one.known,
  });
  return judged.ok ? 'moves' : judged.problem;
}

function suspendedIn({ suspended = {} }: MoveCase): ReadonlyMap<string, Suspended> {
  if (typeof suspended !== 'string') return new Map(Object.entries(suspended));
  return new Map([[suspended, { by: hexKid(ben), ranMs: SUSPENSION_MS - 1 }]]);
}

export async function judgedMoves(): Promise<string> {
  const { bytes } = await three();
  const cases = await Promise.all(
    MOVES.map(async (one) => ({
      comment: one.comment,
      message: toHex(await one.message()),
      previous: one.moved === undefined ? '' : toHex(BEFORE),
      atHome: true,
      behind: false,
      ...one.known,
      ...(one.suspended === undefined ? {} : { suspended: one.suspended }),
      expect: one.expect,
    })),
  );
  const about = { roster: toHex(bytes), hubId: toHex(HUB_ID), bootId: toHex(move.bootId) };
  return `${JSON.stringify({ ...about, cases }, null, 1)}\n`;
}
