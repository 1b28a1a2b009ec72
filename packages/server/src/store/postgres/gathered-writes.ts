import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Receipt } from '../records.ts';
import { type Tenant, type Write } from '../store.ts';
import { Gathering } from './gathering.ts';
import { asBuffer } from './rows.ts';
import type { Schema } from './schema.ts';
import { Standing } from './tenancy.ts';

type Grown = Extract<Write, { kind: 'recording-grown' }>;
/** A statement for many households is the server's; each row names its own, and it is compared. */
interface OfHome<T> {
  readonly homeId: string;
  readonly what: T;
}

const MOST = 256;
/** A hub keeps its film until it is acknowledged, and sends on meanwhile. */
const PAUSE_FILM_MS = 100;

/** What hubs send most, one row at a time from each: receipts, and how far a film is durable. */
export class GatheredWrites {
  readonly #receipts: Gathering<OfHome<Receipt>>;
  readonly #films: Gathering<OfHome<Grown>>;

  constructor(db: Kysely<Schema>) {
    this.#receipts = new Gathering({
      most: MOST,
      keyOf: ({ what }) => `${what.hubId} ${String(what.seq)}`,
      write: (batch) => insertReceipts(db, batch),
    });
    this.#films = new Gathering({
      most: MOST,
      pauseMs: PAUSE_FILM_MS,
      keyOf: ({ what }) => what.recordingId,
      write: (batch) => growRecordings(db, batch),
    });
  }

  /** Resolves to false where this is none of those, or was not written like this: it is then to be written as any other. */
  take(tenant: Tenant, writes: readonly Write[]): Promise<boolean> {
    const [only] = writes;
    if (only === undefined || writes.length > 1 || tenant.role !== 'home') return Promise.resolve(false);
    const homeId = tenant.id;
    if (only.kind === 'recording-grown') return this.#films.add({ homeId, what: only });
    if (only.kind !== 'receipt' || only.receipt.homeId !== homeId) return Promise.resolve(false);
    return this.#receipts.add({ homeId, what: only.receipt });
  }
}

const asServer = async (db: Kysely<Schema>, statement: RawBuilder<{ key: string }>): Promise<ReadonlySet<string>> => {
  const rows = await db.connection().execute(async (tx) => {
    await new Standing(tx).becomeServer();
    return (await statement.execute(tx)).rows;
  });
  return new Set(rows.map(({ key }) => key));
};

const insertReceipts = (db: Kysely<Schema>, batch: readonly OfHome<Receipt>[]) => {
  const all = <V>(pick: (receipt: Receipt) => V) => batch.map(({ what }) => pick(what));
  return asServer(
    db,
    sql`
    insert into receipts (hub_id, home_id, seq, hash, parent, bytes, visit_id, fork, received_ms)
    select hub_id, home_id, seq, hash, parent, bytes, visit_id, fork, received_ms from unnest(
      ${all((r) => r.hubId)}::text[], ${batch.map((b) => b.homeId)}::text[], ${all((r) => r.seq)}::bigint[], ${all((r) => asBuffer(r.hash))}::bytea[],
      ${all((r) => asBuffer(r.parent))}::bytea[], ${all((r) => asBuffer(r.bytes))}::bytea[], ${all((r) => r.visitId ?? null)}::text[],
      ${all((r) => r.fork)}::boolean[], ${all((r) => r.receivedMs)}::bigint[]
    ) with ordinality as r (hub_id, home_id, seq, hash, parent, bytes, visit_id, fork, received_ms, place)
    order by place on conflict do nothing returning hub_id || ' ' || seq as key`,
  );
};

const growRecordings = (db: Kysely<Schema>, batch: readonly OfHome<Grown>[]) => {
  const all = <V>(pick: (grown: Grown) => V) => batch.map(({ what }) => pick(what));
  return asServer(
    db,
    sql`
    update recordings set bytes = g.bytes, closed = g.closed from unnest(
      ${all((g) => g.recordingId)}::text[], ${all((g) => g.hubId)}::text[], ${batch.map((b) => b.homeId)}::text[], ${all((g) => g.bytes)}::bigint[],
      ${all((g) => g.closed)}::boolean[]
    ) as g (recording_id, hub_id, home_id, bytes, closed)
    where recordings.recording_id = g.recording_id and recordings.hub_id = g.hub_id and recordings.home_id = g.home_id
    returning recordings.recording_id as key`,
  );
};
