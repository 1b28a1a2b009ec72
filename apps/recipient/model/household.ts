import { toBase64url, type DoorDescription, type PublicKey } from '@latchkey/protocol';
import type { Fork, SeenHead, Shelf } from '@latchkey/web-kit/model';
import type { NamedDoors, OwnDoorNames } from './doors/names.ts';
import {
  calendarTokenName,
  choicesName,
  divertsName,
  keptDayName,
  logAwaitedName,
  logFoundName,
  logListedName,
  rulesName,
  sealingKeysName,
} from './shelf-names.ts';
import { suspendedName } from './devices/suspended.ts';

/** What this device knows for itself about its household. The server is never asked for any of it. */
export interface Household {
  readonly homeId: string;
  /** What carriers call the household; public. */
  readonly handle: string;
  readonly hubId: Uint8Array;
  /** From pairing: every receipt, state and film is checked with it. */
  readonly hubKey: PublicKey;
  readonly doors: readonly DoorDescription[];
  readonly capability: number;
  /** Head of the roster chain and its epoch. */
  readonly roster: { readonly hash: Uint8Array; readonly epoch: number };
  /** What the person calls themselves. It stays on this device: a roster travels through the server. */
  readonly memberName: string;
  /** What the household's devices are called, by hex of their kid; only on its devices. */
  readonly names?: Readonly<Record<string, string>>;
  /** What the household called its doors when this device joined it; only on its devices. */
  readonly doorNames?: OwnDoorNames;
  /** What it has called them since, with when; only on its devices. */
  readonly namedDoors?: NamedDoors;
  /** The epoch of the roster whose devices all have these names. */
  readonly namesToldEpoch?: number | undefined;
  /** What the person calls their home; only here, too. */
  readonly homeName?: string;
  readonly pairedAtMs: number;
  /** This page is the hub's own: there is no server behind it. */
  readonly atHome?: true;
}

export const hubIdText = (household: Household): string => toBase64url(household.hubId);

export const doorOf = (household: Household, id: number): DoorDescription | undefined =>
  household.doors.find((door) => door.id === id);

const householdName = 'household';
const headName = 'receipt-head';
const forkName = 'receipt-fork';

export const readHousehold = async (shelf: Shelf): Promise<Household | undefined> =>
  (await shelf.get(householdName)) as Household | undefined;

export const keepHousehold = (shelf: Shelf, household: Household): Promise<void> => shelf.put(householdName, household);

/** The highest receipt this device verified: a server cannot tell a shorter story tomorrow (P9). */
export const readHead = async (shelf: Shelf, none: SeenHead): Promise<SeenHead> =>
  ((await shelf.get(headName)) as SeenHead | undefined) ?? none;

export const keepHead = (shelf: Shelf, head: SeenHead): Promise<void> => shelf.put(headName, head);

/** Two histories of the hub that were proven to this device. Kept until the household is left: a proof does not end. */
export const readFork = async (shelf: Shelf): Promise<Fork | undefined> =>
  (await shelf.get(forkName)) as Fork | undefined;

export const keepFork = (shelf: Shelf, fork: Fork): Promise<void> => shelf.put(forkName, fork);

/** Leaves the household on this device. The member stays in the roster until an admin signs the next one. */
export const leaveHousehold = async (shelf: Shelf): Promise<void> => {
  for (const name of [
    householdName,
    headName,
    forkName,
    'keys',
    'blocks',
    'people',
    'pins',
    'declarations',
    choicesName,
    divertsName,
    rulesName,
    sealingKeysName,
    calendarTokenName,
    keptDayName,
    suspendedName,
    'log',
    logFoundName,
    logAwaitedName,
    logListedName,
    'told',
  ])
    await shelf.drop(name);
};
