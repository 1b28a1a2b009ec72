import type { DoorDeclaration } from '../wire.ts';
import { garageTravelMs, garageWarnsMs } from './garage-door.ts';

/** The two doors of the demo home, as their installer declares them. */
export const demoHome = {
  flat: {
    door: 1,
    name: 'Flat door',
    kind: 'flat',
    egressFree: true,
    mechanicalKey: true,
    autoLock: true,
    closesByItself: false,
    warnsMs: 0,
    slowestMoveMs: 1700,
    standing: [],
  },
  garage: {
    door: 2,
    name: 'Garage',
    kind: 'garage',
    egressFree: true,
    mechanicalKey: true,
    autoLock: false,
    closesByItself: true,
    warnsMs: garageWarnsMs,
    slowestMoveMs: garageWarnsMs + 2 * garageTravelMs,
    standing: ['button-inside'],
  },
} as const satisfies Record<string, DoorDeclaration>;
