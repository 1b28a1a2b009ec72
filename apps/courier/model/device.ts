import { createCourierDevice, keysOfDevice, portableWorld, type CourierDevice } from '@latchkey/carrier-sdk';
import { datedFetch, makeDeviceKeys, readDeviceKeys, type OnDate, type Shelf } from '@latchkey/web-kit/model';

/** What the courier shows to dispatch. The code vouches for this device's keys; it is of no use to anybody at a door. */
export interface Enrolled {
  readonly name: string;
  readonly code: string;
}

export interface OwnDevice {
  readonly device: CourierDevice;
  readonly shelf: Shelf;
  readonly enrolled: Enrolled | undefined;
  readonly enrol: (name: string) => Promise<Enrolled>;
}

const keyName = 'device';
const enrolledName = 'enrolled';

/** This browser's device: its keys never leave IndexedDB, and are made when it is first opened. */
export const openDevice = async (shelf: Shelf, onDate: OnDate): Promise<OwnDevice> => {
  const keys = keysOfDevice((await readDeviceKeys(shelf, keyName)) ?? (await makeDeviceKeys(shelf, keyName)));
  const device = createCourierDevice({
    world: portableWorld('', datedFetch(onDate)),
    keys,
    transport: 'cookie',
  });
  return {
    device,
    shelf,
    enrolled: (await shelf.get(enrolledName)) as Enrolled | undefined,
    enrol: async (name) => {
      const { code } = await device.enrol(name);
      const enrolled = { name, code };
      await shelf.put(enrolledName, enrolled);
      return enrolled;
    },
  };
};
