import type { Promised } from './checker.ts';

/** The lock may have slept on an order that the receipt of the block names. */
const SLEEPY_MS = 12_000;
const FRESH_MS = 61_000;

/** After the hub's receipt nothing that the block covers opens; and no visit opens on knowledge of the outside older than 60 s. */
export const p3: Promised = {
  name: 'P3',
  check: () => {
    let looked = 0;
    let ordered = 0;
    return ({ world: { record } }) => {
      for (const { knock, door, atMs } of record.withdrawals.slice(looked)) {
        looked++;
        if (knock === undefined || knock.by === 'member') continue;
        const { blockedMs, blockNamedBegun, name } = knock.by;
        if (blockedMs === undefined || atMs <= blockedMs) continue;
        if (blockNamedBegun === true && atMs - blockedMs <= SLEEPY_MS) continue;
        return `${name} opened door ${door} ${atMs - blockedMs} ms after its block was confirmed`;
      }
      for (const order of record.orders.slice(ordered)) {
        ordered++;
        const member = record.knocks.some(
          ({ by, door, heardMs }) =>
            by === 'member' && door === order.door && heardMs.some((ms) => order.atMs - ms <= 2000),
        );
        const ageMs = order.atMs - order.outsideHeardMs;
        if (!member && ageMs > FRESH_MS)
          return `door ${order.door} was told to open ${ageMs} ms after the last honest answer`;
      }
      return undefined;
    };
  },
};
