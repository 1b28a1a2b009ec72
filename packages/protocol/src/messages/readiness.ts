import { windowsOf } from '../decision/arm.ts';
import { sameBytes } from '../bytes/bytes.ts';
import { firstUnverified, readChain } from '../decision/chain.ts';
import type { Inquiry, Readiness } from '../claims/readiness.ts';
import { hubIdOf } from '../cose/key.ts';
import type { Chain, RosterState, TrustedTime } from '../decision/doorstate.ts';
import { verifyLink, type Link } from '../link.ts';
import { readInquiry, readReadiness } from '../objects.ts';
import type { Primitives, PublicKey } from '../primitives.ts';
import { issuerRefusal } from '../decision/rules/issuer.ts';

/** Who may ask whether a visit's doors are ready, and whether an answer is one: docs/protocol/17-inquiry.md, 18-readiness.md. */

/** So long before a window somebody may ask. */
export const READINESS_AHEAD_S = 86_400;

export type InquiryProblem =
  'malformed' | 'proof-missing' | 'proof-wrong' | 'other-hub' | 'door-unknown' | 'signature-wrong' | 'not-yet' | 'over';

export type JudgedInquiry =
  | { readonly ok: true; readonly link: Link<Inquiry>; readonly chain: Chain }
  | { readonly ok: false; readonly problem: InquiryProblem };

export interface InquiredDoor {
  readonly hubId: Uint8Array;
  readonly roster: RosterState;
  readonly doors: ReadonlySet<number>;
  readonly voidUntilS?: number | undefined;
}

/** `links`: from the grant down to the one that names the asker's key. Whether the visit can still open a door is the hub's to add. */
export function judgeInquiry(
  p: Primitives,
  bytes: Uint8Array,
  links: readonly Uint8Array[],
  door: InquiredDoor,
  now: TrustedTime,
): JudgedInquiry {
  if (links.length < 1 || links.length > 4) return no('proof-missing');
  const read = readChain(p, links);
  if (!read.ok) return no('proof-wrong');
  const { chain } = read;
  if (!sameBytes(chain.grant.claims.hubId, door.hubId)) return no('other-hub');
  const issuer = door.roster.members.get(chain.issuer);
  if (issuer === undefined || issuerRefusal(chain, door) !== undefined) return no('proof-wrong');
  if (firstUnverified(p, chain, issuer.key, new Map()) !== undefined) return no('proof-wrong');
  const inquiry = readInquiry(p, bytes, chain.leaf.hash);
  if (!inquiry.ok) return no('malformed');
  const { link } = inquiry;
  if (!verifyLink(p, link, chain.leaf.claims.holder)) return no('signature-wrong');
  if (!sameBytes(link.claims.hubId, door.hubId)) return no('other-hub');
  if (!chain.terms.doors.every((one) => door.doors.has(one))) return no('door-unknown');
  const early = tooEarlyOrLate(chain, now.unixS);
  return early === undefined ? { ok: true, link, chain } : no(early);
}

function tooEarlyOrLate(chain: Chain, unixS: number | undefined): 'not-yet' | 'over' | undefined {
  if (unixS === undefined) return undefined;
  const coming = windowsOf(chain).filter(({ toS }) => unixS < toS);
  if (coming.length === 0) return 'over';
  return coming.some(({ fromS }) => fromS - READINESS_AHEAD_S <= unixS) ? undefined : 'not-yet';
}

export type ReadinessProblem = 'malformed' | 'other-hub' | 'other-visit' | 'old' | 'doors-wrong' | 'signature-wrong';

/** Whether what came back is this hub's word about this visit, in answer to this very inquiry. */
export function judgeReadiness(
  p: Primitives,
  bytes: Uint8Array,
  hubKey: PublicKey,
  asked: { readonly inquiry: Link<Inquiry>; readonly chain: Pick<Chain, 'grant' | 'terms'> },
): { readonly ok: true; readonly readiness: Readiness } | { readonly ok: false; readonly problem: ReadinessProblem } {
  const read = readReadiness(p, bytes);
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { claims } = read.link;
  const { grant, terms } = asked.chain;
  const wrong = (problem: ReadinessProblem) => ({ ok: false, problem }) as const;
  if (!sameBytes(hubIdOf(p, hubKey), grant.claims.hubId)) return wrong('other-hub');
  if (!verifyLink(p, read.link, hubKey)) return wrong('signature-wrong');
  if (!sameBytes(claims.hubId, grant.claims.hubId)) return wrong('other-hub');
  if (!sameBytes(claims.visitId, grant.claims.visitId)) return wrong('other-visit');
  if (!sameBytes(claims.nonce, asked.inquiry.claims.nonce)) return wrong('old');
  // Each door of the visit, and no other: one that is left out would pass for ready.
  if (claims.doors.map(({ door }) => door).join() !== [...terms.doors].join()) return wrong('doors-wrong');
  return { ok: true, readiness: claims };
}

function no(problem: InquiryProblem): { readonly ok: false; readonly problem: InquiryProblem } {
  return { ok: false, problem };
}
