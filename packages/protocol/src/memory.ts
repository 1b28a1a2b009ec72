import { sameBytes, toHex } from './bytes/bytes.ts';
import type { MemberTime, Resume } from './claims/household.ts';
import { NONCE_LIFE_MS, SKEW_S, type RosterState, type TrustedTime } from './decision/doorstate.ts';
import { verifyLink, type Link, type Read } from './link.ts';
import { readResume, readTime } from './objects.ts';
import type { Primitives } from './primitives.ts';

/** What a restarted hub believes about itself, and what a member's device tells it: docs/protocol/10-resume.md and 11-time.md. */
export interface HubMemory {
  readonly hubId: Uint8Array;
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
  /** The newest roster that a member's device has told of; ahead of `roster` only after a rollback. */
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
  /** The device has seen more than this disk holds, or something else: put `voidUntilS` in the door's state, and wait for roster `epoch` and the blocks. */
  | {
      readonly ok: true;
      readonly outcome: 'rolled-back';
      readonly link: Link<Resume>;
      readonly voidUntilS: number;
      readonly epoch: number;
    }
  | No;

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
  const ahead = seq > memory.seq || epoch > known || blockSeq > memory.blockSeq;
  const own = seq === 0 ? new Uint8Array(0) : memory.hashAt(seq);
  if (!ahead && memory.answeredFork(seq, head)) return { ok: true, outcome: 'resumed', link };
  if (!ahead && own === undefined) return { ok: false, problem: 'too-old' };
  if (ahead || own === undefined || !sameBytes(own, head))
    return { ok: true, outcome: 'rolled-back', link, voidUntilS: iat, epoch };
  return seq < memory.startSeq ? { ok: false, problem: 'behind' } : { ok: true, outcome: 'resumed', link };
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
