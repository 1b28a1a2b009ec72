import { newId, type Random } from '../ids.ts';
import type { Visit, VisitState } from '../store/records.ts';
import type { Write } from '../store/store.ts';

/** What a carrier's program may be told of, by the state that a visit came to. */
const names: Readonly<Partial<Record<VisitState, string>>> = {
  granted: 'shipment.granted',
  assigned: 'visit.assigned',
  arriving: 'visit.arriving',
  'at-door': 'visit.at-door',
  complete: 'visit.complete',
  refused: 'visit.refused',
  blocked: 'visit.blocked',
  diverted: 'visit.diverted',
  attention: 'visit.attention',
};

export interface Telling {
  readonly random: Random;
  readonly clock: { readonly nowMs: () => number };
}

/** A household said no to an announced parcel: no visit came of it, so that none can be named. */
export const declineTold = ({ random, clock }: Telling, shipmentId: string): Write => ({
  kind: 'webhook-event',
  eventId: newId(random),
  of: { shipmentId },
  event: 'shipment.declined',
  atMs: clock.nowMs(),
});

/** Goes into the same transaction as the change itself: nobody is told of what did not happen, and nothing that happened goes untold. */
export const visitTold = (
  { random, clock }: Telling,
  { visitId }: Pick<Visit, 'visitId'>,
  before: VisitState | undefined,
  after: VisitState,
): Write[] => {
  const event = names[after];
  if (event === undefined || before === after) return [];
  return [{ kind: 'webhook-event', eventId: newId(random), of: { visitId }, event, atMs: clock.nowMs() }];
};
