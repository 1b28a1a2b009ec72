import { sameBytes, type AtDoor } from '@latchkey/protocol';
import { asksHere, cameraMayOpen } from '../../model/at-door.ts';
import { atDoor, type PassageView } from './passage.ts';
import type { DateThere, Place } from './places.ts';

/** The one screen that a passage is at. */
export type PassageScreen = 'unsafe' | 'shut' | 'at-door' | 'unheard' | 'code' | 'here' | 'ready';

type Window = Pick<DateThere, 'fromS' | 'toS'>;

export const isOpen = ({ fromS, toS }: Window, nowMs: number): boolean => fromS * 1000 <= nowMs && nowMs < toS * 1000;

/** The date that counts now: the newest of several that are open is the one that the household signed last; else the next. */
export const dateNow = <D extends Window>(dates: readonly D[], nowMs: number): D | undefined =>
  dates.findLast((one) => isOpen(one, nowMs)) ?? dates[0];

/** The door said no, or could not be asked. Once the bolt has moved, the door's own receipts speak instead. */
const isShut = ({ knocking, refusal, notReached, moment, allowed }: PassageView): boolean =>
  !knocking &&
  (refusal !== undefined || notReached !== undefined || (moment.at === 'refused' && !allowed)) &&
  ['before', 'filming', 'refused', 'expired', 'blocked'].includes(moment.at);

/** Steps of which only the door's own receipts speak. */
const byTheDoor = new Set(['opening', 'unlocked', 'open', 'stay', 'locked', 'complete', 'attention']);

/** Of this date, not of an earlier one: the next one begins like any other. */
const leftHere = ({ unsafeS }: PassageView, { fromS }: Window): boolean => unsafeS !== undefined && unsafeS >= fromS;

/** That somebody left for their safety goes before everything. What the door itself signed goes before what the person saw, and both before what this device shows to its camera. */
export const screenOf = (
  view: PassageView,
  date: Pick<DateThere, 'fromS' | 'toS' | 'flags'>,
  nowMs: number,
): PassageScreen => {
  if (leftHere(view, date)) return 'unsafe';
  if (view.fault !== undefined) return 'shut';
  if (byTheDoor.has(view.moment.at)) return 'at-door';
  if (view.unheard !== undefined) return 'unheard';
  const open = isOpen(date, nowMs);
  if (view.showing !== undefined && open) return 'code';
  if (isShut(view)) return 'shut';
  if (atDoor(view)) return 'at-door';
  return open && asksHere(date) && view.here === undefined ? 'here' : 'ready';
};

/** Whether the door has said that it opened as often as it may. Uses count for each window and each door. */
export const isUsedUp = ({ uses }: PassageView, { fromS, toS, ...date }: DateThere, door: number): boolean =>
  uses.filter((one) => one.door === door && one.atS !== undefined && fromS <= one.atS && one.atS < toS).length >=
  date.uses;

/** Whether a code shown to this door's camera could open it now, as far as this device knows. */
export const mayShowCode = (view: PassageView, date: DateThere, door: number, nowMs: number): boolean =>
  cameraMayOpen(date) && isOpen(date, nowMs) && !isUsedUp(view, date, door);

/** The place that a door's code belongs to, with the date that counts there now; `openOnly`: only while its window is open. */
export const placeAtDoor = (
  places: readonly Place[],
  at: Pick<AtDoor, 'hubId' | 'door'>,
  nowMs: number,
  openOnly: boolean,
): { readonly boxId: string; readonly date: DateThere } | undefined => {
  for (const { boxId, dates } of places) {
    const date = dateNow(dates, nowMs);
    if (date === undefined || (openOnly && !isOpen(date, nowMs))) continue;
    if (sameBytes(date.chain.grant.claims.hubId, at.hubId) && date.doors.includes(at.door)) return { boxId, date };
  }
  return undefined;
};
