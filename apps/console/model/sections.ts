export type Section = 'now' | 'shipments' | 'couriers' | 'programs' | 'settings';

const byFirstPiece: Readonly<Record<string, Section>> = {
  '': 'now',
  /** The set-up link, once it has done its work. */
  setup: 'now',
  shipments: 'shipments',
  shipment: 'shipments',
  import: 'shipments',
  rules: 'shipments',
  couriers: 'couriers',
  courier: 'couriers',
  enrol: 'couriers',
  programs: 'programs',
  settings: 'settings',
  'sign-in': 'settings',
};

/** Which part of the console an address stands in: by its first piece as a whole. */
export const sectionOf = (address: string): Section | undefined => {
  const piece = address.split('/')[1] ?? '';
  return Object.hasOwn(byFirstPiece, piece) ? byFirstPiece[piece] : undefined;
};
