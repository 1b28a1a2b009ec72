import {
  type CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { queryLed, STANDING, type Leading } from './led-query.ts';
import type { Names } from './statements.ts';

const NOTHING: QueryResult<never> = { rows: [] };
const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/**
 * A connection that makes no round trip for what has no answer: the begin of a transaction and the standing of whoever asks travel with the next
 * statement. Outside a transaction the standing leads every statement anew, as it ends with each.
 */
class Connection implements DatabaseConnection {
  readonly client: pg.PoolClient;
  readonly #names: Names;
  #transaction: 'none' | 'asked' | 'open' = 'none';
  #standing: readonly string[] | undefined;
  #inForce: readonly string[] | undefined;

  constructor(client: pg.PoolClient, names: Names) {
    this.client = client;
    this.#names = names;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (sql === STANDING) {
      this.#standing = parameters.map(String);
      return NOTHING;
    }
    const leading = this.#leading();
    const name = this.#names.of(sql);
    const named = name === undefined ? {} : { name };
    const config = { ...named, text: sql, values: [...parameters] };
    const { command, rowCount, rows } = await queryLed(this.client, leading, config);
    if (this.#transaction !== 'none') this.#opened();
    return {
      rows: rows as R[],
      ...(changing.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}),
    };
  }

  begin(): void {
    this.#transaction = 'asked';
  }

  /** Ends it; one that was only asked for the database never heard of. */
  async end(how: 'commit' | 'rollback'): Promise<void> {
    const was = this.#transaction;
    this.#transaction = 'none';
    this.#inForce = undefined;
    // A first statement that failed may have left it open.
    if (was === 'open' || how === 'rollback') await this.client.query(how);
  }

  release(): void {
    this.#standing = undefined;
    this.client.release();
  }

  streamQuery(): never {
    throw new TypeError('this store reads pages, not streams');
  }

  #leading(): Leading[] {
    const leading: Leading[] = [];
    if (this.#transaction === 'asked') leading.push({ name: 'lk_begin', values: [] });
    const inForce = this.#transaction === 'open' && this.#inForce === this.#standing;
    if (this.#standing !== undefined && !inForce) leading.push({ name: 'lk_standing', values: this.#standing });
    return leading;
  }

  #opened(): void {
    this.#transaction = 'open';
    this.#inForce = this.#standing;
  }
}

class PooledDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #names: Names;

  constructor(pool: pg.Pool, names: Names) {
    this.#pool = pool;
    this.#names = names;
  }

  init = (): Promise<void> => Promise.resolve();
  acquireConnection = async (): Promise<Connection> => new Connection(await this.#pool.connect(), this.#names);
  beginTransaction = (connection: Connection): Promise<void> => {
    connection.begin();
    return Promise.resolve();
  };
  commitTransaction = (connection: Connection): Promise<void> => connection.end('commit');
  rollbackTransaction = (connection: Connection): Promise<void> => connection.end('rollback');
  releaseConnection = (connection: Connection): Promise<void> => {
    connection.release();
    return Promise.resolve();
  };
  destroy = (): Promise<void> => this.#pool.end();
}

/** PostgreSQL over this pool, whose connections have prepared what leads. */
export const dialectOver = (pool: pg.Pool, names: Names): Dialect => ({
  createDriver: () => new PooledDriver(pool, names),
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: (db) => new PostgresIntrospector(db),
});
