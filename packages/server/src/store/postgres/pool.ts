import pg from 'pg';
import type { DatabaseHold } from './hold.ts';
import { prepareLeading } from './led-query.ts';

export interface PostgresOptions {
  readonly url: string;
  /** An idle connection broke, for example because the database restarts; the pool makes a new one by itself. */
  readonly onConnectionLost: (reason: string) => void;
  readonly connections?: number;
  /** Absent: whoever opens it answers for there being no second server, as a test does. */
  readonly hold?: Pick<DatabaseHold, 'admit'>;
}

/** A caller hears of an outage before its own patience ends. */
const LIMIT_CONNECT_MS = 5_000;

/** All our int8 columns are below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

/** What is done with each new connection before it is handed out. */
const preparing = (hold: PostgresOptions['hold']) => async (client: pg.ClientBase) => {
  await hold?.admit(client);
  await prepareLeading(client);
};

export const openPool = ({ url, connections, hold, onConnectionLost }: PostgresOptions, role?: string): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections ?? 20,
    connectionTimeoutMillis: LIMIT_CONNECT_MS,
    types,
    // Awaited, which its published type leaves out.
    onConnect: preparing(hold) as unknown as (client: pg.ClientBase) => void,
    // Taken with the connection: a connection that cannot take the role is none.
    ...(role === undefined ? {} : { options: `-c role=${role}` }),
  });
  // Without listeners the loss of a connection would end the process: of an idle one, and of one that a transaction holds.
  pool.on('error', (problem) => onConnectionLost(problem.message));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};
