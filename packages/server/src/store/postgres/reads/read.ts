import type { Tenant } from '../../store.ts';
import { fromDriverRow, fromRow } from '../rows.ts';
import type { Statements } from '../statements.ts';
import type { Tx } from '../tenancy.ts';

/** One query or several on behalf of a tenant; each sees its own moment. */
export type Read = <T>(tenant: Tenant, query: (tx: Tx) => Promise<T>) => Promise<T>;

export const maybe = <R extends object>(row: R | undefined) => (row === undefined ? undefined : fromRow(row));

/** One table each, of which the tenant sees only its own rows; the text of each is one and the same for ever. */
const BY_KEY = {
  carrier: 'select * from carriers where carrier_id = $1',
  hub: 'select * from hubs where hub_id = $1',
  members: 'select * from members where home_id = $1 order by ordinal',
  pushes: 'select * from pushes order by created_ms, ordinal',
  recording: 'select * from recordings where recording_id = $1',
  session: 'select * from sessions where token_hash = $1',
  visit: 'select * from visits where visit_id = $1',
} as const;

/** What is read once or more with every visit, so that putting the statement together would cost more than asking. The records of these rows. */
export type Often = <R>(
  tenant: Tenant,
  what: keyof typeof BY_KEY,
  ...values: readonly unknown[]
) => Promise<readonly R[]>;

export const oftenOver =
  (statements: Statements): Often =>
  async <R>(tenant: Tenant, what: keyof typeof BY_KEY, ...values: readonly unknown[]) =>
    (await statements.as<object>(tenant, BY_KEY[what], values)).map(fromDriverRow) as R[];
