import type { Selectable } from 'kysely';
import type { CarrierBlock, Visit } from '../records.ts';
import type { Schema, VisitColumns } from './schema.ts';

/** What may be absent in a record is null in a row. */
type NullsGone<R> = { [K in keyof R as null extends R[K] ? never : K]: R[K] } & {
  [K in keyof R as null extends R[K] ? K : never]?: Exclude<R[K], null>;
};

const plainBytes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plainBytes);
  return Buffer.isBuffer(value) ? new Uint8Array(value) : value;
};

const recordOf = (row: object, nameOf: (column: string) => string): Record<string, unknown> => {
  const record: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row))
    if (value !== null && column !== 'ordinal') record[nameOf(column)] = plainBytes(value);
  return record;
};

/** A row as a record: nulls and the ordinal are gone, byte columns are plain bytes. */
export const fromRow = <R extends object>(row: R) => recordOf(row, (column) => column) as Omit<NullsGone<R>, 'ordinal'>;

const names = new Map<string, string>();

/** `visit_id` → `visitId`; a schema has few names. */
const camelCase = (column: string): string => {
  const known = names.get(column);
  if (known !== undefined) return known;
  const name = column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  names.set(column, name);
  return name;
};

/** The same of a row as the driver gives it, in PostgreSQL's own names. */
export const fromDriverRow = (row: object): Record<string, unknown> => recordOf(row, camelCase);

export const fromRows = <R extends object>(rows: readonly R[]) => rows.map(fromRow);

/** A visit's divert stands in four columns. */
export const visitOf = (record: object): Visit => {
  const { divertTo, divertAnswer, divertOffer, divertLink, ...rest } = record as Record<string, unknown>;
  const offer = divertOffer === undefined ? {} : { offer: divertOffer };
  const divert =
    divertTo === undefined ? {} : { divert: { to: divertTo, answer: divertAnswer, ...offer, link: divertLink } };
  // The columns were written from a record of this type and nowhere else.
  return { ...rest, ...divert } as unknown as Visit;
};

export const fromVisitRow = (row: Selectable<VisitColumns>): Visit => visitOf(fromRow(row));

/** So does the hub's answer to a carrier's block. */
export const fromCarrierBlockRow = (row: Selectable<Schema['carrierBlocks']>): CarrierBlock => {
  const { answerSeq, answerParent, answerBytes, ...rest } = fromRow(row) as Record<string, unknown>;
  const answer =
    answerSeq === undefined ? {} : { answer: { seq: answerSeq, parent: answerParent, bytes: answerBytes } };
  return { ...rest, ...answer } as unknown as CarrierBlock;
};

const orNull = <V>(value: V | undefined): V | null => value ?? null;

export const toVisitRow = (visit: Visit) => ({
  visitId: visit.visitId,
  shipmentId: visit.shipmentId,
  homeId: visit.homeId,
  carrierId: visit.carrierId,
  hubId: visit.hubId,
  state: visit.state,
  fromS: visit.fromS,
  toS: visit.toS,
  grant: visit.grant,
  sealedNote: visit.sealedNote,
  createdMs: visit.createdMs,
  version: visit.version,
  assignments: visit.assignments.map(asBuffer),
  courierId: orNull(visit.courierId),
  courierKeyId: orNull(visit.courierKeyId),
  sealedStop: orNull(visit.sealedStop),
  ...arrivingColumns(visit),
  ...divertColumns(visit),
  ...saidColumns(visit),
  takenOverMs: orNull(visit.takenOverMs),
  sinceMs: orNull(visit.sinceMs),
});

/** The driver writes arrays of Buffers, not of plain bytes, as bytea[]. */
export const asBuffer = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const arrivingColumns = ({ arriving }: Pick<Visit, 'arriving'>) => ({
  arriving: arriving === undefined ? null : JSON.stringify(arriving),
});

export const saidColumns = ({ said }: Pick<Visit, 'said'>) => ({
  said: said === undefined ? null : JSON.stringify(said),
});

export const divertColumns = ({ divert }: Pick<Visit, 'divert'>) => ({
  divertTo: orNull(divert?.to),
  divertAnswer: orNull(divert?.answer),
  divertOffer: orNull(divert?.offer),
  divertLink: orNull(divert?.link),
});
