import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StoreUnavailable } from '../unavailable.ts';
import { atFirstContact, placeOf } from './unwelcome.ts';

/** Names the two advisory locks of this file: (it, 0) is the database, (it, turn) says whose hold of it this is. */
const LOCKS = 7_105_111;
/** While nobody has it for good: another server may just be ending. */
const TRY_EVERY_MS = 250;
/** Of this process's own word that its hold lives; PostgreSQL asks for ours as often, and gives a silent one up after three times. */
const LOOK_EVERY_S = 5;
const LIMIT_ANSWER_MS = 5_000;

/** Another server works on this database; a sentence for a person, and another try may find it gone. */
export class DatabaseHeld extends StoreUnavailable {}

export interface HoldOptions {
  readonly url: string;
  /** So long another server may take to end, as in a rolling restart. */
  readonly waitMs: number;
  /** It is waited for. Once. */
  readonly onWaiting: () => void;
  /** Another server has the database now; nothing of this one is written any more. A sentence for a person. */
  readonly onTaken: (sentence: string) => void;
}

/** The right to be the one server of a database. */
export interface DatabaseHold {
  /** For every connection that works: marks it, and refuses it unless this hold stands. */
  readonly admit: (client: pg.ClientBase) => Promise<void>;
  readonly release: () => Promise<void>;
}

/**
 * One server a database: lines of hubs, sessions, limits and what rings live in one process, and two would each know half of it. The hold is an advisory
 * lock of a connection of its own, so that PostgreSQL gives it back however its process ends. Who takes it first ends every working connection that an
 * earlier holder left, and each new one asks for the lock of its own turn: a process that was frozen meanwhile writes nothing when it wakes.
 * @throws DatabaseHeld when another server still has it after `waitMs`; as `openPostgresStore` otherwise
 */
export const holdDatabase = async (options: HoldOptions): Promise<DatabaseHold> => {
  const hold = new Hold(options);
  await atFirstContact(options.url, () => hold.take());
  return hold;
};

class Hold implements DatabaseHold {
  readonly #options: HoldOptions;
  readonly #turn = randomInt(1, 2 ** 31 - 1);
  #client: pg.Client | undefined;
  #released = false;

  constructor(options: HoldOptions) {
    this.#options = options;
  }

  async take(): Promise<void> {
    const end = performance.now() + this.#options.waitMs;
    for (let waited = false; ; waited = true) {
      const holder = await this.#try();
      if (holder === undefined) return;
      if (performance.now() >= end) throw new DatabaseHeld(this.#sentence(holder));
      if (!waited) this.#options.onWaiting();
      await pause(TRY_EVERY_MS);
    }
  }

  async admit(client: pg.ClientBase): Promise<void> {
    // Marked before it asks: whoever takes the database after the answer finds the mark, and ends it.
    await client.query(`set application_name = '${markOf(this.#turn)}'`);
    const { rowCount } = await client.query(
      `select from pg_locks where ${OURS} and granted and objid in (0, ${String(this.#turn)}) group by pid having count(*) = 2`,
    );
    if (rowCount !== 1) throw new StoreUnavailable('this server does not hold the database right now');
  }

  async release(): Promise<void> {
    this.#released = true;
    await this.#client?.end();
  }

  /** Undefined: it is ours. */
  async #try(): Promise<Holder | undefined> {
    const client = await connect(this.#options.url);
    try {
      const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${LOCKS}, 0) as held`);
      if (rows[0]?.held !== true) {
        const holder = await holderOf(client, this.#turn);
        await client.end();
        // It ended between the two questions.
        return holder ?? (await this.#try());
      }
      await client.query(`select pg_advisory_lock(${LOCKS}, ${String(this.#turn)})`);
      await client.query(END_OTHERS, [markOf(this.#turn)]);
    } catch (problem) {
      await client.end().catch(() => undefined);
      throw problem;
    }
    this.#watch(client);
    return undefined;
  }

  #watch(client: pg.Client): void {
    this.#client = client;
    const ask = setInterval(() => void answers(client).catch(() => client.end()), LOOK_EVERY_S * 1000);
    ask.unref();
    client.once('end', () => {
      clearInterval(ask);
      if (!this.#released) void this.#takeBack();
    });
  }

  /** The database restarts, or the line to it broke: until it is ours again, no connection is taken for work. */
  async #takeBack(): Promise<void> {
    while (!this.#released) {
      const holder = await this.#try().catch(() => 'away' as const);
      if (holder === undefined) {
        // Released while it was taken.
        if (this.#asReleased()) await this.#client?.end();
        return;
      }
      if (holder !== 'away' && !holder.isOurs) {
        this.#options.onTaken(this.#sentence(holder));
        return;
      }
      await pause(TRY_EVERY_MS);
    }
  }

  /** Asked as a function, because it changes while something else is awaited. */
  #asReleased(): boolean {
    return this.#released;
  }

  #sentence({ pid, from }: Holder): string {
    return (
      `Another Latchkey server${from === null ? '' : ` (at ${from})`} works on the database ${placeOf(this.#options.url)}; a database has one server. End that one first. ` +
      `If it is gone and PostgreSQL has not noticed, its hold ends with: select pg_terminate_backend(${String(pid)}).`
    );
  }
}

interface Holder {
  readonly pid: number;
  readonly from: string | null;
  /** A connection of this very hold that PostgreSQL still believes in. */
  readonly isOurs: boolean;
}

const OURS = `locktype = 'advisory' and classid = ${LOCKS} and objsubid = 2 and database = (select oid from pg_database where datname = current_database())`;

const markOf = (turn: number) => `latchkey ${String(turn)}`;

/** What an earlier holder left open, each waited for. */
const END_OTHERS = `select pg_terminate_backend(pid, ${LIMIT_ANSWER_MS}) from pg_stat_activity
  where datname = current_database() and application_name like 'latchkey %' and application_name <> $1`;

/** Pauses that the settings of a database put on idle connections are not for this one. */
const STAY = `set application_name = 'latchkey-hold'; set idle_session_timeout = 0;
  set tcp_keepalives_idle = ${LOOK_EVERY_S}; set tcp_keepalives_interval = ${LOOK_EVERY_S}; set tcp_keepalives_count = 2`;

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: LIMIT_ANSWER_MS, keepAlive: true });
  // Its loss is told by its end.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(STAY);
  return client;
};

const answers = async (client: pg.Client): Promise<void> => {
  const late = pause(LIMIT_ANSWER_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('silent')));
  await Promise.race([client.query('select 1'), late]);
};

/** Undefined where nobody has it. A hold of ours that only PostgreSQL still believes in is ended. */
const holderOf = async (client: pg.Client, turn: number): Promise<Holder | undefined> => {
  const { rows } = await client.query<Holder>(
    `select l.pid, host(a.client_addr) as from, exists (select from pg_locks where ${OURS} and granted and objid = ${String(turn)} and pid = l.pid) as "isOurs"
     from (select pid from pg_locks where ${OURS} and granted and objid = 0) l left join pg_stat_activity a using (pid)`,
  );
  const holder = rows[0];
  if (holder?.isOurs === true) await client.query('select pg_terminate_backend($1)', [holder.pid]);
  return holder;
};
