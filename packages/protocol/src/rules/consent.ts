import { toHex } from '../bytes.ts';
import { hasFlag } from '../chain.ts';
import type { Knock } from '../claims/grant.ts';
import type { Chain, DoorState } from '../doorstate.ts';
import type { Link } from '../link.ts';
import type { Refusal } from '../refusal.ts';

/** Step 13: presence at the door (flag 16) and a member's approval of this very knock (flag 4), where the chain asks for them. */
export function consentRefusal(chain: Chain, knock: Link<Knock>, door: DoorState): Refusal | undefined {
  const { flags } = chain.terms;
  if (hasFlag(flags, 'atDoor') && !provesPresence(knock.claims, door)) return { reason: 'presence-not-proven' };
  return hasFlag(flags, 'memberApproves') ? unapproved(knock.name, door) : undefined;
}

function unapproved(knock: string, door: DoorState): Refusal | undefined {
  const against = door.unapproved?.get(knock);
  if (against !== undefined) return { reason: `approval-${against}` };
  return door.approved.has(knock) ? undefined : { reason: 'approval-missing' };
}

/** A nonce that exists only at the door, or a code that the door's own camera saw. */
function provesPresence(knock: Knock, door: DoorState): boolean {
  if (knock.nonce === undefined) return door.heardOver === 'door-camera';
  return door.nonces.get(toHex(knock.nonce))?.origin === 'displayed';
}
