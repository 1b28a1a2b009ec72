import { momentOf, type CarrierShipment, type CarrierVisit } from '@latchkey/carrier-sdk';
import type { Evidence } from './desk.ts';

/** Why dispatch can neither give a visit to somebody else nor take it back now. */
export type Held =
  /** The door is not locked. */
  | 'alarm'
  /** It is not locked, and dispatch has taken the waiting over. */
  | 'taken-over'
  /** The door was opened for this visit and has not been locked since. */
  | 'inside'
  /** The courier is at the door, and its receipts, which would say whether inside, cannot be read. */
  | 'at-door';

/** What a visit's page offers beside the evidence. */
export interface Acts {
  readonly assign: boolean;
  readonly withdraw: boolean;
  readonly held?: Held;
}

const nothing: Acts = { assign: false, withdraw: false };
const over = new Set<CarrierShipment['state']>(['complete', 'blocked', 'diverted', 'expired', 'undelivered']);

/**
 * While the door is open for somebody, a new assignment and a withdrawal change the plan and not the door, so neither is offered. The
 * door's own receipts say so, the server's word only where there are none.
 */
export const actsOf = ({ state, visit }: CarrierShipment, evidence: Evidence | undefined): Acts => {
  if (visit === undefined) return nothing;
  const held = heldBy(state, visit, evidence);
  if (held !== undefined) return { ...nothing, held };
  const unread = state === 'at-door' && evidence === undefined;
  const free = !unread && !over.has(state);
  return { assign: free, withdraw: free };
};

const heldBy = (
  state: CarrierShipment['state'],
  visit: CarrierVisit,
  evidence: Evidence | undefined,
): Held | undefined => {
  if (state === 'complete') return undefined;
  const moment = evidence?.kind === 'sound' ? momentOf(evidence.facts) : undefined;
  if (state === 'attention' || moment?.at === 'attention')
    return visit.takenOverMs === undefined ? 'alarm' : 'taken-over';
  switch (moment?.at) {
    case 'opening':
    case 'unlocked':
    case 'open':
    case 'stay':
      return 'inside';
    case 'blocked':
    case 'diverted':
      return moment.inside ? 'inside' : undefined;
    case 'before':
    case 'filming':
    case 'locked':
    case 'complete':
    case 'refused':
    case 'expired':
      return undefined;
    case undefined:
      return state === 'at-door' && isUnreadable(evidence) ? 'at-door' : undefined;
  }
};

const isUnreadable = (evidence: Evidence | undefined) => evidence?.kind === 'away' || evidence?.kind === 'unsound';
