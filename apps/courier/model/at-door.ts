import type { Stop } from '@latchkey/carrier-sdk';
import { sameBytes, type AtDoor } from '@latchkey/protocol';

/** The next stop of the tour that this door belongs to, by what its household signed. */
export const stopAtDoor = (stops: readonly Stop[], at: Pick<AtDoor, 'hubId' | 'door'>): Stop | undefined =>
  stops.find(({ chain, terms }) => sameBytes(chain.grant.claims.hubId, at.hubId) && terms.doors.includes(at.door));
