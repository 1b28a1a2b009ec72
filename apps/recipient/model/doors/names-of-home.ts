import type { Clock } from '@latchkey/web-kit/model';
import { createDoorNames, namedIn, type DoorNames } from './names.ts';
import type { Household } from '../household.ts';
import { createNamesSharing, type NamesSharing, type NamesSharingParts } from './names-sharing.ts';

interface NamesOfHomeParts extends Pick<NamesSharingParts, 'primitives' | 'keys' | 'client' | 'members' | 'later'> {
  readonly household: Pick<Household, 'homeId' | 'doorNames' | 'namedDoors'>;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly kept: () => Pick<Household, 'namesToldEpoch'>;
  readonly keep: (change: Pick<Household, 'namedDoors' | 'namesToldEpoch'>) => Promise<void>;
}

/** What the doors of this household are called, kept on this device and shared with its others. */
export const namesOfHome = (parts: NamesOfHomeParts): { doorNames: DoorNames; sharing: NamesSharing } => {
  const { household, kept, keep } = parts;
  const wallMs = () => parts.clock.wallMs();
  const doorNames = createDoorNames({
    before: namedIn(household),
    keep: (namedDoors) => keep({ namedDoors }),
    wallMs,
    onCalled: () => sharing.changed(),
  });
  const sharing = createNamesSharing({
    ...parts,
    homeId: household.homeId,
    names: doorNames,
    toldEpoch: () => kept().namesToldEpoch,
    keepTold: (namesToldEpoch) => keep({ namesToldEpoch }),
    wallMs,
  });
  return { doorNames, sharing };
};
