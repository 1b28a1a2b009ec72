import type { shapes } from '@latchkey/contract';
import type { z } from 'zod';

/** Where a parcel can go instead, in the order in which people choose it. */
export type DivertPlace = z.infer<typeof shapes.divertTarget>;
export const divertPlaces: readonly DivertPlace[] = [
  'neighbour',
  'collection-point',
  'parcel-box',
  'other-day',
  'return',
];
