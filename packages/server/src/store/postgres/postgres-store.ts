import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type {
  ApiKey,
  Carrier,
  CarrierBlock,
  Courier,
  Enrolment,
  Feed,
  Home,
  Hub,
  Invitation,
  KeptBlock,
  Member,
  OperatorMember,
  Push,
  Passkey,
  Receipt,
  Recording,
  Series,
  Session,
  Shipment,
  Visit,
  WebhookDelivery,
  WebhookTarget,
} from '../records.ts';
import {
  DELIVERIES_KEPT_MS,
  SERVER,
  type Once,
  type Page,
  type Store,
  type Tenant,
  type Write,
  type WriteOutcome,
} from '../store.ts';
import { memberOf, membersAs, membersOf } from '../carrier/member-writes.ts';
import { claimDeliveries } from '../carrier/claim-deliveries.ts';
import { migrate } from './migrate.ts';
import { insertReceipt } from './one-statement.ts';
import { tellOutage } from './outage.ts';
import { PostgresLog } from './postgres-log.ts';
import { fromCarrierBlockRow, fromRow, fromRows, fromVisitRow } from './rows.ts';
import type { Schema } from './schema.ts';
import { idOf, Standing, type Tx } from './tenancy.ts';
import { atFirstContact } from './unwelcome.ts';
import { applyWrite } from './writes.ts';

export interface PostgresOptions {
  readonly url: string;
  /** An idle connection broke, for example because the database restarts; the pool makes a new one by itself. */
  readonly onConnectionLost: (reason: string) => void;
  readonly connections?: number;
}

/** A caller hears of an outage before its own patience ends. */
const LIMIT_CONNECT_MS = 5_000;

/** All our int8 columns are below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

const serialization = new Set(['40001', '40P01']);
/** Row-level security, a foreign key, or a unique key that another transaction took in between. */
const unfit = new Set(['42501', '23503', '23505']);
const codeOf = (problem: unknown) => (problem instanceof Error && 'code' in problem ? String(problem.code) : '');

class Conflict extends Error {
  readonly kind: Write['kind'];
  constructor(kind: Write['kind']) {
    super(kind);
    this.name = 'Conflict';
    this.kind = kind;
  }
}
class Repeated extends Error {}

const openPool = ({ url, connections, onConnectionLost }: PostgresOptions, role?: string): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections ?? 20,
    connectionTimeoutMillis: LIMIT_CONNECT_MS,
    types,
    // Taken with the connection: a connection that cannot take the role is none.
    ...(role === undefined ? {} : { options: `-c role=${role}` }),
  });
  // Without listeners the loss of a connection would end the process: of an idle one, and of one that a transaction holds.
  pool.on('error', (problem) => onConnectionLost(problem.message));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/** Connects, brings the schema up to date and resolves to the store. @throws StoreUnavailable, or a sentence for a person */
export const openPostgresStore = async (options: PostgresOptions): Promise<PostgresStore> => {
  const owner = openPool({ ...options, connections: 1 });
  try {
    const role = await atFirstContact(options.url, () => migrate(owner));
    return new PostgresStore(openPool(options, role));
  } finally {
    await owner.end();
  }
};

export class PostgresStore implements Store {
  readonly #db: Kysely<Schema>;
  readonly log: PostgresLog;

  constructor(pool: pg.Pool) {
    this.#db = new Kysely<Schema>({
      dialect: new PostgresDialect({ pool }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
    this.log = new PostgresLog(this.#db);
  }

  async write(tenant: Tenant, writes: readonly Write[], once?: Once): Promise<WriteOutcome> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await tellOutage(() => this.#writeOnce(tenant, writes, once));
      } catch (problem) {
        if (!serialization.has(codeOf(problem)) || tries >= 4) throw problem;
      }
    }
  }

  async #writeOnce(tenant: Tenant, writes: readonly Write[], once: Once | undefined): Promise<WriteOutcome> {
    let doing: Write['kind'] | undefined;
    const [only] = writes;
    try {
      if (only?.kind === 'receipt' && writes.length === 1 && once === undefined) {
        doing = only.kind;
        if (await insertReceipt(this.#db, tenant, only.receipt)) return { ok: true };
      }
      await this.#db.transaction().execute(async (tx) => {
        const standing = new Standing(tx);
        if (once !== undefined) await keepOnce(tx, standing, once);
        for (const write of writes) {
          doing = write.kind;
          if (!(await applyWrite({ tx, standing, tenant }, write))) throw new Conflict(write.kind);
        }
      });
      return { ok: true };
    } catch (problem) {
      if (problem instanceof Conflict) return { ok: false, why: 'conflict', kind: problem.kind };
      if (problem instanceof Repeated && once !== undefined) return await this.#repeated(once);
      if (doing !== undefined && unfit.has(codeOf(problem))) return { ok: false, why: 'conflict', kind: doing };
      throw problem;
    }
  }

  async #repeated(once: Once): Promise<WriteOutcome> {
    const first = await this.once(once.scope, once.key);
    if (first === undefined) throw new RangeError('an idempotency key was forgotten while it was repeated');
    return { ok: false, why: 'repeated', first };
  }

  #read<T>(tenant: Tenant, query: (tx: Tx) => Promise<T>): Promise<T> {
    const transaction = this.#db.transaction().setAccessMode('read only');
    return tellOutage(() =>
      transaction.execute(async (tx) => {
        await new Standing(tx).become(tenant);
        return query(tx);
      }),
    );
  }

  once = (scope: string, key: string): Promise<Once | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(
        await tx.selectFrom('onces').selectAll().where('scope', '=', scope).where('key', '=', key).executeTakeFirst(),
      ),
    );

  forget = (beforeMs: number): Promise<void> =>
    tellOutage(() =>
      this.#db.transaction().execute(async (tx) => {
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

  session = (tokenHash: Uint8Array): Promise<Session | undefined> =>
    this.#read(
      SERVER,
      async (tx) =>
        maybe(await tx.selectFrom('sessions').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst()) as
          Session | undefined,
    );
  feedByToken = (tokenHash: Uint8Array): Promise<Feed | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('feeds').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst()),
    );
  memberByKey = (keyId: string): Promise<Member | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('members').selectAll().where('keyId', '=', keyId).executeTakeFirst()),
    );
  carrierByKey = (keyId: string): Promise<Carrier | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('carriers').selectAll().where('keyId', '=', keyId).executeTakeFirst()),
    );
  enrolment = (keyId: string): Promise<Enrolment | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('enrolments').selectAll().where('keyId', '=', keyId).executeTakeFirst()),
    );
  homeByHandle = (handle: string): Promise<Home | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('homes').selectAll().where('handle', '=', handle).executeTakeFirst()),
    );
  firstHome = (): Promise<Home | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(
        await tx.selectFrom('homes').selectAll().orderBy('createdMs').orderBy('ordinal').limit(1).executeTakeFirst(),
      ),
    );
  hub = (hubId: string): Promise<Hub | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('hubs').selectAll().where('hubId', '=', hubId).executeTakeFirst()),
    );
  carrier = (carrierId: string): Promise<Carrier | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('carriers').selectAll().where('carrierId', '=', carrierId).executeTakeFirst()),
    );

  home = (tenant: Tenant, homeId: string): Promise<Home | undefined> =>
    this.#read(tenant, async (tx) =>
      maybe(await tx.selectFrom('homes').selectAll().where('homeId', '=', homeId).executeTakeFirst()),
    );
  members = (tenant: Tenant, homeId: string): Promise<readonly Member[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('members').selectAll().where('homeId', '=', homeId).orderBy('ordinal').execute()),
    );
  hubs = (tenant: Tenant, homeId: string): Promise<readonly Hub[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('hubs').selectAll().where('homeId', '=', homeId).orderBy('ordinal').execute()),
    );
  couriers = (tenant: Tenant, carrierId: string): Promise<readonly Courier[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(
        await tx.selectFrom('couriers').selectAll().where('carrierId', '=', carrierId).orderBy('ordinal').execute(),
      ),
    );
  shipment = (tenant: Tenant, shipmentId: string): Promise<Shipment | undefined> =>
    this.#read(tenant, async (tx) =>
      maybe(await tx.selectFrom('shipments').selectAll().where('shipmentId', '=', shipmentId).executeTakeFirst()),
    );
  shipments = (tenant: Tenant, limit: number, skip = 0): Promise<readonly Shipment[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(
        await tx
          .selectFrom('shipments')
          .selectAll()
          .orderBy('createdMs', 'desc')
          .orderBy('ordinal', 'desc')
          .limit(limit)
          .offset(skip)
          .execute(),
      ),
    );
  visit = (tenant: Tenant, visitId: string): Promise<Visit | undefined> =>
    this.#read(tenant, async (tx) =>
      maybeVisit(await tx.selectFrom('visits').selectAll().where('visitId', '=', visitId).executeTakeFirst()),
    );
  visits = (tenant: Tenant, limit: number): Promise<readonly Visit[]> =>
    this.#read(tenant, async (tx) =>
      (
        await tx
          .selectFrom('visits')
          .selectAll()
          .orderBy('createdMs', 'desc')
          .orderBy('ordinal', 'desc')
          .limit(limit)
          .execute()
      ).map(fromVisitRow),
    );
  visitsById = (tenant: Tenant, visitIds: readonly string[]): Promise<readonly Visit[]> =>
    visitIds.length === 0
      ? Promise.resolve([])
      : this.#read(tenant, async (tx) =>
          (await tx.selectFrom('visits').selectAll().where('visitId', 'in', visitIds).execute()).map(fromVisitRow),
        );
  chains = (hubId: string, fromS: number, limit: number): Promise<readonly Visit[]> =>
    this.#read(SERVER, async (tx) => {
      const due = tx.selectFrom('visits').selectAll().where('hubId', '=', hubId).where('toS', '>=', fromS);
      return (
        await due
          .where(sql<boolean>`cardinality(assignments) > 0`)
          .orderBy('ordinal')
          .limit(limit)
          .execute()
      ).map(fromVisitRow);
    });

  invitation = (boxId: string): Promise<Invitation | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('invitations').selectAll().where('boxId', '=', boxId).executeTakeFirst()),
    );
  invitations = (tenant: Tenant, limit: number): Promise<readonly Invitation[]> =>
    this.#read(tenant, async (tx) => {
      const all = tx.selectFrom('invitations').selectAll().orderBy('createdMs', 'desc').orderBy('ordinal', 'desc');
      return fromRows(await all.limit(limit).execute());
    });
  series = (tenant: Tenant, visitId: string): Promise<Series | undefined> =>
    this.#read(tenant, async (tx) =>
      maybe(await tx.selectFrom('series').selectAll().where('visitId', '=', visitId).executeTakeFirst()),
    );
  allSeries = (tenant: Tenant, limit: number): Promise<readonly Series[]> =>
    this.#read(tenant, async (tx) => {
      const all = tx.selectFrom('series').selectAll().orderBy('createdMs', 'desc').orderBy('ordinal', 'desc');
      return fromRows(await all.limit(limit).execute());
    });
  openSeries = (hubId: string, fromS: number, limit: number): Promise<readonly Series[]> =>
    this.#read(SERVER, async (tx) => {
      const open = tx.selectFrom('series').selectAll().where('hubId', '=', hubId).where('toS', '>=', fromS);
      return fromRows(await open.where('endedMs', 'is', null).orderBy('ordinal').limit(limit).execute());
    });

  openBlocks = (hubId: string): Promise<readonly KeptBlock[]> =>
    this.#read(
      SERVER,
      async (tx) =>
        fromRows(
          await tx.selectFrom('blocks').selectAll().where('hubId', '=', hubId).orderBy('ordinal').execute(),
        ) as KeptBlock[],
    );

  carrierBlocks = (tenant: Tenant, limit: number): Promise<readonly CarrierBlock[]> =>
    this.#read(tenant, async (tx) =>
      (
        await tx
          .selectFrom('carrierBlocks')
          .selectAll()
          .where('carrierId', '=', idOf(tenant))
          .orderBy('ordinal', 'desc')
          .limit(limit)
          .execute()
      ).map(fromCarrierBlockRow),
    );
  carrierBlock = (hubId: string, hash: Uint8Array): Promise<CarrierBlock | undefined> =>
    this.#read(SERVER, async (tx) => {
      const same = tx.selectFrom('carrierBlocks').selectAll().where('hubId', '=', hubId).where('hash', '=', hash);
      const row = await same.executeTakeFirst();
      return row === undefined ? undefined : fromCarrierBlockRow(row);
    });
  lastSeen = (principalIds: readonly string[]): Promise<ReadonlyMap<string, number>> =>
    principalIds.length === 0
      ? Promise.resolve(new Map())
      : this.#read(SERVER, async (tx) => {
          const rows = await tx.selectFrom('lastSeen').selectAll().where('principalId', 'in', principalIds).execute();
          return new Map(rows.map(({ principalId, seenMs }) => [principalId, seenMs]));
        });

  operatorMembersAs = (who: { readonly issuer: string; readonly subject: string; readonly email?: string }) =>
    this.#read(SERVER, (tx) => membersAs(tx, who));
  operatorMember = (tenant: Tenant, memberId: string): Promise<OperatorMember | undefined> =>
    this.#read(tenant, (tx) => memberOf(tx, tenant, memberId));
  operatorMembers = (tenant: Tenant, limit: number): Promise<readonly OperatorMember[]> =>
    this.#read(tenant, (tx) => membersOf(tx, tenant, limit));

  apiKeyByKey = (keyId: string): Promise<ApiKey | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('apiKeys').selectAll().where('keyId', '=', keyId).executeTakeFirst()),
    );
  apiKeys = (tenant: Tenant, limit: number): Promise<readonly ApiKey[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('apiKeys').selectAll().orderBy('ordinal', 'desc').limit(limit).execute()),
    );
  webhookTargets = (tenant: Tenant, limit: number): Promise<readonly WebhookTarget[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('webhookTargets').selectAll().orderBy('ordinal', 'desc').limit(limit).execute()),
    );
  deliveries = (tenant: Tenant, limit: number): Promise<readonly WebhookDelivery[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('deliveries').selectAll().orderBy('ordinal', 'desc').limit(limit).execute()),
    );
  claimDeliveries = (nowMs: number, leaseMs: number, limit: number) =>
    tellOutage(() =>
      this.#db.transaction().execute(async (tx) => {
        await new Standing(tx).becomeServer();
        return claimDeliveries(tx, nowMs, leaseMs, limit);
      }),
    );

  receiptHead = (hubId: string): Promise<Receipt | undefined> =>
    this.#read(SERVER, async (tx) =>
      maybe(
        await tx
          .selectFrom('receipts')
          .selectAll()
          .where('hubId', '=', hubId)
          .where('fork', '=', false)
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst(),
      ),
    );
  receiptsAt = (hubId: string, seq: number): Promise<readonly Receipt[]> =>
    this.#read(SERVER, async (tx) =>
      fromRows(
        await tx
          .selectFrom('receipts')
          .selectAll()
          .where('hubId', '=', hubId)
          .where('seq', '=', seq)
          .orderBy('fork')
          .orderBy('ordinal')
          .execute(),
      ),
    );
  receiptsOfHub = (tenant: Tenant, hubId: string, page: Page): Promise<readonly Receipt[]> =>
    this.#read(tenant, async (tx) => {
      const after = tx.selectFrom('receipts').selectAll().where('hubId', '=', hubId).where('seq', '>', page.afterSeq);
      return fromRows(await after.orderBy('seq').orderBy('fork').orderBy('ordinal').limit(page.limit).execute());
    });
  receiptsOfVisit = (tenant: Tenant, visitId: string, page: Page): Promise<readonly Receipt[]> =>
    this.#read(tenant, async (tx) => {
      const after = tx
        .selectFrom('receipts')
        .selectAll()
        .where('visitId', '=', visitId)
        .where('seq', '>', page.afterSeq);
      return fromRows(await after.where('fork', '=', false).orderBy('seq').limit(page.limit).execute());
    });

  recording = (tenant: Tenant, recordingId: string): Promise<Recording | undefined> =>
    this.#read(tenant, async (tx) =>
      maybe(await tx.selectFrom('recordings').selectAll().where('recordingId', '=', recordingId).executeTakeFirst()),
    );
  recordingsOfVisit = (tenant: Tenant, visitId: string): Promise<readonly Recording[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(
        await tx.selectFrom('recordings').selectAll().where('visitId', '=', visitId).orderBy('ordinal').execute(),
      ),
    );

  passkeys = (tenant: Tenant): Promise<readonly Passkey[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('passkeys').selectAll().orderBy('createdMs').orderBy('ordinal').execute()),
    );
  feed = (tenant: Tenant, memberId: string): Promise<Feed | undefined> =>
    this.#read(tenant, async (tx) =>
      maybe(await tx.selectFrom('feeds').selectAll().where('memberId', '=', memberId).executeTakeFirst()),
    );
  pushes = (tenant: Tenant): Promise<readonly Push[]> =>
    this.#read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('pushes').selectAll().orderBy('createdMs').orderBy('ordinal').execute()),
    );

  close = (): Promise<void> => this.#db.destroy();
}

/** The second of two equal requests waits here for the first one's transaction, and then finds its answer. */
const keepOnce = async (tx: Tx, standing: Standing, once: Once): Promise<void> => {
  await standing.becomeServer();
  const kept = await tx
    .insertInto('onces')
    .values(once)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows !== 1n) throw new Repeated();
};

const maybe = <R extends object>(row: R | undefined) => (row === undefined ? undefined : fromRow(row));
const maybeVisit = (row: Parameters<typeof fromVisitRow>[0] | undefined) =>
  row === undefined ? undefined : fromVisitRow(row);
