import type { Promised } from './checker.ts';

/** Once an app says that somebody is out of the household, nothing opens by what they granted. Their own knocks are P1's. */
export const p11: Promised = {
  name: 'P11',
  check:
    () =>
    ({ world: { record } }) => {
      for (const { knock, door, atMs } of record.withdrawals) {
        if (knock === undefined || knock.by === 'member') continue;
        const { giverGoneMs, name } = knock.by;
        if (giverGoneMs !== undefined && atMs > giverGoneMs)
          return `${name} opened door ${door}, granted by somebody who was gone for ${atMs - giverGoneMs} ms`;
      }
      return undefined;
    },
};
