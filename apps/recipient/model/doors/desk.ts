import type { Primitives } from '@latchkey/protocol';
import type { DeviceKeys, RandomBytes, ReceiptStore, Shelf } from '@latchkey/web-kit/model';
import { askAccess, type AccessAnswer } from '../access/access.ts';
import { createDeclarations, type Declarations } from './facts.ts';
import type { Household } from '../household.ts';
import type { HubAnswer } from './member-knock.ts';

/** What the household says of its doors, and what it asks about them. */
export interface DoorDesk {
  readonly declarations: Declarations;
  /** Who can open a door, from the hub itself. */
  readonly access: (door: number) => Promise<AccessAnswer>;
}

export interface DoorDeskParts {
  readonly primitives: Primitives;
  readonly household: Household;
  readonly keys: DeviceKeys;
  readonly randomBytes: RandomBytes;
  readonly wallMs: () => number;
  readonly shelf: Shelf;
  readonly receipts: ReceiptStore;
  readonly tell: (method: 'declare' | 'access', message: Uint8Array) => Promise<HubAnswer>;
}

export const createDoorDesk = (parts: DoorDeskParts): DoorDesk => {
  const { primitives, household, keys, randomBytes, tell } = parts;
  const { hubId, hubKey } = household;
  const access: DoorDesk['access'] = (door) =>
    askAccess({ primitives, signer: keys.signer, open: keys.open, hubId, hubKey, randomBytes, tell }, door);
  const declarations = createDeclarations({
    ...parts,
    signer: keys.signer,
    hubId,
    numberAtHub: async (door) => {
      const answer = await access(door);
      return answer.ok ? answer.access.declared : 0;
    },
  });
  return { declarations, access };
};
