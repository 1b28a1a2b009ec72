import { verifyReceiptChain, type EventName } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { hubVoice } from '@latchkey/web-kit/testing';
import type { ShipmentSummary, VisitSummary } from '../model/visits/stage.ts';

/** A carrier's parcel and its visit, two hours long and about to begin, as the server lists them. For tests. */
export const nowMs = 1_700_000_000_000;
const nowS = nowMs / 1000;
const visitBytes = new Uint8Array(16).fill(7);
export const visitId = 'BwcHBwcHBwcHBwcHBwcHBw';
export const swift = { carrierId: 'c', keyId: 'k', name: 'Swift Parcels', domain: 'https://swift.example' };

export const visit = (change: Partial<VisitSummary> = {}): VisitSummary => ({
  visitId,
  shipmentId: 's',
  hubId: 'h',
  state: 'granted',
  window: { fromS: nowS + 600, toS: nowS + 7800 },
  trackingNumbers: ['LK1'],
  grant: 'AAAA',
  assignments: [],
  createdMs: nowMs,
  carrier: swift,
  ...change,
});

export const shipment = (change: Partial<ShipmentSummary> = {}): ShipmentSummary => ({
  shipmentId: 's',
  state: 'announced',
  window: { fromS: nowS + 600, toS: nowS + 7800 },
  trackingNumbers: ['LK1'],
  createdMs: nowMs,
  carrier: swift,
  ...change,
});

const details: Partial<Record<EventName, object>> = {
  refused: { reason: 'expired' },
  attention: { cause: 'jammed' },
  blocked: { blockSeq: 1, begun: [] },
  diverted: { blockSeq: 1, begun: [] },
  'unlock-intended': { action: 1 },
};

/** What the hub signed about the visit at its door, 1, verified; an event with a cause of its own is the event, a colon and the cause. */
export const told = async (
  ...events: readonly (EventName | `attention:${string}`)[]
): Promise<readonly VerifiedReceipt[]> => {
  const hub = await hubVoice();
  const chain: Uint8Array[] = [];
  for (const said of events) {
    const [event, cause] = said.split(':') as [EventName, string?];
    const detail = cause === undefined ? details[event] : { cause };
    chain.push(await hub.receipt(event, { visitId: visitBytes, door: 1, ...(detail === undefined ? {} : { detail }) }));
  }
  return verifyReceiptChain(hub.primitives, hub.key, chain).receipts;
};
