import { sameBytes, toHex } from '../bytes/bytes.ts';
import type { DoorState } from '../decision/doorstate.ts';
import { verifyLink } from '../link.ts';
import { readApproval } from '../objects.ts';
import type { Primitives } from '../primitives.ts';

export type ApprovalProblem = 'malformed' | 'other-hub' | 'signer-unknown' | 'signature-wrong';

/** A current member's yes or no to one knock (docs/protocol/06-approval.md). On a yes put the hex of the knock's hash into `DoorState.approved`. */
export function judgeApproval(
  p: Primitives,
  bytes: Uint8Array,
  knockHash: Uint8Array,
  door: Pick<DoorState, 'hubId' | 'roster'>,
):
  | { readonly ok: true; readonly kid: string; readonly says: 'yes' | 'no' }
  | { readonly ok: false; readonly problem: ApprovalProblem } {
  const read = readApproval(p, bytes, knockHash);
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { claims, kid: said = new Uint8Array(0) } = read.link;
  if (!sameBytes(claims.hubId, door.hubId)) return { ok: false, problem: 'other-hub' };
  const kid = toHex(said);
  const member = door.roster.members.get(kid);
  if (member === undefined) return { ok: false, problem: 'signer-unknown' };
  return verifyLink(p, read.link, member.key)
    ? { ok: true, kid, says: claims.no === undefined ? 'yes' : 'no' }
    : { ok: false, problem: 'signature-wrong' };
}
