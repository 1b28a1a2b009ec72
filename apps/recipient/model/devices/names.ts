import { createCell, type Observable } from '@latchkey/web-kit/model';

/** What the household's devices are called, by hex of their kid. */
export type NamesOfDevices = Readonly<Record<string, string>>;

export const longestDeviceName = 40;

/** What this device calls the household's others. */
export interface DeviceNames {
  readonly all: Observable<NamesOfDevices>;
  readonly call: (kid: string, name: string) => Promise<void>;
  /** What another device of the household says. It fills in what has no name here; a name that stands here stays. */
  readonly hear: (said: NamesOfDevices) => Promise<void>;
}

export const createDeviceNames = (
  before: NamesOfDevices,
  keep: (names: NamesOfDevices) => Promise<void>,
): DeviceNames => {
  const all = createCell(before);
  const set = async (names: NamesOfDevices) => {
    all.set(names);
    await keep(names);
  };
  return {
    all,
    call: (kid, name) => set({ ...all.get(), [kid]: name }),
    hear: async (said) => {
      const known = all.get();
      const unheard = Object.entries(said).filter(([kid]) => known[kid] === undefined);
      if (unheard.length > 0) await set({ ...known, ...Object.fromEntries(unheard) });
    },
  };
};
