import { sql, type Kysely } from 'kysely';
import type { Receipt } from '../records.ts';
import type { Tenant, Write } from '../store.ts';
import type { Schema } from './schema.ts';
import { idOf } from './tenancy.ts';

/**
 * A hub's receipt is what is written most: one statement and one round trip, with the tenant set in it. The row is made from the
 * materialized part, so row-level security looks at it after the settings are in force; both end with the statement.
 * Resolves to false where nothing was inserted, which the caller has to tell apart.
 */
export const insertReceipt = async (db: Kysely<Schema>, tenant: Tenant, r: Receipt): Promise<boolean> => {
  const inserted = await sql`
    with who as materialized (select set_config('lk.role', ${tenant.role}, true), set_config('lk.tenant', ${idOf(tenant)}, true))
    insert into receipts (hub_id, home_id, seq, hash, parent, bytes, visit_id, fork, received_ms)
    select ${r.hubId}, ${r.homeId}, ${r.seq}, ${r.hash}, ${r.parent}, ${r.bytes}, ${r.visitId ?? null}, ${r.fork}, ${r.receivedMs}
    from who on conflict do nothing`.execute(db);
  return inserted.numAffectedRows === 1n;
};

/**
 * A film under way says again and again how far it is durable: one round trip as above instead of four. The row is looked for by what comes out of the
 * materialized part, so that the settings are in force before row-level security looks at it; both end with the statement.
 * Resolves to false where nothing was changed, which the caller has to tell apart.
 */
export const growRecording = async (
  db: Kysely<Schema>,
  tenant: Tenant,
  { recordingId, hubId, bytes, closed }: Extract<Write, { kind: 'recording-grown' }>,
): Promise<boolean> => {
  const grown = await sql`
    with who as materialized (select set_config('lk.role', ${tenant.role}, true), set_config('lk.tenant', ${idOf(tenant)}, true))
    update recordings set bytes = ${bytes}, closed = ${closed}
    where recording_id = (select ${recordingId}::text from who) and hub_id = ${hubId}`.execute(db);
  return grown.numAffectedRows === 1n;
};
