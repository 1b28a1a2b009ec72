import { createCourierDevice, keysOfDevice, portableWorld, type CourierDevice } from '@latchkey/carrier-sdk';
import { datedFetch, makeDeviceKeys, readDeviceKeys, type OnDate, type Shelf } from '@latchkey/web-kit/model';

/** What the courier shows to dispatch. The code vouches for this device's keys; it is of no use to anybody at a door. */
export interface Enrolled {
  readonly name: string;
  readonly code: string;
  /** The server lets whoever is shown the code find the record and take the device on; absent: it was made before that followed from the code. */
  readonly leads?: true;
}

export interface OwnDevice {
  readonly device: CourierDevice;
  readonly shelf: Shelf;
  readonly enrolled: Enrolled | undefined;
  readonly enrol: (name: string) => Promise<Enrolled>;
  /** A fresh code in the place of one that leads nowhere any more; undefined: there is none such. Rejects without a connection. */
  readonly renew: () => Promise<Enrolled | undefined>;
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
  const enrolling = keepingCode(shelf, device);
  return { device, shelf, enrolled: (await shelf.get(enrolledName)) as Enrolled | undefined, ...enrolling };
};

/** The device's code, which stays on it. */
export const keepingCode = (
  shelf: Pick<Shelf, 'get' | 'put'>,
  device: Pick<CourierDevice, 'enrol'>,
): Pick<OwnDevice, 'enrol' | 'renew'> => {
  const enrol = async (name: string) => {
    const { code } = await device.enrol(name);
    const enrolled: Enrolled = { name, code, leads: true };
    await shelf.put(enrolledName, enrolled);
    return enrolled;
  };
  return {
    enrol,
    renew: async () => {
      const kept = (await shelf.get(enrolledName)) as Enrolled | undefined;
      return kept === undefined || kept.leads === true ? undefined : enrol(kept.name);
    },
  };
};
