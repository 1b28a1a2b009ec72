import { generateSigner } from '@latchkey/keys';
import { DOOR_KIND, hubIdOf } from '@latchkey/protocol';
import { portablePrimitives } from '@latchkey/keys';
import type { Household } from '../model/household.ts';

/** A paired household with a flat door and a garage. For tests. */
export const someHousehold = async (): Promise<Household> => {
  const { key } = await generateSigner();
  return {
    homeId: 'AAAAAAAAAAAAAAAAAAAAAA',
    handle: 'LK-7F3K-92QD',
    hubId: hubIdOf(portablePrimitives, key),
    hubKey: key,
    doors: [
      { id: 1, name: 'Flat door', kind: DOOR_KIND.flat },
      { id: 2, name: 'Garage', kind: DOOR_KIND.garage },
    ],
    capability: 1,
    roster: { hash: new Uint8Array(32).fill(3), epoch: 1 },
    memberName: 'First device',
    pairedAtMs: 1_700_000_000_000,
  };
};
