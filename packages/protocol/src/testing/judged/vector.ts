import {
  completeness,
  countingRoster,
  decodePublicKey,
  encodePublicKey,
  honoured,
  inGroups,
  judgeApproval,
  judgeBlock,
  judgeDeclaration,
  judgeDivert,
  judgeInquiry,
  judgeLook,
  judgeQuestion,
  judgeReadiness,
  judgeRecovery,
  judgeTime,
  judgeVeto,
  leavingWaitMs,
  lookRestMs,
  openCall,
  openRoster,
  openRosterChain,
  readChain,
  readGrant,
  readInquiry,
  readPresenceCode,
  readReply,
  toHex,
  verifyReceiptChain,
  type HubMemory,
  type RosterState,
} from '../../index.ts';
import { doorFromJson, unhex, type DoorJson } from '../door-json.ts';
import { p } from '../people.ts';
import { answered, type Expected } from './answered.ts';
import { INTRODUCTION_PLAYERS, type IntroductionAsked } from './play-introductions.ts';
import { SHOWN_PLAYERS, type ShownAsked } from './play-shown.ts';

/** What somebody is told outside of a knock, what they know, and what they make of it, as vectors/README.md describes it. Bytes are hex. */
export type JudgedVector = { readonly comment: string; readonly expect: Expected } & Asked;

export type Asked =
  | RosterAsked
  | RosterChainAsked
  | ReceiptsAsked
  | { readonly call: 'block'; readonly message: string; readonly proof: readonly string[]; readonly door: DoorJson }
  | { readonly call: 'approval'; readonly message: string; readonly knock: string; readonly door: DoorJson }
  | { readonly call: 'divert'; readonly message: string; readonly grant: string; readonly door: DoorJson }
  | { readonly call: 'look'; readonly message: string; readonly door: DoorJson; readonly uptimeMs: number }
  | { readonly call: 'look-rest'; readonly lastedMs: number; readonly endedByOther: boolean }
  | DeclarationAsked
  | HonouredAsked
  | { readonly call: 'question'; readonly message: string; readonly door: DoorJson }
  | TimeAsked
  | InquiryAsked
  | ReadinessAsked
  | { readonly call: 'veto'; readonly message: string; readonly pending: string | null; readonly door: DoorJson }
  | { readonly call: 'recovery'; readonly message: string; readonly rosters: readonly string[] }
  | CallAsked
  | ReplyAsked
  | { readonly call: 'presence-code'; readonly typed: string }
  | CountingAsked
  | { readonly call: 'leaving-wait'; readonly longer: boolean }
  | IntroductionAsked
  | ShownAsked;

interface RosterAsked {
  readonly call: 'roster';
  readonly message: string;
  /** From the first to the one before; none before the first. */
  readonly previous: readonly string[];
  /** Hashes of recoveries that the hub has let stand. */
  readonly recovered: readonly string[];
}

interface RosterChainAsked {
  readonly call: 'roster-chain';
  /** From the first on. */
  readonly messages: readonly string[];
}

interface ReceiptsAsked {
  readonly call: 'receipts';
  readonly messages: readonly string[];
  readonly hubKey: string;
  readonly from: HeadJson;
  /** The head in a verified state report. */
  readonly state?: HeadJson;
}

interface HeadJson {
  readonly seq: number;
  readonly head: string;
}

interface DeclarationAsked {
  readonly call: 'declaration';
  readonly message: string;
  readonly door: DoorJson;
  /** By door. */
  readonly declared: Readonly<Record<string, { readonly number: number; readonly facts: number; readonly hash: string }>>;
} // prettier-ignore

interface HonouredAsked {
  readonly call: 'honoured';
  readonly driverFacts: number;
  /** The facts of the newest declaration. */
  readonly declared: number | null;
}

interface TimeAsked {
  readonly call: 'time';
  readonly message: string;
  readonly door: DoorJson;
  readonly blockSeq: number;
  readonly clock: {
    readonly unixS: number | null;
    readonly uptimeMs: number;
    readonly floorS: number;
    /** When each nonce was sent, in uptime milliseconds. */
    readonly nonces: Readonly<Record<string, number>>;
  };
}

interface InquiryAsked {
  readonly call: 'inquiry';
  readonly message: string;
  readonly links: readonly string[];
  readonly door: DoorJson;
  readonly unixS: number | null;
}

interface ReadinessAsked {
  readonly call: 'readiness';
  readonly message: string;
  readonly hubKey: string;
  readonly inquiry: string;
  readonly links: readonly string[];
}

interface CallAsked {
  readonly call: 'recovery-call';
  readonly message: string;
  readonly hubId: string;
  readonly recoveryKey: string | null;
}

interface ReplyAsked {
  readonly call: 'recovery-reply';
  readonly message: string;
  /** The hash of the call. */
  readonly to: string;
  /** On the sheet. */
  readonly code: { readonly hubId: string; readonly secret: string };
}

interface CountingAsked {
  readonly call: 'counting';
  readonly roster: string;
  /** By hex kid: milliseconds since it began. */
  readonly suspended: Readonly<Record<string, number>>;
}

type Player<Call extends Asked['call']> = (asked: Extract<Asked, { readonly call: Call }>) => Expected;

const PLAYERS: { readonly [Call in Asked['call']]: Player<Call> } = {
  roster: playRoster,
  'roster-chain': ({ messages }) => {
    const opened = openRosterChain(p, messages.map(unhex));
    return opened.ok ? rosterJson(opened.state) : { problem: opened.problem, at: opened.at };
  },
  receipts: playReceipts,
  block: ({ message, proof, door }) =>
    answered(judgeBlock(p, unhex(message), doorFromJson(door), proof.map(unhex)), ({ standing }) => ({
      type: standing.target.type,
      id: toHex(standing.target.id),
      ...(standing.exp === undefined ? {} : { exp: standing.exp }),
      ...(standing.carrierId === undefined ? {} : { carrierId: toHex(standing.carrierId) }),
    })),
  approval: ({ message, knock, door }) =>
    answered(judgeApproval(p, unhex(message), unhex(knock), doorFromJson(door)), ({ kid, says }) => ({ kid, says })),
  divert: playDivert,
  look: ({ message, door, uptimeMs }) =>
    answered(judgeLook(p, unhex(message), doorFromJson(door), uptimeMs), (judged) =>
      judged.says === 'end'
        ? { kid: judged.kid, ends: toHex(judged.look) }
        : { kid: judged.kid, nonce: judged.nonce, seconds: judged.seconds, sealingKey: toHex(judged.sealingKey) },
    ),
  'look-rest': ({ lastedMs, endedByOther }) => ({ restMs: lookRestMs(lastedMs, endedByOther) }),
  honoured: ({ driverFacts, declared }) => ({
    facts: honoured(
      driverFacts,
      declared === null ? undefined : { number: 1, facts: declared, hash: new Uint8Array(32) },
    ),
  }),
  declaration: (asked) =>
    answered(judgeDeclaration(p, unhex(asked.message), knowing(asked)), ({ again }) => ({ again })),
  question: (asked) =>
    answered(judgeQuestion(p, unhex(asked.message), knowing(asked)), ({ member }) => ({
      sealedTo: toHex(member.sealingKey),
    })),
  time: playTime,
  inquiry: ({ message, links, door, unixS }) =>
    answered(
      judgeInquiry(p, unhex(message), links.map(unhex), doorFromJson(door), { unixS: unixS ?? undefined, uptimeMs: 0 }),
      ({ chain }) => ({ leaf: toHex(chain.leaf.hash) }),
    ),
  readiness: playReadiness,
  veto: ({ message, pending, door }) => {
    const { hubId, roster } = doorFromJson(door);
    const known = { hubId, roster, voidKeys: new Set<string>(), pending: pending === null ? undefined : unhex(pending), behind: false, shown: undefined, visited: false }; // prettier-ignore
    return answered(judgeVeto(p, unhex(message), known), ({ link }) => ({ kid: toHex(link.kid ?? new Uint8Array(0)) }));
  },
  recovery: ({ message, rosters }) => {
    const known = { hubId: new Uint8Array(16), roster: rosterOf(rosters), voidKeys: new Set<string>(), pending: undefined, behind: false, shown: undefined, visited: false }; // prettier-ignore
    return answered(judgeRecovery(p, unhex(message), known), ({ again }) => ({ again }));
  },
  'recovery-call': ({ message, hubId, recoveryKey }) => {
    const key = recoveryKey === null ? undefined : decodePublicKey(unhex(recoveryKey));
    const heard = openCall(p, unhex(message), unhex(hubId), key);
    return heard === undefined ? NOT_HEARD : { nonce: toHex(heard.claims.nonce) };
  },
  'recovery-reply': playReply,
  'presence-code': ({ typed }) => {
    const code = readPresenceCode(typed);
    return code === undefined ? { problem: 'no-code' } : { code, shown: inGroups(code) };
  },
  counting: ({ roster, suspended }) => {
    const since = Object.entries(suspended).map(([kid, ranMs]) => [kid, { by: '', ranMs }] as const);
    return rosterJson(countingRoster(rosterOf([roster]), new Map(since)));
  },
  'leaving-wait': ({ longer }) => ({ waitMs: leavingWaitMs({ longer }) }),
  ...INTRODUCTION_PLAYERS,
  ...SHOWN_PLAYERS,
};

/** Who hears no such thing answers nothing. */
const NOT_HEARD = { problem: 'not-heard' };

/** Plays a vector against the code as it is; the answer has the shape of `expect`. */
export const playJudged = (asked: Asked): Expected => (PLAYERS[asked.call] as (asked: Asked) => Expected)(asked);

const knowing = (asked: { readonly door: DoorJson; readonly declared?: DeclarationAsked['declared'] }) => ({
  ...doorFromJson(asked.door),
  declared: new Map(
    Object.entries(asked.declared ?? {}).map(([door, one]) => [Number(door), { ...one, hash: unhex(one.hash) }]),
  ),
});

function playRoster({ message, previous, recovered }: RosterAsked): Expected {
  const before = previous.length === 0 ? undefined : rosterOf(previous, recovered);
  const opened = openRoster(p, unhex(message), before, (hash) => recovered.includes(toHex(hash)));
  return answered(opened, ({ state }) => rosterJson(state));
}

const rosterJson = ({ epoch, members, earlier, recoveryKey }: RosterState): Expected => ({
  epoch,
  members: [...members.keys()],
  earlier: earlier.map(toHex),
  ...(recoveryKey === undefined ? {} : { recoveryKey: toHex(encodePublicKey(recoveryKey)) }),
});

function rosterOf(chain: readonly string[], recovered: readonly string[] = []): RosterState {
  const opened = openRosterChain(p, chain.map(unhex), undefined, (hash) => recovered.includes(toHex(hash)));
  if (!opened.ok) throw new Error(opened.problem);
  return opened.state;
}

function playReceipts({ messages, hubKey, from, state }: ReceiptsAsked): Expected {
  const start = { seq: from.seq, head: unhex(from.head) };
  const verified = verifyReceiptChain(p, decodePublicKey(unhex(hubKey)), messages.map(unhex), start);
  const { receipts, end, ok, ...more } = verified;
  const complete = state === undefined ? {} : { then: completeness(end, { seq: state.seq, head: unhex(state.head) }) };
  return { ...(ok ? {} : more), verified: receipts.length, end: end.seq, ...complete };
}

function playDivert({ message, grant, door }: Extract<Asked, { call: 'divert' }>): Expected {
  const read = readGrant(p, unhex(grant));
  if (!read.ok) throw new Error('the grant of a vector must be readable');
  return answered(judgeDivert(p, unhex(message), read.link, doorFromJson(door).roster), ({ link, block }) => ({
    place: link.claims.place,
    block: toHex(block.hash),
  }));
}

function playTime({ message, door, blockSeq, clock }: TimeAsked): Expected {
  const { hubId, roster } = doorFromJson(door);
  const nothing = new Uint8Array(0);
  const memory = {
    hubId, roster, blockSeq, bootId: nothing, seq: 0, startSeq: 0, epochSeen: 0, hashAt: () => undefined, answeredFork: () => false,
  } satisfies Partial<HubMemory> as unknown as HubMemory; // prettier-ignore
  const { unixS, nonces, ...rest } = clock;
  const known = { ...rest, unixS: unixS ?? undefined, timeNonces: new Map(Object.entries(nonces)) };
  return answered(judgeTime(p, unhex(message), memory, known), ({ unixS: now, memberMs }) => ({
    unixS: now,
    ...(memberMs === undefined ? {} : { memberMs }),
  }));
}

function playReadiness({ message, hubKey, inquiry, links }: ReadinessAsked): Expected {
  const read = readChain(p, links.map(unhex));
  const said = read.ok ? readInquiry(p, unhex(inquiry), read.chain.leaf.hash) : undefined;
  if (!read.ok || said?.ok !== true) throw new Error('what a vector asks must be readable');
  const asked = { inquiry: said.link, chain: read.chain };
  return answered(judgeReadiness(p, unhex(message), decodePublicKey(unhex(hubKey)), asked), ({ readiness }) => ({
    doors: readiness.doors.map(({ door }) => door),
  }));
}

function playReply({ message, to, code }: ReplyAsked): Expected {
  const sheet = { hubId: unhex(code.hubId), secret: unhex(code.secret) };
  const heard = readReply(p, unhex(message), unhex(to), sheet);
  if (heard === undefined) return NOT_HEARD;
  const { hubKey, roster, doors, capability, pending } = heard;
  const waits = pending === undefined ? {} : { pending: { ...pending, hash: toHex(pending.hash) } };
  return { hubKey: toHex(encodePublicKey(hubKey)), roster: rosterJson(roster), doors, capability, ...waits };
}
