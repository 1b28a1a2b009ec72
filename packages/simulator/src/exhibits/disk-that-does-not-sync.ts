import type { Exhibit } from './exhibit.ts';

/** A database that never calls fsync: acknowledged, and gone with the power. */
export const diskThatDoesNotSync: Exhibit = {
  incident: 'Acknowledged writes lost in a crash',
  broken: () => ({
    name: 'sync answers and does nothing',
    disk: (disk) => ({
      read: (from, to) => disk.read(from, to),
      truncate: (bytes) => disk.truncate(bytes),
      append: (bytes) => disk.append(bytes),
      beside: () => disk.beside(),
      sync: () => Promise.resolve(),
      close: () => disk.close(),
    }),
  }),
  noticedBy: ['P2', 'P3', 'P9'],
};
