import type { State } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import type { VisitingPerson } from '../people/people-visits.ts';
import {
  receiptsOf,
  stageOf,
  stillOpen,
  underWay,
  type ShipmentSummary,
  type Stage,
  type VisitSummary,
} from './stage.ts';

export interface StagedVisit {
  readonly visit: VisitSummary;
  readonly stage: Stage;
  readonly receipts: readonly VerifiedReceipt[];
  /** A date of somebody who comes again, instead of a carrier's visit. */
  readonly person?: VisitingPerson;
}

/** The name of a visit in addresses: one grant to a person has many dates. */
export const visitKey = ({ visit, person }: Pick<StagedVisit, 'visit' | 'person'>): string =>
  person === undefined ? visit.visitId : `${visit.visitId}~${String(person.occurrence)}`;

export interface Today {
  /** The one that matters most now. */
  readonly next: StagedVisit | undefined;
  /** Parcels that wait for a decision, the most pressing first. */
  readonly announced: readonly ShipmentSummary[];
  readonly later: readonly StagedVisit[];
  /** Over, newest first. */
  readonly past: readonly StagedVisit[];
}

const urgency: Record<Stage, number> = {
  attention: 0,
  'at-door': 1,
  arriving: 2,
  refused: 3,
  assigned: 4,
  planned: 4,
  finished: 9,
  undelivered: 9,
  blocked: 9,
  diverted: 9,
  expired: 9,
};

/** First by stage, then by when the window begins: one number, since no window begins later than 2³² seconds. */
const pressure = ({ stage, visit }: StagedVisit): number => urgency[stage] * 2 ** 32 + visit.window.fromS;

export const arrangeToday = (
  lists: { readonly visits: readonly VisitSummary[]; readonly shipments: readonly ShipmentSummary[] },
  receipts: readonly VerifiedReceipt[],
  nowMs: number,
  people: readonly StagedVisit[] = [],
  heard?: State,
): Today => {
  const parcels = lists.visits.map((visit): StagedVisit => {
    const own = receiptsOf(receipts, visit.visitId);
    return { visit, receipts: own, stage: stageOf(visit, own, nowMs, heard) };
  });
  const staged = [...parcels, ...people];
  const open = staged.filter(({ stage }) => stillOpen(stage)).sort((a, b) => pressure(a) - pressure(b));
  return {
    next: open[0],
    later: open.slice(1),
    announced: lists.shipments
      .filter((one) => one.visitId === undefined && one.state === 'announced' && one.window.toS * 1000 > nowMs)
      .sort((a, b) => a.window.fromS - b.window.fromS),
    past: staged.filter(({ stage }) => !stillOpen(stage)).sort((a, b) => b.visit.window.fromS - a.visit.window.fromS),
  };
};

/** The visit a banner on every other screen speaks of. */
export const pressing = (today: Today): StagedVisit | undefined =>
  today.next !== undefined && (today.next.stage === 'arriving' || underWay(today.next.stage)) ? today.next : undefined;
