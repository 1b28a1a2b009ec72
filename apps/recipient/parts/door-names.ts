import type { Language } from '@latchkey/web-kit';
import type { Household } from '../model/household.ts';

/** What the demo's simulated doors are called by their hub, which speaks one language; a household's own names are nobody's to translate. */
const demoNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'Flat door': { en: 'Flat door', de: 'Wohnungstür' },
  Garage: { en: 'Garage', de: 'Garage' },
};

/** The household with the demo's doors called as the person would. */
export const withDoorNames = (household: Household, language: Language): Household => ({
  ...household,
  doors: household.doors.map((door) => ({ ...door, name: demoNames[door.name]?.[language] ?? door.name })),
});
