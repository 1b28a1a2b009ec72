import type { State } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import type { ListsContent } from '../lists.ts';
import type { StagedVisit } from '../visits/today.ts';
import {
  receiptsOf,
  stageOf,
  stillOpen,
  type ShipmentSummary,
  type Stage,
  type VisitSummary,
} from '../visits/stage.ts';

/** Where a parcel is bound for, as the household may say it. */
export type ParcelPlace =
  /** The household has not decided yet. */
  | 'waits'
  /** Nobody decided while its window was open. */
  | 'lapsed'
  /** The household said that it shall not come inside. */
  | 'declined'
  | 'under-way'
  | 'delivered'
  | 'elsewhere'
  /** Its visit was blocked or nobody came in: the carrier still has it. */
  | 'not-let-in';

export interface Parcel {
  readonly shipment: ShipmentSummary;
  readonly place: ParcelPlace;
  /** Its newest visit. */
  readonly staged: StagedVisit | undefined;
}

export interface Parcels {
  readonly waiting: readonly Parcel[];
  readonly underWay: readonly Parcel[];
  readonly delivered: readonly Parcel[];
  /** Bound for somewhere else, or back with the carrier. */
  readonly elsewhere: readonly Parcel[];
}

const placeOf: Partial<Record<Stage, ParcelPlace>> = {
  finished: 'delivered',
  undelivered: 'not-let-in',
  diverted: 'elsewhere',
  blocked: 'not-let-in',
  expired: 'not-let-in',
};

export const parcelOf = (
  shipment: ShipmentSummary,
  { visits }: Pick<ListsContent, 'visits'>,
  receipts: readonly VerifiedReceipt[],
  nowMs: number,
  heard?: State,
): Parcel => {
  const visit = visits.find(({ visitId }) => visitId === shipment.visitId);
  if (visit === undefined) {
    const undecided = shipment.window.toS * 1000 > nowMs ? 'waits' : 'lapsed';
    return { shipment, place: shipment.declined === undefined ? undecided : 'declined', staged: undefined };
  }
  const own = receiptsOf(receipts, visit.visitId);
  const stage = stageOf(visit, own, nowMs, heard);
  return { shipment, place: placeFor(visit, stage), staged: { visit, stage, receipts: own } };
};

/** A wish to send it elsewhere says where a parcel goes only once nobody can come in with it any more. */
const placeFor = ({ divert }: VisitSummary, stage: Stage): ParcelPlace => {
  const place = placeOf[stage] ?? 'under-way';
  return place === 'not-let-in' && divert !== undefined ? 'elsewhere' : place;
};

const soonest = (a: Parcel, b: Parcel) => a.shipment.window.fromS - b.shipment.window.fromS;
const newest = (a: Parcel, b: Parcel) => soonest(b, a);

/** Every parcel in exactly one list: what waits and what is under way by when it comes, what is over newest first. */
export const arrangeParcels = (
  content: ListsContent,
  receipts: readonly VerifiedReceipt[],
  nowMs: number,
  heard?: State,
): Parcels => {
  const all = content.shipments.map((shipment) => parcelOf(shipment, content, receipts, nowMs, heard));
  const at = (...places: readonly ParcelPlace[]) => all.filter(({ place }) => places.includes(place));
  return {
    waiting: at('waits').sort(soonest),
    underWay: at('under-way').sort(soonest),
    delivered: at('delivered').sort(newest),
    elsewhere: at('elsewhere', 'not-let-in', 'lapsed', 'declined').sort(newest),
  };
};

/** Whoever said no may still say yes. A visit that is over and let nobody in leaves its parcel to be decided anew while its announced window is open. */
export const canDecide = ({ shipment, place, staged }: Parcel, nowMs: number): boolean => {
  if (shipment.window.toS * 1000 <= nowMs) return false;
  if (place === 'waits' || place === 'declined') return true;
  const declined = place === 'elsewhere' && staged?.visit.divert?.answer === 'declined';
  return (place === 'not-let-in' || declined) && staged !== undefined && !stillOpen(staged.stage);
};
