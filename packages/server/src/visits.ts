import type { shapes } from '@latchkey/contract';
import { textOf } from './ids.ts';
import type { Carrier, Shipment, Visit, VisitChange } from './store/records.ts';
import type { z } from 'zod';

type VisitSummary = z.infer<typeof shapes.visitSummary>;
type ShipmentSummary = z.infer<typeof shapes.shipmentSummary>;
type CarrierSummary = z.infer<typeof shapes.carrierSummary>;

/** How kept rows look in answers. What is sealed to one role is added by that role's routes, never here. */
export const carrierSummary = ({ carrierId, keyId, name, domain }: Carrier): CarrierSummary => ({
  carrierId,
  keyId,
  name,
  domain,
});

export const visitSummary = (visit: Visit, shipment: Shipment, courierName: string | undefined): VisitSummary => ({
  visitId: visit.visitId,
  shipmentId: visit.shipmentId,
  hubId: visit.hubId,
  state: visit.state,
  window: { fromS: visit.fromS, toS: visit.toS },
  trackingNumbers: [...shipment.trackingNumbers],
  grant: textOf(visit.grant),
  assignments: visit.assignments.map(textOf),
  ...(courierName === undefined ? {} : { courierName }),
  ...(visit.arriving === undefined ? {} : { arriving: visit.arriving }),
  ...(visit.divert === undefined ? {} : { divert: { ...visit.divert, link: textOf(visit.divert.link) } }),
  ...(visit.said === undefined ? {} : { said: { ...visit.said, scanned: [...(visit.said.scanned ?? [])] } }),
  ...(visit.takenOverMs === undefined ? {} : { takenOverMs: visit.takenOverMs }),
  ...(visit.sinceMs === undefined ? {} : { sinceMs: visit.sinceMs }),
  createdMs: visit.createdMs,
});

/** What a change of state writes: since when goes with it; one that stays changes neither. */
export const movedTo = (
  visit: Pick<Visit, 'state'>,
  state: Visit['state'],
  nowMs: number,
): Pick<VisitChange, 'state' | 'sinceMs'> => (state === visit.state ? {} : { state, sinceMs: nowMs });

/** A shipment is where its newest visit is; without one, where the household's word left it. */
export const shipmentSummary = (shipment: Shipment, visit: Visit | undefined): ShipmentSummary => ({
  shipmentId: shipment.shipmentId,
  ...(visit === undefined ? withoutVisit(shipment) : { state: visit.state }),
  window: { fromS: shipment.fromS, toS: shipment.toS },
  trackingNumbers: [...shipment.trackingNumbers],
  createdMs: shipment.createdMs,
  ...(shipment.visitId === undefined ? {} : { visitId: shipment.visitId }),
});

const withoutVisit = ({ visitId, declinedWish, declinedMs }: Shipment): Pick<ShipmentSummary, 'state' | 'declined'> =>
  visitId !== undefined || declinedWish === undefined || declinedMs === undefined
    ? { state: 'announced' }
    : { state: 'declined', declined: { wish: declinedWish, atMs: declinedMs } };

/**
 * The visit as of now: one that nobody came to within its window is over, although no hub ever had anything to say about it. What
 * happens at a door is told by receipts alone.
 */
export const asOf = (visit: Visit, nowMs: number): Visit => {
  const waits = visit.state === 'granted' || visit.state === 'assigned' || visit.state === 'arriving';
  if (waits && visit.toS * 1000 <= nowMs) return { ...visit, state: 'expired', sinceMs: visit.toS * 1000 };
  // The door is shut and locked, and the courier says that they left for their own safety: nothing counts as delivered.
  const leftForSafety = visit.state === 'complete' && visit.said?.unsafeS !== undefined;
  return leftForSafety ? { ...visit, state: 'undelivered' } : visit;
};

/** A visit in one of these is over: the shipment may get a new grant. */
export const isOver = (visit: Visit): boolean =>
  visit.state === 'complete' ||
  visit.state === 'blocked' ||
  visit.state === 'diverted' ||
  visit.state === 'expired' ||
  visit.state === 'undelivered';
