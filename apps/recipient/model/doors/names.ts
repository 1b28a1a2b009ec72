import type { DoorDescription } from '@latchkey/protocol';
import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { Language } from '@latchkey/web-kit/format';
import type { Household } from '../household.ts';

/** A household's own names for its doors, by door. Kept on its devices; others read them only sealed to them. */
export type OwnDoorNames = Readonly<Record<number, string>>;

/** What somebody called a door, and when by their clock; empty: as its hub calls it. */
export interface NamedDoor {
  readonly name: string;
  readonly atMs: number;
}
export type NamedDoors = Readonly<Record<number, NamedDoor>>;

export const longestDoorName = 40;

export interface DoorNames {
  readonly own: Observable<OwnDoorNames>;
  readonly named: () => NamedDoors;
  /** An empty name gives the door back the one that its hub has for it. */
  readonly call: (door: number, name: string) => Promise<void>;
  /** What another device of the household says. Of two names for a door the later one stays. */
  readonly hear: (said: NamedDoors) => Promise<void>;
}

export interface DoorNamesParts {
  readonly before: NamedDoors;
  readonly keep: (named: NamedDoors) => Promise<void>;
  readonly wallMs: () => number;
  /** Somebody here has just called a door something. */
  readonly onCalled: () => void;
}

export const createDoorNames = ({ before, keep, wallMs, onCalled }: DoorNamesParts): DoorNames => {
  let named = before;
  const own = createCell(ownOf(before));
  const set = async (next: NamedDoors) => {
    named = next;
    own.set(ownOf(next));
    await keep(next);
  };
  const call: DoorNames['call'] = async (door, name) => {
    const plain = name.trim().slice(0, longestDoorName);
    if (plain === (named[door]?.name ?? '')) return;
    // Later than what stands, though this device's clock may be behind the other's.
    const atMs = Math.max(wallMs(), (named[door]?.atMs ?? 0) + 1);
    await set({ ...named, [door]: { name: plain, atMs } });
    onCalled();
  };
  const hear: DoorNames['hear'] = async (said) => {
    const next = withLater(named, said);
    if (next !== named) await set(next);
  };
  return { own, named: () => named, call, hear };
};

/** Each door's later name, whichever comes first: every device ends with the same. The same object where nothing is later. */
const withLater = (named: NamedDoors, said: NamedDoors): NamedDoors => {
  const later = Object.entries(said).filter(([door, one]) => isLater(one, named[Number(door)]));
  return later.length === 0 ? named : { ...named, ...Object.fromEntries(later) };
};

const isLater = (one: NamedDoor, than: NamedDoor | undefined): boolean =>
  than === undefined || one.atMs > than.atMs || (one.atMs === than.atMs && one.name > than.name);

const ownOf = (named: NamedDoors): OwnDoorNames =>
  Object.fromEntries(Object.entries(named).flatMap(([door, { name }]) => (name === '' ? [] : [[door, name]])));

/** What this device knew when it was started; names without a moment are from a welcome, or from before moments were kept. */
export const namedIn = ({ doorNames, namedDoors }: Pick<Household, 'doorNames' | 'namedDoors'>): NamedDoors => ({
  ...Object.fromEntries(Object.entries(doorNames ?? {}).map(([door, name]) => [door, { name, atMs: 0 }])),
  ...namedDoors,
});

/** The names that stand, of all that this device knows. */
export const ownIn = (household: Pick<Household, 'doorNames' | 'namedDoors'>): OwnDoorNames =>
  ownOf(namedIn(household));

/** What the demo's simulated doors are called by their hub, which speaks one language; a household's own names are nobody's to translate. */
const demoNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'Flat door': { en: 'Flat door', de: 'Wohnungstür' },
  Garage: { en: 'Garage', de: 'Garage' },
};

export const hubsName = (door: DoorDescription, language: Language): string =>
  demoNames[door.name]?.[language] ?? door.name;

/** The doors, called as the household calls them, and else as their hub does. */
export const calledDoors = (
  doors: Household['doors'],
  own: OwnDoorNames,
  language: Language,
): readonly DoorDescription[] => doors.map((door) => ({ ...door, name: own[door.id] ?? hubsName(door, language) }));
