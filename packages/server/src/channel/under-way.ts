import type { Receipt as ReceiptClaims } from '@latchkey/protocol';
import { DOOR_UNSAID, type UnderWay } from '../store/records.ts';
import type { Write } from '../store/store.ts';
import type { Placed } from './receipt-keeper.ts';

type Event = ReceiptClaims['event'];
type Of = Pick<UnderWay, 'hubId' | 'homeId'>;
type At = Pick<UnderWay, 'visitId' | 'door'>;

/** Between these two a door may stand open, and somebody may be inside. */
const begins: ReadonlySet<Event> = new Set<Event>(['unlock-intended', 'unlocked', 'door-opened']);
const ends: ReadonlySet<Event> = new Set<Event>(['unlock-cancelled', 'locked', 'complete']);
/** From here on it is another server's hub, or nobody's. */
const leaves: ReadonlySet<Event> = new Set<Event>(['server-changed', 'moved-out']);
/** As many doors as a hub has; one that names more is minded for the newest of them. */
const LIMIT_DOORS = 8;

/** Of two histories the one that came first counts. */
const believed = (placed: readonly Placed[]): readonly Placed[] => placed.filter(({ row }) => !row.fork);

/**
 * The visits that a hub is in after these receipts, in their order: one of each door, whatever another door does, the one that began first in front.
 * `before` itself where they change nothing.
 */
export const underWayAfter = (before: readonly UnderWay[], of: Of, placed: readonly Placed[]): readonly UnderWay[] =>
  believed(placed).reduce((now, one) => underWayAfterOne(now, of, one), before);

const underWayAfterOne = (now: readonly UnderWay[], of: Of, one: Placed): readonly UnderWay[] => {
  const { event } = one.claims;
  if (leaves.has(event)) return [];
  const at = placeOf(one);
  if (at === undefined) return now;
  if (ends.has(event))
    return now.some((known) => endsWith(known, at)) ? now.filter((known) => !endsWith(known, at)) : now;
  if (!begins.has(event) || now.some((known) => isSame(known, at))) return now;
  const { hubId, homeId } = of;
  const begun = { hubId, homeId, ...at, heardMs: one.row.receivedMs };
  return [...now.filter(({ door }) => door !== at.door), begun].slice(-LIMIT_DOORS);
};

/** Undefined for what is of no visit: a member's own way in and out. */
const placeOf = ({ row: { visitId }, claims: { door = DOOR_UNSAID } }: Placed): At | undefined =>
  visitId === undefined ? undefined : { visitId, door };

const isSame = (known: At, at: At): boolean => known.visitId === at.visitId && known.door === at.door;

/** A note of before doors were noted is over with whichever door of its visit is. */
const endsWith = (known: At, at: At): boolean =>
  known.visitId === at.visitId && (known.door === at.door || known.door === DOOR_UNSAID);

/**
 * What is to be kept with these receipts so that the next server misses the same hub. What ended is said also where this one knew of no beginning: another
 * one may have noted it. Each door is in it once.
 */
export const noteOf = (before: readonly UnderWay[], of: Of, placed: readonly Placed[]): readonly Write[] => {
  const told = believed(placed);
  const seq = told.at(-1)?.row.seq;
  if (seq === undefined) return [];
  const { hubId } = of;
  const after = underWayAfter(before, of, told);
  const begun = after.filter((one) => !before.includes(one));
  const notes = begun.map((underWay): Write => ({ kind: 'under-way', underWay, seq }));
  if (told.some(({ claims }) => leaves.has(claims.event))) return [{ kind: 'under-way-over', hubId, seq }, ...notes];
  return [...notes, ...endedIn(told, after).map((at): Write => ({ kind: 'under-way-over', hubId, at, seq }))];
};

/** Each visit that ended at a door. The note of one that began there afterwards stands in its place already: what is left is one of no door. */
const endedIn = (told: readonly Placed[], after: readonly UnderWay[]): readonly At[] => {
  const ended = new Map<string, At>();
  for (const one of told) {
    const at = placeOf(one);
    if (at === undefined || !ends.has(one.claims.event)) continue;
    const door = after.some((now) => now.door === at.door) ? DOOR_UNSAID : at.door;
    ended.set(`${at.visitId} ${String(door)}`, { ...at, door });
  }
  return [...ended.values()];
};
