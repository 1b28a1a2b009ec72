import { byParcel, dateOfAnnounced, type AnnouncedWords, type CalendarDate } from '@latchkey/delivery/calendar';
import { readGrant, type DoorDescription, type Primitives } from '@latchkey/protocol';
import { bytesFrom, type VerifiedReceipt } from '@latchkey/web-kit/model';
import { grantOf } from '../parcels/grant-reading.ts';
import type { ListsContent } from '../lists.ts';
import { datesOf } from '../people/dates.ts';
import type { SeriesSummary } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { receiptsOf, stageOf, type ShipmentSummary, type Stage, type VisitSummary } from '../visits/stage.ts';

/** What this phone knows and the server does not: names, doors, and what the receipts prove. */
export interface OwnVisits {
  readonly primitives: Primitives;
  readonly doors: readonly DoorDescription[];
  readonly shipments: ListsContent['shipments'];
  readonly visits: ListsContent['visits'];
  readonly people: readonly Person[];
  readonly series: readonly SeriesSummary[];
  readonly receipts: readonly VerifiedReceipt[];
  readonly nowMs: number;
}

export interface FileWords extends AnnouncedWords {
  readonly parcelOf: (carrier: string, doors: string) => string;
  readonly personAt: (name: string, doors: string) => string;
  readonly elsewhere: string;
  readonly person: string;
  readonly withdrawn: string;
  readonly stage: Readonly<Record<Stage, string>>;
}

const withdrawnStages: readonly Stage[] = ['blocked', 'diverted'];

/** Each visit with its names, for a file that never leaves this phone but by the person's own hand. */
export const ownDates = (own: OwnVisits, t: FileWords): readonly CalendarDate[] => [
  ...[...byParcel(own.visits).values()].flatMap((all) => {
    const newest = all.at(-1);
    return newest === undefined ? [] : [ofParcel(own, newest, t)];
  }),
  ...own.shipments.filter(({ visitId }) => visitId === undefined).map((shipment) => ofAnnounced(own, shipment, t)),
  ...own.series.flatMap((one) => ofPerson(own, one, t)),
];

/** A file that is written later is the newer word on each of its dates. */
const revision = (createdMs: number, nowMs: number) => Math.max(0, Math.floor((nowMs - createdMs) / 60_000));

const namesOf = (doors: readonly DoorDescription[], ids: readonly number[]) =>
  ids.map((id) => doors.find((door) => door.id === id)?.name ?? '').filter((name) => name !== '').join(', '); // prettier-ignore

const ofAnnounced = ({ nowMs }: OwnVisits, shipment: ShipmentSummary, t: FileWords): CalendarDate => {
  const { shipmentId, window, createdMs, declined } = shipment;
  const nowS = Math.floor(nowMs / 1000);
  const parcel = { shipmentId, ...window, createdMs, declinedMs: declined?.atMs };
  const date = dateOfAnnounced(parcel, shipment.carrier.name, t, nowS);
  return { ...date, revisedS: nowS, revision: revision(createdMs, nowMs) };
};

const ofParcel = (
  { primitives, doors, receipts, shipments, nowMs }: OwnVisits,
  visit: VisitSummary,
  t: FileWords,
): CalendarDate => {
  const stage = stageOf(visit, receiptsOf(receipts, visit.visitId), nowMs);
  const announcedMs = shipments.find(({ shipmentId }) => shipmentId === visit.shipmentId)?.createdMs;
  const doorNames = namesOf(doors, grantOf(primitives, visit)?.claims.doors ?? []);
  return {
    id: visit.shipmentId,
    ...visit.window,
    revisedS: Math.floor(nowMs / 1000),
    revision: revision(announcedMs ?? visit.createdMs, nowMs),
    withdrawn: withdrawnStages.includes(stage),
    title: t.parcelOf(visit.carrier.name, doorNames),
    words: t.stage[stage],
  };
};

const ofPerson = (
  { primitives, doors, people, nowMs }: OwnVisits,
  one: SeriesSummary,
  t: FileWords,
): readonly CalendarDate[] => {
  const read = readGrant(primitives, bytesFrom(one.grant));
  if (!read.ok) return [];
  const person = people.find(({ personId }) => personId === one.personId);
  const endedMs = one.endedMs ?? person?.withdrawnMs;
  const title = t.personAt(person?.name ?? t.elsewhere, namesOf(doors, read.link.claims.doors));
  return datesOf(read.link.claims).map((span, occurrence) => {
    const withdrawn = endedMs !== undefined && span.toS * 1000 > endedMs;
    return {
      id: one.visitId,
      occurrence,
      ...span,
      revisedS: Math.floor(nowMs / 1000),
      revision: revision(one.createdMs, nowMs),
      withdrawn,
      title,
      words: withdrawn ? t.withdrawn : t.person,
    };
  });
};
