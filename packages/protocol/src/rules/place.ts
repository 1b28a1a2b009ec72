import { sameBytes } from '../bytes.ts';
import { effective } from '../chain.ts';
import type { Rule } from './request.ts';

/** Step 6: the hub is me, the door is mine and is granted at every link. */
export const atThisDoor: Rule = ({ chain, door: wanted }, door) => {
  if (!sameBytes(chain.grant.claims.hubId, door.hubId)) return { reason: 'other-hub' };
  if (!door.doors.has(wanted)) return { reason: 'door-unknown', door: wanted };
  const granted = chain.grant.claims.doors.includes(wanted) && effective(chain).doors.includes(wanted);
  return granted ? undefined : { reason: 'door-not-granted', door: wanted };
};
