import { byParcel, dateOfAnnounced, type CalendarDate } from '@latchkey/delivery/calendar';
import { readGrant, type Primitives } from '@latchkey/protocol';
import type { Series, Shipment, Visit } from '../store/records.ts';
import type { CalendarWords } from './words.ts';

const seconds = (atMs: number) => Math.floor(atMs / 1000);

/** Each parcel once: as its newest visit, or, while none is allowed, as the carrier announced it. */
export const datesOfParcels = (
  visits: readonly Visit[],
  shipments: readonly Shipment[],
  carrierName: (carrierId: string) => string,
  t: CalendarWords,
  nowS: number,
): readonly CalendarDate[] => {
  const allowed = byParcel(visits);
  return [
    ...[...allowed.values()].flatMap((all) => {
      const newest = all.at(-1);
      return newest === undefined ? [] : [dateOfVisit(newest, revisionOf(all), carrierName(newest.carrierId), t)];
    }),
    ...shipments
      .filter(({ shipmentId, visitId }) => visitId === undefined && !allowed.has(shipmentId))
      .map((shipment) => dateOfAnnounced(shipment, carrierName(shipment.carrierId), t, nowS)),
  ];
};

/** Versions count a visit's changes; the visits of one parcel follow one another, and follow what was said before any was allowed. */
const revisionOf = (visits: readonly Visit[]): number => 1 + visits.reduce((sum, { version }) => sum + version + 1, 0);

const dateOfVisit = (visit: Visit, revision: number, carrier: string, t: CalendarWords): CalendarDate => {
  const withdrawn = visit.state === 'blocked' || visit.state === 'diverted' || visit.divert !== undefined;
  return {
    id: visit.shipmentId,
    fromS: visit.fromS,
    toS: visit.toS,
    revisedS: seconds(Math.max(visit.createdMs, visit.arriving?.saidMs ?? 0, visit.takenOverMs ?? 0)),
    revision,
    withdrawn,
    title: t.parcelOf(carrier),
    words: withdrawn && visit.state !== 'blocked' ? t.stage.diverted : t.stage[visit.state],
  };
};

/** The dates of a grant to a person. Those that were still to come when it ended are withdrawn; the others took place. */
export const datesOfSeries = (p: Primitives, series: Series, t: CalendarWords): readonly CalendarDate[] => {
  const read = readGrant(p, series.grant);
  if (!read.ok) return [];
  const { nbf, exp, occurrences } = read.link.claims;
  const spans = occurrences?.map(([start, length]) => ({ fromS: nbf + start * 60, toS: nbf + (start + length) * 60 }));
  return (spans ?? [{ fromS: nbf, toS: exp }]).map(({ fromS, toS }, occurrence) => {
    const { endedMs, createdMs, visitId } = series;
    const withdrawn = endedMs !== undefined && toS > seconds(endedMs);
    return {
      id: visitId,
      occurrence,
      fromS,
      toS,
      revisedS: seconds(withdrawn ? endedMs : createdMs),
      revision: withdrawn ? 1 : 0,
      withdrawn,
      title: t.person,
      words: withdrawn ? t.personGone : t.personWords,
    };
  });
};
