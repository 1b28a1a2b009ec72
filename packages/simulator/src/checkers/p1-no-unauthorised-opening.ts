import type { Promised } from './checker.ts';

/**
 * A hub that has its time from a member is late by as long as the net held that answer back: at most the 30 s that its nonce lives. A chip that it
 * set then stays as late. So an end may come this much late, and a beginning is kept with its 30 s of skew.
 */
const LATE_S = 33;

/**
 * Each withdrawal by the motor is owed to a knock of its own that reached the hub shortly before: a member's, or one of the right key, parcel
 * and door inside the window. Once somebody has moved the chip to a time that the hub may believe, the window is measured on the hub's clock.
 */
export const p1: Promised = {
  name: 'P1',
  check: () => {
    let looked = 0;
    let ordered = 0;
    return ({ world: { record } }) => {
      for (const { door, knock, atMs } of record.withdrawals.slice(looked)) {
        looked++;
        if (knock === undefined) return `the bolt of door ${door} was withdrawn at ${atMs} ms for nobody who may`;
        const order = record.orders.slice(ordered).findLast((one) => one.door === door);
        if (knock.by === 'member' || order === undefined) continue;
        const nowS = record.chipMoved ? (order.hubUnixS ?? order.unixS) : order.unixS;
        if (nowS + LATE_S < knock.by.nbfS || nowS > knock.by.expS + LATE_S)
          return `${knock.by.name} opened door ${door} outside its window: at ${order.unixS} s (the hub: ${order.hubUnixS ?? 'unknown'}), from ${knock.by.nbfS} to ${knock.by.expS}`;
      }
      ordered = Math.max(0, record.orders.length - 8);
      return undefined;
    };
  },
};
