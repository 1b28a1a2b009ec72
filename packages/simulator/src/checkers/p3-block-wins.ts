import { toBase64url } from '@latchkey/protocol';
import type { Withdrawal } from '../record.ts';
import type { World } from '../world.ts';
import type { Promised } from './checker.ts';

/** The lock may have slept on an order that the receipt of the block names. */
const SLEEPY_MS = 12_000;
const DEFAULT_STALE_S = 60;
/** An order comes this long after its knock at most. */
const KNOCKED_MS = 15_000;

/**
 * After the hub's receipt nothing that the block covers opens until the block ends, whoever blocked it and whoever says yes; and no visit opens on older
 * knowledge of the outside than its grant allows.
 */
export const p3: Promised = {
  name: 'P3',
  check: () => {
    let looked = 0;
    let ordered = 0;
    return ({ world }) => {
      const { record } = world;
      for (const withdrawal of record.withdrawals.slice(looked)) {
        looked++;
        const what = openedAfterAll(world, withdrawal);
        if (what !== undefined) return what;
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
        const ageMs = order.worldMs - (memberFresh ? order.memberHeardMs : order.outsideHeardMs);
        if (ageMs > (maxStaleS + 1) * 1000)
          return `door ${order.door} was told to open ${ageMs} ms after the last honest answer`;
      }
      return undefined;
    };
  },
};

/** An end is measured on the hub's clock as it was when it gave the order, which a moved chip may have put wrong. */
function openedAfterAll({ record }: World, { knock, door, atMs }: Withdrawal): string | undefined {
  if (knock === undefined || knock.by === 'member') return undefined;
  const order = record.orders.findLast((one) => one.door === door && one.atMs <= atMs);
  const unixS = record.chipMoved ? order?.hubUnixS : order?.unixS;
  const { by, courier } = knock;
  const block = record.blockOver({ ...by, ...(courier === undefined ? {} : { courier }) }, atMs, unixS ?? 0);
  if (block?.confirmedMs === undefined) return undefined;
  const afterMs = atMs - block.confirmedMs;
  if (block.begun.has(toBase64url(by.grant.visitId)) && afterMs <= SLEEPY_MS) return undefined;
  return `${by.name} opened door ${door} ${afterMs} ms after a block of ${block.scope} was confirmed`;
}
