import { sameBytes, toHex } from '../bytes/bytes.ts';
import type { Look, RosterMember } from '../claims/household.ts';
import { keyName } from '../cose/key.ts';
import type { DoorState } from '../decision/doorstate.ts';
import { verifyLink, type Link } from '../link.ts';
import { readLook } from '../objects.ts';
import type { Primitives } from '../primitives.ts';
import { nonceRefusal } from '../decision/rules/once.ts';

export type LookProblem =
  | 'malformed'
  | 'other-hub'
  | 'signer-unknown'
  | 'signature-wrong'
  | 'door-unknown'
  | 'nonce-unknown'
  | 'nonce-not-yours'
  | 'nonce-expired';

interface Said {
  readonly ok: true;
  readonly link: Link<Look>;
  /** Hex. */
  readonly kid: string;
  readonly member: RosterMember;
}

export type JudgedLook =
  /** `nonce` is hex: to be spent before anything is shown. */
  | (Said & {
      readonly says: 'begin';
      readonly nonce: string;
      readonly seconds: number;
      readonly sealingKey: Uint8Array;
    })
  /** `look` is the hash of the one that is to end. */
  | (Said & { readonly says: 'end'; readonly look: Uint8Array })
  | { readonly ok: false; readonly problem: LookProblem };

type Known = Pick<DoorState, 'hubId' | 'roster' | 'doors' | 'nonces'>;

const no = (problem: LookProblem): JudgedLook => ({ ok: false, problem });

/** docs/protocol/09-look.md, steps 1 and 2: a current member's wish to see a camera, or that another's be over. */
export function judgeLook(p: Primitives, bytes: Uint8Array, known: Known, uptimeMs: number): JudgedLook {
  const read = readLook(p, bytes);
  if (!read.ok) return no('malformed');
  const { link } = read;
  const { hubId, door, nonce, seconds, sealingKey, ends } = link.claims;
  if (!sameBytes(hubId, known.hubId)) return no('other-hub');
  const kid = toHex(link.kid ?? new Uint8Array(0));
  const member = known.roster.members.get(kid);
  if (member === undefined) return no('signer-unknown');
  if (!verifyLink(p, link, member.key)) return no('signature-wrong');
  if (!known.doors.has(door)) return no('door-unknown');
  const said: Said = { ok: true, link, kid, member };
  if (ends !== undefined) return { ...said, says: 'end', look: ends };
  if (nonce === undefined || seconds === undefined || sealingKey === undefined) return no('malformed');
  const over = toHex(nonce);
  const late = lateness(over, door, keyName(member.key), known, uptimeMs);
  return late === undefined ? { ...said, says: 'begin', nonce: over, seconds, sealingKey } : no(late);
}

/** The hub's own nonce, asked for this door by this very key: a recorded look starts no camera. */
function lateness(
  nonce: string,
  door: number,
  holder: string,
  known: Known,
  uptimeMs: number,
): LookProblem | undefined {
  // A displayed nonce may be read by whoever stands at the door: only an asked one is a member's own.
  if ((known.nonces.get(nonce)?.origin ?? 'asked') !== 'asked') return 'nonce-not-yours';
  return nonceRefusal(nonce, door, holder, known, uptimeMs)?.reason;
}

/** How long the same member waits for the next look: as long as this one lasted, or an hour where somebody else ended it. */
export const lookRestMs = (lastedMs: number, endedByOther: boolean): number =>
  endedByOther ? LOOK_ENDED_REST_MS : lastedMs;

export const LOOK_ENDED_REST_MS = 60 * 60 * 1000;
/** Of the hub's own running time, after somebody pressed its button. */
export const LOOKS_OFF_MS = 24 * 60 * 60 * 1000;
/** No viewer's nonce for so long: nobody watches. */
export const LOOK_UNWATCHED_MS = 20_000;

export const LOOK_ENDS = [
  'time-over',
  'ended-by-member',
  'button',
  'visit',
  'member-removed',
  'nobody-watches',
  'line-lost',
  'camera-lost',
  'hub-restarted',
] as const;
export type LookEnd = (typeof LOOK_ENDS)[number];
