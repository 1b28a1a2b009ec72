import type { Promised } from './checker.ts';

/** The lock may have slept on an order that the receipt of the block names. */
const SLEEPY_MS = 12_000;
const DEFAULT_STALE_S = 60;
/** An order comes this long after its knock at most. */
const KNOCKED_MS = 15_000;

/** After the hub's receipt nothing that the block covers opens; and no visit opens on older knowledge of the outside than its grant allows. */
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
        if (member) continue;
        const who = record.knocks.findLast(
          ({ by, door, heardMs }) =>
            by !== 'member' &&
            door === order.door &&
            heardMs.some((ms) => ms <= order.atMs && order.atMs - ms <= KNOCKED_MS),
        )?.by;
        const { maxStaleS = DEFAULT_STALE_S, memberFresh = false } = who === undefined || who === 'member' ? {} : who;
        const ageMs = order.atMs - (memberFresh ? order.memberHeardMs : order.outsideHeardMs);
        if (ageMs > (maxStaleS + 1) * 1000)
          return `door ${order.door} was told to open ${ageMs} ms after the last honest answer`;
      }
      return undefined;
    };
  },
};
