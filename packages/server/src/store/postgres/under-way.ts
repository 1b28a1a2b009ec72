import type { Kysely } from 'kysely';
import type { UnderWay } from '../records.ts';
import { tellOutage } from './outage.ts';
import { fromRows } from './rows.ts';
import type { Schema } from './schema.ts';
import { Standing } from './tenancy.ts';

/** Which hubs are in a visit: the server's own rows, which no tenant sees. */
export const underWayAt = (db: Kysely<Schema>, limit: number): Promise<readonly UnderWay[]> =>
  tellOutage(() =>
    db.connection().execute(async (tx) => {
      await new Standing(tx).becomeServer();
      return fromRows(await tx.selectFrom('underWay').selectAll().limit(limit).execute());
    }),
  );
