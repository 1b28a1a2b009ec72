/** The parts of the app that have a tab, each with the address of its first screen. */
export const sections = {
  today: '/',
  parcels: '/parcels',
  people: '/people',
  doors: '/doors',
  household: '/household',
} as const;
export type Section = keyof typeof sections;

/** Parcels are arranged where there is a server; who comes again the hub itself knows. */
export const sectionsAtHome: readonly Section[] = ['today', 'people', 'doors', 'household'];

const byFirstPiece: Readonly<Record<string, Section>> = {
  '': 'today',
  visit: 'today',
  /** What is left of a pairing link once its code is out of the address. */
  pair: 'today',
  parcel: 'parcels',
  parcels: 'parcels',
  people: 'people',
  doors: 'doors',
  household: 'household',
};

/** Which tab an address stands under: by its first piece as a whole, whether there is a screen at it or not. */
export const sectionOf = (address: string): Section | undefined => {
  const piece = address.split('/')[1] ?? '';
  return Object.hasOwn(byFirstPiece, piece) ? byFirstPiece[piece] : undefined;
};
