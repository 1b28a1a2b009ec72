import type { Promised } from './checker.ts';

/** When the hub tells a door to open for a visit that must be filmed, five seconds of moving picture are on disk, the newest of them young. */
export const p6: Promised = {
  name: 'P6',
  check: () => {
    let looked = 0;
    return ({ world: { record } }) => {
      for (const { door, provenFilmMs, atMs } of record.orders.slice(looked)) {
        looked++;
        const knock = record.knocks.findLast(
          (one) => one.door === door && one.entitled && one.heardMs.some((ms) => ms <= atMs && atMs - ms <= 6000),
        );
        if (knock === undefined || knock.by === 'member' || !knock.by.mustRecord) continue;
        const others = record.knocks.some(
          (one) => one !== knock && one.door === door && one.heardMs.some((ms) => ms <= atMs && atMs - ms <= 6000),
        );
        if (!others && provenFilmMs < 5000)
          return `door ${door} was opened for ${knock.by.name} with ${provenFilmMs} ms of film on disk`;
      }
      return undefined;
    };
  },
};
