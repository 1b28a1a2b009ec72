import { sameBytes, type RosterState } from '@latchkey/protocol';

/** Whether a key that was sealed by one roster is held by somebody who is not in another, or holds another key there. */
export const somebodyLeft = (sealedTo: RosterState, now: RosterState): boolean =>
  [...sealedTo.members].some(([kid, { sealingKey }]) => {
    const member = now.members.get(kid);
    return member === undefined || !sameBytes(member.sealingKey, sealingKey);
  });
