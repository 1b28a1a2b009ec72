import type { Tenant } from '../../store.ts';
import { fromRow, fromVisitRow } from '../rows.ts';
import type { Tx } from '../tenancy.ts';

/** One query or several on behalf of a tenant; each sees its own moment. */
export type Read = <T>(tenant: Tenant, query: (tx: Tx) => Promise<T>) => Promise<T>;

export const maybe = <R extends object>(row: R | undefined) => (row === undefined ? undefined : fromRow(row));
export const maybeVisit = (row: Parameters<typeof fromVisitRow>[0] | undefined) =>
  row === undefined ? undefined : fromVisitRow(row);
