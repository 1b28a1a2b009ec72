import {
  decodePublicKey,
  judgeDeparture,
  judgeMove,
  judgeRecovery,
  judgeResume,
  judgeSetBack,
  judgeSuspension,
  keyName,
  openRoster,
  openRosterChain,
  readReceipt,
  toHex,
  type RosterState,
  type Suspended,
} from '../../index.ts';
import { unhex } from '../door-json.ts';
import { p } from '../people.ts';
import { playJudged, type Asked } from './vector.ts';

/** Plays what vectors/<call>/judged.json holds; what stands there once, beside all cases, stands in each of them here. */

interface Beside {
  readonly hubId: string;
  readonly roster: string;
  readonly message: string;
  /** One that is, or by hex kid since when. */
  readonly suspended?: string | Readonly<Record<string, Suspended>>;
  readonly shown?: string | null;
  readonly visited?: boolean;
  readonly behind?: boolean;
  readonly bootId?: string;
  readonly announcement?: string;
  readonly leaving?: 'none' | 'announced' | 'longer';
  readonly locked?: boolean;
  readonly filmed?: boolean;
  readonly floorS?: number;
  readonly atHome?: boolean;
  readonly previous?: string;
}

interface Recovering {
  readonly rosters: readonly string[];
  readonly recovery: string;
  readonly recoveryKey: string;
  readonly pending?: string;
  readonly void?: true;
  readonly behind?: boolean;
  readonly hubId: string;
  readonly beside?: string;
  readonly shown?: string | null;
  readonly visited?: boolean;
}

interface Resuming {
  readonly hubKey: string;
  readonly hubId: string;
  readonly bootId: string;
  readonly roster: string;
  /** What the hub keeps, and the hash of the receipt before them. */
  readonly receipts: readonly string[];
  readonly beforeThem: string;
  readonly startSeq: number;
  readonly blockSeq: number;
  readonly message: string;
  readonly epochSeen?: number;
  readonly answered?: readonly [seq: number, head: string];
}

interface WithPasskey {
  readonly rosters: Readonly<Record<string, readonly string[]>>;
  readonly over: string;
  readonly roster: string;
}

/** What is said, or why it is not taken. */
const PLAYERS = {
  suspension: (one: Beside) => saidOr(judgeSuspension(p, unhex(one.message), knowing(one)), ({ says }) => says),
  departure: (one: Beside) => {
    const { bootId = '', announcement = '', leaving, locked = true, filmed = false } = one;
    const announced = leaving === 'none' ? undefined : { id: unhex(announcement), longer: leaving === 'longer' };
    const known = { ...knowing(one), bootId: unhex(bootId), leaving: announced, locked, filmed };
    return saidOr(judgeDeparture(p, unhex(one.message), known), ({ says }) => says);
  },
  'set-back': (one: Beside) => {
    const known = { ...knowing(one), bootId: unhex(one.bootId ?? ''), floorS: one.floorS ?? 0 };
    return saidOr(judgeSetBack(p, unhex(one.message), known), () => 'set-back');
  },
  move: (one: Beside) => {
    const { bootId = '', previous = '', atHome = true } = one;
    const known = { ...knowing(one), bootId: unhex(bootId), previous: unhex(previous), atHome };
    return saidOr(judgeMove(p, unhex(one.message), known), () => 'moves');
  },
  recovery: playRecovery,
  resume: playResume,
  passkey: ({ rosters, over, roster }: WithPasskey) =>
    saidOr(openRoster(p, unhex(roster), rosterOf(rosters[over] ?? [])), () => 'taken'),
} as const;

type Told = Asked | ({ readonly call: keyof typeof PLAYERS } & (Beside | Recovering | Resuming | WithPasskey));

export const playTold = (told: Told): unknown => {
  if (!(told.call in PLAYERS) || ('message' in told && told.call === 'recovery')) return playJudged(told as Asked);
  const play = PLAYERS[told.call as keyof typeof PLAYERS] as (one: Told) => string;
  return play(told);
};

type Judged = { readonly ok: true } | { readonly ok: false; readonly problem: string };

function saidOr<J extends Judged>(judged: J, said: (judged: Extract<J, { readonly ok: true }>) => string): string {
  return judged.ok ? said(judged as Extract<J, { readonly ok: true }>) : judged.problem;
}

const rosterOf = (chain: readonly string[]): RosterState => {
  const opened = openRosterChain(p, chain.map(unhex));
  if (!opened.ok) throw new Error(opened.problem);
  return opened.state;
};

/** Whoever is suspended and nothing more is said of it was so a moment ago. */
const knowing = ({ hubId, roster, suspended = {}, shown, visited = false, behind = false }: Beside) => ({
  hubId: unhex(hubId),
  roster: rosterOf([roster]),
  suspended: new Map(Object.entries(typeof suspended === 'string' ? { [suspended]: { by: '', ranMs: 0 } } : suspended)),
  shown: shown ?? undefined,
  visited,
  behind,
});

function playRecovery({ rosters, recovery, recoveryKey, pending, behind = false, ...one }: Recovering): string {
  const { hubId, beside, shown, visited = false } = one;
  const quiet = { behind, voidKeys: new Set<string>(), pending: undefined, shown: shown ?? undefined, visited };
  const known = { ...quiet, hubId: unhex(hubId), roster: rosterOf(rosters) };
  const waiting = pending === undefined ? undefined : judgeRecovery(p, unhex(pending), { ...known, behind: false });
  const voidKeys = new Set(one.void === true ? [keyName(decodePublicKey(unhex(recoveryKey)))] : []);
  const at = { ...known, voidKeys, pending: waiting?.ok === true ? waiting.link.hash : undefined };
  const judged = judgeRecovery(p, unhex(recovery), at, beside === undefined ? undefined : unhex(beside));
  return saidOr(judged, ({ stands, again }) => (stands ? 'stands' : again ? 'waits already' : 'waits'));
}

function playResume({ hubKey, message, answered, epochSeen = 0, startSeq, blockSeq, ...one }: Resuming): unknown {
  const key = decodePublicKey(unhex(hubKey));
  const kept = new Map<number, Uint8Array>();
  let head = unhex(one.beforeThem);
  for (const bytes of one.receipts) {
    const read = readReceipt(p, unhex(bytes), head);
    if (!read.ok) throw new Error('what a hub keeps must be readable');
    ({ hash: head } = read.link);
    kept.set(read.link.claims.seq, head);
  }
  const judged = judgeResume(p, unhex(message), {
    hubId: unhex(one.hubId), hubKey: key, bootId: unhex(one.bootId), roster: rosterOf([one.roster]), seq: Math.max(...kept.keys()), startSeq, blockSeq, epochSeen,
    hashAt: (seq) => kept.get(seq),
    answeredFork: (seq, said) => answered?.[0] === seq && answered[1] === toHex(said),
  }); // prettier-ignore
  if (!judged.ok) return judged.problem;
  if (judged.outcome === 'resumed') return 'resumed';
  if (judged.roster !== undefined) return { proven: { epoch: judged.roster.epoch } };
  return judged.proven ? 'proven' : 'claimed';
}
