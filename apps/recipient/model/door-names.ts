import type { DoorDescription } from '@latchkey/protocol';
import { createCell, type Observable } from '@latchkey/web-kit/model';
import type { Language } from '@latchkey/web-kit/format';
import type { Household } from './household.ts';

/** A household's own names for its doors, by door. Kept on its devices; others read them only sealed to them. */
export type OwnDoorNames = Readonly<Record<number, string>>;

export const longestDoorName = 40;

export interface DoorNames {
  readonly own: Observable<OwnDoorNames>;
  /** An empty name gives the door back the one that its hub has for it. */
  readonly call: (door: number, name: string) => Promise<void>;
}

export const createDoorNames = (before: OwnDoorNames, keep: (names: OwnDoorNames) => Promise<void>): DoorNames => {
  const own = createCell(before);
  const call: DoorNames['call'] = async (door, name) => {
    const plain = name.trim().slice(0, longestDoorName);
    const others = Object.entries(own.get()).filter(([id]) => Number(id) !== door);
    own.set(Object.fromEntries(plain === '' ? others : [...others, [door, plain]]));
    await keep(own.get());
  };
  return { own, call };
};

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
