import { sql, type Kysely } from 'kysely';
import type { Throttle } from '../store.ts';
import { tellOutage } from './outage.ts';
import type { Schema } from './schema.ts';
import { Standing } from './tenancy.ts';

export const throttlesAt = (db: Kysely<Schema>, nowMs: number): Promise<readonly Throttle[]> =>
  tellOutage(() =>
    db.transaction().execute(async (tx) => {
      await new Standing(tx).becomeServer();
      return tx.selectFrom('throttles').selectAll().where('dueMs', '>', nowMs).execute();
    }),
  );

/** Many at once in one statement: two arrays, whatever their number. */
export const keepThrottles = (db: Kysely<Schema>, kept: readonly Throttle[], nowMs: number): Promise<void> =>
  tellOutage(() =>
    db.transaction().execute(async (tx) => {
      await new Standing(tx).becomeServer();
      const callers = kept.map(({ caller }) => caller);
      const dues = kept.map(({ dueMs }) => String(Math.ceil(dueMs)));
      await sql`
        insert into throttles (caller, due_ms) select * from unnest(${callers}::text[], ${dues}::bigint[])
        on conflict (caller) do update set due_ms = excluded.due_ms`.execute(tx);
      await tx.deleteFrom('throttles').where('dueMs', '<=', nowMs).execute();
    }),
  );
