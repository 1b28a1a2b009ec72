import { sameBytes, toHex } from './bytes/bytes.ts';
import type { MemberTime, Resume } from './claims/household.ts';
import type { EventName, Receipt } from './claims/receipt.ts';
import { NONCE_LIFE_MS, SKEW_S, type RosterState, type TrustedTime } from './decision/doorstate.ts';
import { verifyLink, type Link, type Read } from './link.ts';
import { readReceipt, readResume, readTime } from './objects.ts';
import type { Primitives, PublicKey } from './primitives.ts';

/** What a restarted hub believes about itself, and what a member's device tells it: docs/protocol/10-resume.md and 11-time.md. */
export interface HubMemory {
  readonly hubId: Uint8Array;
  /** By which it knows its own word. */
  readonly hubKey: PublicKey;
  /** Random at each start. */
  readonly bootId: Uint8Array;
  /** Sequence number of the newest receipt, 0 before the first. */
  readonly seq: number;
  /** Hash of the receipt with this number; undefined where it is not kept any more. */
  readonly hashAt: (seq: number) => Uint8Array | undefined;
  /** Of the newest receipt that was there when this start began. */
  readonly startSeq: number;
  readonly blockSeq: number;
  readonly roster: RosterState;
  /** The newest roster that was proven to it; ahead of `roster` only after a rollback. */
  readonly epochSeen: number;
  /** Whether a rollback to this hash, of a receipt that this hub never followed, has been answered: grants from before are void already. */
  readonly answeredFork: (seq: number, head: Uint8Array) => boolean;
}

export type MemoryProblem =
  | 'malformed'
  | 'other-hub'
  | 'signer-unknown'
  | 'signature-wrong'
  | 'other-boot'
  | 'too-old'
  | 'behind'
  | 'nonce-unknown'
  | 'behind-floor';
type No = { readonly ok: false; readonly problem: MemoryProblem };

export type JudgedResume =
  | { readonly ok: true; readonly outcome: 'resumed'; readonly link: Link<Resume> }
  /** The device has seen more than this disk holds, or something else, or says so: put `voidUntilS` in the door's state. */
  | {
      readonly ok: true;
      readonly outcome: 'rolled-back';
      readonly link: Link<Resume>;
      readonly voidUntilS: number;
      /** The hub's own word, which it does not hold, shows that it is so. Without it nothing but grants ends. */
      readonly proven: boolean;
      /** The newer roster that the hub once took, by its own word: wait for it. */
      readonly roster?: RosterTold;
    }
  | No;

/** By a receipt of the hub. */
export interface RosterTold {
  readonly epoch: number;
  readonly hash: Uint8Array;
}

/** No hub comes so far. What is numbered on behind a word that claims more would not fit into a statement, and nothing could be signed any more. */
const FARTHEST = 2 ** 31;
const isMadeUp = (claimed: number, own: number): boolean => claimed > own && claimed >= FARTHEST;

/**
 * Judged by what the hub itself holds, at whatever time it comes: a device that has seen more is heard when another has answered this start already,
 * and one that has seen less than this start began with proves nothing about the rest.
 */
export function judgeResume(p: Primitives, bytes: Uint8Array, memory: HubMemory): JudgedResume {
  const opened = openFromMember(p, readResume(p, bytes), memory);
  if (!opened.ok) return opened;
  const { link } = opened;
  const { bootId, seq, head, epoch, blockSeq, iat } = link.claims;
  if (!sameBytes(bootId, memory.bootId)) return { ok: false, problem: 'other-boot' };
  const known = Math.max(memory.roster.epoch, memory.epochSeen);
  if (isMadeUp(seq, memory.seq) || isMadeUp(epoch, known) || isMadeUp(blockSeq, memory.blockSeq))
    return { ok: false, problem: 'malformed' };
  const told = openTold(p, link.claims, memory);
  if (told === undefined) return { ok: false, problem: 'signature-wrong' };
  const proven = told.some((receipt) => receipt.claims.seq === seq);
  const roster = epoch > known ? rosterTold(told, epoch) : undefined;
  const answered = memory.answeredFork(seq, head);
  const more = seq > memory.seq || blockSeq > memory.blockSeq;
  const ahead = roster !== undefined || (more && (proven || !answered));
  const own = hashAt(memory, seq);
  if (!ahead && answered) return { ok: true, outcome: 'resumed', link };
  if (!ahead && own === undefined) return { ok: false, problem: 'too-old' };
  if (ahead || own === undefined || !sameBytes(own, head))
    return {
      ok: true,
      outcome: 'rolled-back',
      link,
      voidUntilS: iat,
      proven,
      ...(roster === undefined ? {} : { roster }),
    };
  return seq < memory.startSeq ? { ok: false, problem: 'behind' } : { ok: true, outcome: 'resumed', link };
}

const hashAt = (memory: HubMemory, seq: number): Uint8Array | undefined =>
  seq === 0 ? new Uint8Array(0) : memory.hashAt(seq);

/** What the hub signed and does not hold; what it holds proves nothing. Undefined where one is not its own, or the first is not the one that is claimed. */
function openTold(
  p: Primitives,
  { told = [], seq, head }: Resume,
  memory: HubMemory,
): readonly Link<Receipt>[] | undefined {
  const links: Link<Receipt>[] = [];
  for (const [previous, bytes] of told) {
    const read = readReceipt(p, bytes, previous);
    if (!read.ok || !verifyLink(p, read.link, memory.hubKey)) return undefined;
    links.push(read.link);
  }
  const [first] = links;
  if (first !== undefined && (first.claims.seq !== seq || !sameBytes(first.hash, head))) return undefined;
  return links.filter((link) => !holds(memory, link));
}

/** One whose number is lower and whose hash is not kept any more may be its own. */
function holds(memory: HubMemory, { claims: { seq }, hash }: Link<Receipt>): boolean {
  if (seq > memory.seq) return false;
  const own = memory.hashAt(seq);
  return own === undefined || sameBytes(own, hash);
}

const BRING_ROSTERS: ReadonlySet<EventName> = new Set<EventName>(['paired', 'roster', 'recovered']);

/** Whether this receipt says which roster the hub has taken. */
export const bringsRoster = (event: EventName): boolean => BRING_ROSTERS.has(event);

function rosterTold(told: readonly Link<Receipt>[], epoch: number): RosterTold | undefined {
  const brought = told.find(({ claims }) => bringsRoster(claims.event) && claims.detail?.epoch === epoch);
  const hash = brought?.claims.detail?.rosterHash;
  return hash === undefined ? undefined : { epoch, hash };
}

/** The clock of a hub. `floorS` is the highest trusted second ever journalled. */
export interface HubClock extends TrustedTime {
  readonly floorS: number;
  /** Hex of each nonce sent to members for time → when, in uptime milliseconds. */
  readonly timeNonces: ReadonlyMap<string, number>;
}

export type JudgedTime =
  | {
      readonly ok: true;
      readonly link: Link<MemberTime>;
      /** Trusted time from now on, and the new floor. */
      readonly unixS: number;
      /** For `Freshness.memberMs`; absent when the device has seen blocks that this hub has not. */
      readonly memberMs?: number;
    }
  | No;

/**
 * A member's time over the hub's own nonce. Without trusted time it sets the clock, never below the floor; with it, it lifts the clock by at
 * most 30 s, so that one stolen phone cannot run a grant out of the past into the future in one step.
 */
export function judgeTime(p: Primitives, bytes: Uint8Array, memory: HubMemory, clock: HubClock): JudgedTime {
  const opened = openFromMember(p, readTime(p, bytes), memory);
  if (!opened.ok) return opened;
  const { link } = opened;
  const { nonce, iat, blockSeq } = link.claims;
  const sentMs = clock.timeNonces.get(toHex(nonce));
  if (sentMs === undefined || clock.uptimeMs - sentMs > NONCE_LIFE_MS) return { ok: false, problem: 'nonce-unknown' };
  if (clock.unixS === undefined && iat < clock.floorS - SKEW_S) return { ok: false, problem: 'behind-floor' };
  const unixS =
    clock.unixS === undefined
      ? Math.max(iat, clock.floorS)
      : Math.max(clock.unixS, Math.min(iat, clock.unixS + SKEW_S));
  return { ok: true, link, unixS, ...(blockSeq <= memory.blockSeq ? { memberMs: sentMs } : {}) };
}

function openFromMember<C extends { readonly hubId: Uint8Array }>(
  p: Primitives,
  read: Read<C>,
  memory: HubMemory,
): { readonly ok: true; readonly link: Link<C> } | No {
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { link } = read;
  if (!sameBytes(link.claims.hubId, memory.hubId)) return { ok: false, problem: 'other-hub' };
  const member = memory.roster.members.get(toHex(link.kid ?? new Uint8Array(0)));
  if (member === undefined) return { ok: false, problem: 'signer-unknown' };
  return verifyLink(p, link, member.key) ? { ok: true, link } : { ok: false, problem: 'signature-wrong' };
}
