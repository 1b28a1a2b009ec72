import type { Clock } from '@latchkey/web-kit/model';
import { createDeviceNames, type DeviceNames } from '../devices/names.ts';
import { createDoorNames, namedIn, type DoorNames } from './names.ts';
import type { Household } from '../household.ts';
import { createNamesSharing, type NamesSharing, type NamesSharingParts } from './names-sharing.ts';

interface NamesOfHomeParts extends Pick<NamesSharingParts, 'primitives' | 'keys' | 'client' | 'members' | 'later'> {
  readonly household: Pick<Household, 'homeId' | 'doorNames' | 'namedDoors' | 'names' | 'memberName'>;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly kept: () => Pick<Household, 'namesToldEpoch'>;
  readonly keep: (change: Pick<Household, 'names' | 'namedDoors' | 'namesToldEpoch'>) => Promise<void>;
}

/** What the doors and the devices of this household are called, kept on this device and shared with its others. */
export const namesOfHome = (
  parts: NamesOfHomeParts,
): { doorNames: DoorNames; deviceNames: DeviceNames; sharing: NamesSharing } => {
  const { household, kept, keep } = parts;
  const wallMs = () => parts.clock.wallMs();
  const doorNames = createDoorNames({
    before: namedIn(household),
    keep: (namedDoors) => keep({ namedDoors }),
    wallMs,
    onCalled: () => sharing.changed(),
  });
  const deviceNames = createDeviceNames(household.names ?? {}, (names) => keep({ names }));
  const sharing = createNamesSharing({
    ...parts,
    homeId: household.homeId,
    names: doorNames,
    devices: deviceNames,
    ownName: household.memberName,
    toldEpoch: () => kept().namesToldEpoch,
    keepTold: (namesToldEpoch) => keep({ namesToldEpoch }),
    wallMs,
  });
  return { doorNames, deviceNames, sharing };
};
