import type { Promised } from './checker.ts';

/** No visit opens a door oftener than its grant has uses, over the whole run, with all its crashes, replays and restored disks. */
export const p2: Promised = {
  name: 'P2',
  check:
    () =>
    ({ world: { record } }) => {
      const opened = new Map<string, number>();
      for (const { knock, door } of record.withdrawals) {
        if (knock === undefined || knock.by === 'member') continue;
        const name = `${knock.by.name} at door ${door}`;
        const times = (opened.get(name) ?? 0) + 1;
        opened.set(name, times);
        if (times > knock.by.uses) return `${name} opened ${times} times and was granted ${knock.by.uses}`;
      }
      return undefined;
    },
};
