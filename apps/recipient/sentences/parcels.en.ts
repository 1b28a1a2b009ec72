import type { Format } from '@latchkey/web-kit';
import type { ParcelPlace } from '../model/parcels.ts';

/** The words of *Parcels*: what comes, what came, and what was sent elsewhere. */
export const parcelsEn = {
  title: 'Parcels',
  nothing: 'No parcels yet.',
  nothingWay: (handle: string) =>
    `Give your household’s handle, ${handle}, to whoever sends you something. What carriers announce appears here.`,
  groups: {
    waiting: 'Waits for you',
    underWay: 'Under way',
    delivered: 'Inside',
    elsewhere: 'Elsewhere',
  },
  groupsEmpty: 'Nothing waits for you and nothing is under way.',
  place: {
    waits: 'Inside, or where else?',
    lapsed: 'Nobody decided in time',
    'under-way': 'Under way',
    delivered: 'Inside, door locked',
    elsewhere: 'Sent elsewhere',
    'not-let-in': 'With the carrier',
  } satisfies Record<ParcelPlace, string>,
  more: (f: Format, n: number) => f.count(n, { one: 'Show # more', other: 'Show # more' }),
};

export type ParcelsSentences = typeof parcelsEn;
