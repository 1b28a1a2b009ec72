import { toHex } from '../../bytes/bytes.ts';
import { hasFlag } from '../chain.ts';
import type { Knock } from '../../claims/grant.ts';
import type { Presence } from '../../claims/receipt.ts';
import type { Chain, DoorState } from '../doorstate.ts';
import type { Link } from '../../link.ts';
import type { Primitives } from '../../primitives.ts';
import type { Refusal } from '../refusal.ts';
import { nonceOf } from './once.ts';

/** Step 13: presence at the door (flag 16) and a member's approval of this very knock (flag 4), where the chain asks for them. */
export function consentRefusal(p: Primitives, chain: Chain, knock: Link<Knock>, door: DoorState): Refusal | undefined {
  const { flags } = chain.terms;
  if (hasFlag(flags, 'atDoor') && provenBy(p, knock.claims, door) === undefined)
    return { reason: 'presence-not-proven' };
  return hasFlag(flags, 'memberApproves') ? unapproved(knock.name, door) : undefined;
}

function unapproved(knock: string, door: DoorState): Refusal | undefined {
  const against = door.unapproved?.get(knock);
  if (against !== undefined) return { reason: `approval-${against}` };
  return door.approved.has(knock) ? undefined : { reason: 'approval-missing' };
}

/** What shows that whoever knocks is in touch with this very door: a nonce that exists only there, or a code that its own camera saw. */
export function provenBy(
  p: Primitives,
  knock: Knock,
  door: Pick<DoorState, 'nonces' | 'heardOver'>,
): Presence | undefined {
  const nonce = nonceOf(p, knock);
  if (nonce === undefined) return door.heardOver === 'door-camera' ? 'camera' : undefined;
  return PROVES[door.nonces.get(toHex(nonce))?.origin ?? 'asked'];
}

const PROVES = { asked: undefined, displayed: 'display', tapped: 'tag' } as const;
