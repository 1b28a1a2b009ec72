import { sameBytes } from '../../bytes/bytes.ts';
import type { Rule } from './request.ts';

/** Step 6: the hub is me, the door is mine and is granted at every link. */
export const atThisDoor: Rule = ({ chain, door: wanted }, door) => {
  if (!sameBytes(chain.grant.claims.hubId, door.hubId)) return { reason: 'other-hub' };
  if (!door.doors.has(wanted)) return { reason: 'door-unknown', door: wanted };
  const granted = chain.grant.claims.doors.includes(wanted) && chain.terms.doors.includes(wanted);
  return granted ? undefined : { reason: 'door-not-granted', door: wanted };
};
