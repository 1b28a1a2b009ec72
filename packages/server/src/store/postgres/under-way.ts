import type { Kysely } from 'kysely';
import type { UnderWay } from '../records.ts';
import type { Store } from '../store.ts';
import { tellOutage } from './outage.ts';
import { fromRows } from './rows.ts';
import type { Schema } from './schema.ts';
import { Standing, type Tx } from './tenancy.ts';

/** Which hubs are in a visit: the server's own rows, which no tenant sees. */
export const underWayOver = (db: Kysely<Schema>): Pick<Store, 'underWay' | 'keepUnderWay' | 'endUnderWay'> => {
  const asServer = <T>(query: (tx: Tx) => Promise<T>): Promise<T> =>
    tellOutage(() =>
      db.transaction().execute(async (tx) => {
        await new Standing(tx).becomeServer();
        return query(tx);
      }),
    );
  return {
    underWay: (limit) =>
      asServer(async (tx) => fromRows(await tx.selectFrom('underWay').selectAll().limit(limit).execute())),
    keepUnderWay: (kept: UnderWay) =>
      asServer(async (tx) => {
        const { hubId, homeId, visitId, heardMs, acknowledgedMs = null } = kept;
        const rest = { homeId, visitId, heardMs, acknowledgedMs };
        await tx
          .insertInto('underWay')
          .values({ hubId, ...rest })
          .onConflict((c) => c.column('hubId').doUpdateSet(rest))
          .execute();
      }),
    endUnderWay: (hubId, visitId) =>
      asServer(async (tx) => {
        await tx.deleteFrom('underWay').where('hubId', '=', hubId).where('visitId', '=', visitId).execute();
      }),
  };
};
