import type { Exhibit } from './exhibit.ts';

/** A restored disk brings uses back, where nobody who remembers is asked. */
export const restoredBackup: Exhibit = {
  incident: 'Restore from backup resurrects what was revoked',
  broken: () => ({ name: 'a start is confirmed by its own word', memberResumesBlindly: true }),
  noticedBy: ['P2', 'P3', 'P9', 'P12'],
  fromSeed: 68,
};
