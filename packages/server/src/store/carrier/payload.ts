import type { Shipment, Visit } from '../records.ts';

/**
 * What a carrier's program is told: which of its visits, and in which state. No name, no address, no note, no key of anybody: the
 * server has none, and the carrier opens its own.
 */
export const visitPayload = (
  event: string,
  atMs: number,
  visit: Pick<Visit, 'visitId' | 'state'>,
  shipment: Pick<Shipment, 'shipmentId' | 'trackingNumbers'>,
): string =>
  JSON.stringify({
    type: event,
    timestamp: new Date(atMs).toISOString(),
    data: {
      visitId: visit.visitId,
      shipmentId: shipment.shipmentId,
      trackingNumbers: [...shipment.trackingNumbers],
      state: visit.state,
    },
  });

/** As `visitPayload`, where no visit came of it. */
export const declinePayload = (
  event: string,
  atMs: number,
  { shipmentId, trackingNumbers, declinedWish }: Pick<Shipment, 'shipmentId' | 'trackingNumbers' | 'declinedWish'>,
): string =>
  JSON.stringify({
    type: event,
    timestamp: new Date(atMs).toISOString(),
    data: { shipmentId, trackingNumbers: [...trackingNumbers], state: 'declined', wish: declinedWish },
  });

/** For trying a receiver out. */
export const testPayload = (event: string, atMs: number): string =>
  JSON.stringify({ type: event, timestamp: new Date(atMs).toISOString(), data: {} });
