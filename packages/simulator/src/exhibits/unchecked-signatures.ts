import type { Exhibit } from './exhibit.ts';

/** August, BoxLock, Sciener: whoever writes the right words is obeyed. Here every signature counts as good. */
export const uncheckedSignatures: Exhibit = {
  incident: 'Parcel lock opened by any phone (GATT write)',
  broken: () => ({ name: 'every signature is believed', primitives: (p) => ({ ...p, verify: () => true }) }),
  noticedBy: ['P1'],
};
