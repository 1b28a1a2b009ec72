import { doorView } from '@latchkey/contract';
import type { Kept } from '@latchkey/hub/locks/simulated';
import { z } from 'zod';
import type { KeptFile } from '../atomic-file.ts';

const percent = z.number().min(0).max(100);
const kept = z.object({
  found: z.object({
    bolt: percent,
    leaf: percent,
    latch: z.enum(['out', 'held']),
    jam: z.boolean(),
    broken: z.boolean(),
    obstructed: z.boolean(),
  }),
  autoLockS: z.number().int().min(1).max(3600).nullable(),
  faults: doorView.doorFaults,
});
const stored = z.record(z.string().regex(/^\d{1,3}$/), kept);

/** Doors stay as somebody left them, whether this program runs or not. A file that cannot be read is a new home's. */
export const readKeptDoors = async (file: KeptFile): Promise<ReadonlyMap<number, Kept>> => {
  const text = await file.read();
  if (text === undefined) return new Map();
  try {
    const read = stored.parse(JSON.parse(text));
    return new Map(Object.entries(read).map(([door, one]) => [Number(door), one]));
  } catch {
    return new Map();
  }
};

export const keptText = (doors: ReadonlyMap<number, Kept>): string => JSON.stringify(Object.fromEntries(doors));
