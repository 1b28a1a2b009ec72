import { sameBytes, toHex } from '../bytes/bytes.ts';
import { firstUnverified, readChain } from '../decision/chain.ts';
import type { Grant } from '../claims/grant.ts';
import { TARGET, type Block, type Divert } from '../claims/household.ts';
import { keyIdOf, sameKey } from '../cose/key.ts';
import type { DoorState, RosterState, StandingBlock } from '../decision/doorstate.ts';
import { verifyLink, type Link } from '../link.ts';
import { readBlock, readDivert } from '../objects.ts';
import type { Primitives, PublicKey } from '../primitives.ts';

/** Blocks and diverts: docs/protocol/04-block.md and 07-divert.md. */

export type WithdrawalProblem =
  'malformed' | 'other-hub' | 'other-visit' | 'signer-unknown' | 'signature-wrong' | 'proof-missing' | 'proof-wrong';

export type JudgedBlock =
  | {
      readonly ok: true;
      readonly link: Link<Block>;
      /** Give it the next seq and journal it before its receipt. */ readonly standing: Omit<StandingBlock, 'seq'>;
    }
  | { readonly ok: false; readonly problem: WithdrawalProblem };

/**
 * Whether this hub honours a block. Any current member may block anything at their home. A carrier may block what lies below links it
 * signed, so it sends the links down to its own key along: without that proof anybody's key could fill the hub's journal.
 */
export function judgeBlock(
  p: Primitives,
  bytes: Uint8Array,
  door: Pick<DoorState, 'hubId' | 'roster'>,
  proof: readonly Uint8Array[] = [],
): JudgedBlock {
  const read = readBlock(p, bytes);
  if (!read.ok) return no('malformed');
  const { link } = read;
  const { hubId, target, carrierKey, exp } = link.claims;
  if (!sameBytes(hubId, door.hubId)) return no('other-hub');
  if ((carrierKey === undefined) === (link.kid === undefined)) return no('malformed');
  const key = carrierKey ?? door.roster.members.get(toHex(link.kid ?? new Uint8Array(0)))?.key;
  if (key === undefined) return no('signer-unknown');
  if (!verifyLink(p, link, key)) return no('signature-wrong');
  const problem = carrierKey === undefined ? undefined : proofProblem(p, carrierKey, link.claims, door, proof);
  if (problem !== undefined) return no(problem);
  const standing = {
    target,
    ...(exp === undefined ? {} : { exp }),
    ...(carrierKey === undefined ? {} : { carrierId: keyIdOf(p, carrierKey) }),
  };
  return { ok: true, link, standing };
}

/** The proof: a member's grant for this hub and the links down to the one that hands the visit to this carrier. */
function proofProblem(
  p: Primitives,
  carrier: PublicKey,
  block: Block,
  door: Pick<DoorState, 'hubId' | 'roster'>,
  proof: readonly Uint8Array[],
): WithdrawalProblem | undefined {
  if (proof.length < 1 || proof.length > 4) return 'proof-missing';
  const read = readChain(p, proof);
  if (!read.ok) return 'proof-wrong';
  const { grant } = read.chain;
  const issuer = door.roster.members.get(toHex(grant.kid ?? new Uint8Array(0)));
  const last = read.chain.links.at(-1);
  if (issuer === undefined || last === undefined || !sameKey(last.claims.holder, carrier)) return 'proof-wrong';
  if (!sameBytes(grant.claims.hubId, door.hubId) || firstUnverified(p, read.chain, issuer.key, new Map()) !== undefined)
    return 'proof-wrong';
  return block.target.type === TARGET.visit && !sameBytes(block.target.id, grant.claims.visitId)
    ? 'other-visit'
    : undefined;
}

export type JudgedDivert =
  | { readonly ok: true; readonly link: Link<Divert>; readonly block: Link<Block> }
  | { readonly ok: false; readonly problem: WithdrawalProblem };

/** A divert over its grant, signed by a current member, with a block of the same visit by the same member inside. Hub and carrier both ask this. */
export function judgeDivert(p: Primitives, bytes: Uint8Array, grant: Link<Grant>, roster: RosterState): JudgedDivert {
  const read = readDivert(p, bytes, grant.hash);
  if (!read.ok) return no('malformed');
  const { link } = read;
  const kid = link.kid ?? new Uint8Array(0);
  const member = roster.members.get(toHex(kid));
  if (member === undefined) return no('signer-unknown');
  if (!verifyLink(p, link, member.key)) return no('signature-wrong');
  const { hubId, visitId } = grant.claims;
  if (!sameBytes(link.claims.hubId, hubId)) return no('other-hub');
  if (!sameBytes(link.claims.visitId, visitId)) return no('other-visit');
  const block = readBlock(p, link.claims.block);
  if (!block.ok || block.link.kid === undefined || !sameBytes(block.link.kid, kid)) return no('malformed');
  if (!verifyLink(p, block.link, member.key)) return no('signature-wrong');
  const { target, hubId: blockedHub } = block.link.claims;
  if (!sameBytes(blockedHub, hubId)) return no('other-hub');
  if (target.type !== TARGET.visit || !sameBytes(target.id, visitId)) return no('other-visit');
  return { ok: true, link, block: block.link };
}

function no(problem: WithdrawalProblem): { readonly ok: false; readonly problem: WithdrawalProblem } {
  return { ok: false, problem };
}
