import type { Promised } from './checker.ts';

/** A nonce lives for thirty seconds; the lock's radio may sleep for five. */
const READ_WITHIN_MS = 36_000;

/** Where the grant is only for whoever is at the door, somebody stood before it and read it shortly before it opened. */
export const p1AtTheDoor: Promised = {
  name: 'P1',
  check:
    () =>
    ({ world: { record } }) => {
      for (const { door, knock, atMs } of record.withdrawals) {
        if (knock === undefined || knock.by === 'member' || !knock.by.mustBeThere) continue;
        const read = record.readings.some(
          (one) => one.door === door && one.atMs <= atMs && atMs - one.atMs <= READ_WITHIN_MS,
        );
        if (!read) return `${knock.by.name} opened door ${door}, and nobody stood before it`;
      }
      return undefined;
    },
};
