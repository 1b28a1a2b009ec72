import { edgeTiles, HASH_BYTES, type Tile } from '@latchkey/log';
import { sql, type Kysely } from 'kysely';
import { OtherLogKey, type Grow, type Growth, type LogHead, type LogStore } from '../../log/log-store.ts';
import { tellOutage } from './outage.ts';
import type { Schema } from './schema.ts';
import { Standing, type Tx } from './tenancy.ts';

/** The log in PostgreSQL: entries by index, tiles by place, and one row that is its head and its lock. */
export class PostgresLog implements LogStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  #as<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return tellOutage(() =>
      this.#db.transaction().execute(async (tx) => {
        await new Standing(tx).becomeServer();
        return work(tx);
      }),
    );
  }

  add = (entry: Uint8Array): Promise<void> =>
    this.#as(async (tx) => {
      await sql`insert into log_pending (entry) select ${buffer(entry)}::bytea
        where not exists (select from log_entries where entry = ${buffer(entry)})
          and not exists (select from log_pending where entry = ${buffer(entry)})`.execute(tx);
    });

  head = (): Promise<LogHead | undefined> =>
    this.#as(async (tx) => {
      const head = (await readHead(tx, false)) ?? undefined;
      return head?.size === 0 ? undefined : head;
    });

  grow(most: number, logKey: string, grow: Grow): Promise<LogHead | undefined> {
    return this.#as(async (tx) => {
      const head = (await readHead(tx, true)) ?? (await begin(tx, logKey));
      if (head.logKey !== logKey) throw new OtherLogKey();
      const entries = await takePending(tx, most);
      if (entries.length === 0) return undefined;
      const growth = grow(head, await readEdge(tx, head.size), entries);
      await keep(tx, head.size, entries, growth);
      const { size, root, note } = growth;
      return { size, root, note, cosignatures: '', logKey };
    });
  }

  tile = (level: number, index: number): Promise<Uint8Array | undefined> =>
    this.#as(async (tx) => {
      const { rows } = await sql<{ bytes: Buffer }>`
        select bytes from log_tiles where level = ${level} and index = ${index}`.execute(tx);
      return rows[0] === undefined ? undefined : new Uint8Array(rows[0].bytes);
    });

  entries = (from: number, to: number): Promise<readonly Uint8Array[]> =>
    this.#as(async (tx) => {
      const { rows } = await sql<{ entry: Buffer }>`
        select entry from log_entries where index >= ${from} and index < ${to} order by index`.execute(tx);
      return rows.map(({ entry }) => new Uint8Array(entry));
    });

  indexOf = (entry: Uint8Array): Promise<number | undefined> =>
    this.#as(async (tx) => {
      const { rows } = await sql<{ index: number }>`
        select index from log_entries where entry = ${Buffer.from(entry)} order by index limit 1`.execute(tx);
      return rows[0]?.index;
    });

  cosigned = (size: number, by: string, line: string): Promise<void> =>
    this.#as(async (tx) => {
      await sql`update log_head set cosignatures = cosignatures || ${line}
        where size = ${size} and strpos(cosignatures, ${by}) = 0`.execute(tx);
    });
}

async function readHead(tx: Tx, locked: boolean): Promise<LogHead | undefined> {
  const lock = locked ? sql`for update` : sql``;
  const { rows } = await sql<Omit<LogHead, 'root'> & { root: Buffer }>`
    select size, root, note, cosignatures, log_key from log_head ${lock}`.execute(tx);
  return rows[0] === undefined ? undefined : { ...rows[0], root: new Uint8Array(rows[0].root) };
}

/** Of two servers that begin at once one waits here and finds the other's. */
async function begin(tx: Tx, logKey: string): Promise<LogHead> {
  await sql`insert into log_head (size, root, note, cosignatures, log_key)
    values (0, '', '', '', ${logKey}) on conflict do nothing`.execute(tx);
  const head = await readHead(tx, true);
  if (head === undefined) throw new RangeError('the log has no head');
  return head;
}

async function takePending(tx: Tx, most: number): Promise<Uint8Array[]> {
  const { rows } = await sql<{ ordinal: number; entry: Buffer }>`
    delete from log_pending where ordinal in (select ordinal from log_pending order by ordinal limit ${most})
    returning ordinal, entry`.execute(tx);
  return rows.sort((a, b) => a.ordinal - b.ordinal).map(({ entry }) => new Uint8Array(entry));
}

async function readEdge(tx: Tx, size: number): Promise<Tile[]> {
  const wanted = edgeTiles(size);
  if (wanted.length === 0) return [];
  const places = sql.join(wanted.map(({ level, index }) => sql`(${level}::integer, ${index}::bigint)`));
  const { rows } = await sql<{ level: number; index: number; bytes: Buffer }>`
    select level, index, bytes from log_tiles where (level, index) in (${places})`.execute(tx);
  return rows.map(({ level, index, bytes }) => ({
    level,
    index,
    width: bytes.length / HASH_BYTES,
    bytes: new Uint8Array(bytes),
  }));
}

async function keep(
  tx: Tx,
  from: number,
  entries: readonly Uint8Array[],
  { size, root, note, tiles }: Growth,
): Promise<void> {
  await sql`insert into log_entries (index, entry)
    select ${from}::bigint + ordinal - 1, entry from unnest(${entries.map(buffer)}::bytea[]) with ordinality as e (entry, ordinal)`.execute(
    tx,
  );
  await sql`insert into log_tiles (level, index, bytes)
    select * from unnest(${tiles.map((t) => t.level)}::integer[], ${tiles.map((t) => t.index)}::bigint[], ${tiles.map((t) => buffer(t.bytes))}::bytea[])
    on conflict (level, index) do update set bytes = excluded.bytes`.execute(tx);
  await sql`update log_head set size = ${size}, root = ${buffer(root)}, note = ${note}, cosignatures = ''`.execute(tx);
}

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
