import type { Receipt as ReceiptClaims } from '@latchkey/protocol';
import type { UnderWay } from '../store/records.ts';
import type { Write } from '../store/store.ts';
import type { Placed } from './receipt-keeper.ts';

type Event = ReceiptClaims['event'];
type Of = Pick<UnderWay, 'hubId' | 'homeId'>;

/** Between these two a door may stand open, and somebody may be inside. */
const begins: ReadonlySet<Event> = new Set<Event>(['unlock-intended', 'unlocked', 'door-opened']);
const ends: ReadonlySet<Event> = new Set<Event>(['unlock-cancelled', 'locked', 'complete']);
/** From here on it is another server's hub, or nobody's. */
const leaves: ReadonlySet<Event> = new Set<Event>(['server-changed', 'moved-out']);

/** Of two histories the one that came first counts. */
const believed = (placed: readonly Placed[]): readonly Placed[] => placed.filter(({ row }) => !row.fork);

/** The visit that a hub is in after these receipts, in their order: `before` itself where they change nothing, undefined where it is in none. */
export const underWayAfter = (before: UnderWay | undefined, of: Of, placed: readonly Placed[]): UnderWay | undefined =>
  believed(placed).reduce((now, one) => underWayAfterOne(now, of, one), before);

const underWayAfterOne = (
  now: UnderWay | undefined,
  of: Of,
  { row, claims: { event } }: Placed,
): UnderWay | undefined => {
  const { visitId, receivedMs } = row;
  if (leaves.has(event)) return undefined;
  const isNow = visitId === now?.visitId;
  if (ends.has(event)) return isNow ? undefined : now;
  if (visitId === undefined || isNow || !begins.has(event)) return now;
  return { hubId: of.hubId, homeId: of.homeId, visitId, heardMs: receivedMs };
};

/**
 * What is to be kept with these receipts so that the next server misses the same hub. What ended is said also where this one knew of no beginning: another
 * one may have noted it.
 */
export const noteOf = (before: UnderWay | undefined, of: Of, placed: readonly Placed[]): readonly Write[] => {
  const told = believed(placed);
  const seq = told.at(-1)?.row.seq;
  const after = underWayAfter(before, of, told);
  if (seq === undefined || (after !== undefined && after === before)) return [];
  if (after !== undefined) return [{ kind: 'under-way', underWay: after, seq }];
  const { hubId } = of;
  if (told.some(({ claims }) => leaves.has(claims.event))) return [{ kind: 'under-way-over', hubId, seq }];
  const ended = new Set(told.flatMap(({ row, claims }) => (ends.has(claims.event) ? (row.visitId ?? []) : [])));
  return [...ended].map((visitId) => ({ kind: 'under-way-over', hubId, visitId, seq }));
};
