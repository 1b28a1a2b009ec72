import { CamelCasePlugin, Kysely } from 'kysely';
import type pg from 'pg';
import { claimDeliveries } from '../carrier/claim-deliveries.ts';
import { DELIVERIES_KEPT_MS, SERVER, type ClaimLimits, type Once, type Store } from '../store.ts';
import { dialectOver } from './dialect.ts';
import { migrate } from './migrate.ts';
import { tellOutage } from './outage.ts';
import { openPool, type PostgresOptions } from './pool.ts';
import { PostgresLog } from './postgres-log.ts';
import { callerReads } from './reads/callers.ts';
import { carrierReads } from './reads/carriers.ts';
import { hubReads } from './reads/hubs.ts';
import { peopleReads } from './reads/people.ts';
import { maybe, oftenOver, type Read } from './reads/read.ts';
import { visitReads } from './reads/visits.ts';
import type { Schema } from './schema.ts';
import { Names, Statements } from './statements.ts';
import { Standing } from './tenancy.ts';
import { keepThrottles, throttlesAt } from './throttles.ts';
import { underWayAt } from './under-way.ts';
import { atFirstContact } from './unwelcome.ts';
import { Writing } from './writing.ts';

export type { PostgresOptions } from './pool.ts';

export interface PostgresStore extends Store {
  readonly log: PostgresLog;
}

/** Connects, brings the schema up to date and resolves to the store. @throws StoreUnavailable, or a sentence for a person */
export const openPostgresStore = async (options: PostgresOptions): Promise<PostgresStore> => {
  const owner = openPool({ ...options, connections: 1 });
  try {
    const role = await atFirstContact(options.url, () => migrate(owner));
    return storeOver(openPool(options, role));
  } finally {
    await owner.end();
  }
};

const storeOver = (pool: pg.Pool): PostgresStore => {
  const names = new Names();
  const statements = new Statements(pool, names);
  const db = new Kysely<Schema>({
    dialect: dialectOver(pool, names),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const read: Read = (tenant, query) =>
    tellOutage(() =>
      db.connection().execute(async (tx) => {
        await new Standing(tx).become(tenant);
        return query(tx);
      }),
    );
  const once = (scope: string, key: string): Promise<Once | undefined> =>
    read(SERVER, async (tx) =>
      maybe(
        await tx.selectFrom('onces').selectAll().where('scope', '=', scope).where('key', '=', key).executeTakeFirst(),
      ),
    );
  const often = oftenOver(statements);
  const writing = new Writing(db, statements, once);
  return {
    log: new PostgresLog(db),
    write: (tenant, writes, key) => writing.write(tenant, writes, key),
    once,
    forget: (beforeMs) => forget(db, beforeMs),
    throttles: (nowMs) => throttlesAt(db, nowMs),
    keepThrottles: (throttles, nowMs) => keepThrottles(db, throttles, nowMs),
    underWay: (limit) => underWayAt(db, limit),
    ...callerReads(read, often),
    ...visitReads(read, often),
    ...peopleReads(read, often),
    ...carrierReads(read),
    ...hubReads(read, often),
    claimDeliveries: (nowMs: number, leaseMs: number, limits: ClaimLimits) =>
      tellOutage(() =>
        db.transaction().execute(async (tx) => {
          await new Standing(tx).becomeServer();
          return claimDeliveries(tx, nowMs, leaseMs, limits);
        }),
      ),
    close: () => db.destroy(),
  };
};

const forget = (db: Kysely<Schema>, beforeMs: number): Promise<void> =>
  tellOutage(() =>
    db.transaction().execute(async (tx) => {
      await new Standing(tx).becomeServer();
      await tx.deleteFrom('onces').where('atMs', '<', beforeMs).execute();
      await tx.deleteFrom('sessions').where('expiresMs', '<', beforeMs).execute();
      await tx.deleteFrom('invitations').where('expiresMs', '<', beforeMs).execute();
      await tx
        .deleteFrom('deliveries')
        .where('endedMs', '<', beforeMs - DELIVERIES_KEPT_MS)
        .execute();
    }),
  );
