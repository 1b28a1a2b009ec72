import type { Client, Pool, PoolClient } from 'pg';
import { migrations } from './migrations.ts';

/** Two servers that start at once take turns; the number is only this lock's name. */
const lockKey = 7_105_110_107;
/** The role queries run as: owns nothing, so that row-level security binds it whoever logged in. */
export const appRole = 'latchkey_app';

export class DatabaseTooNew extends Error {
  constructor(found: number) {
    super(
      `The database has schema version ${found}, newer than this server's ${migrations.length}. Start the newer server again.`,
    );
    this.name = 'DatabaseTooNew';
  }
}

export class DatabaseTooOld extends Error {
  constructor(version: string) {
    super(`The database is PostgreSQL ${version}; Latchkey needs 15 or later. Point DATABASE_URL to a newer one.`);
    this.name = 'DatabaseTooOld';
  }
}

export class NoWall extends Error {
  constructor() {
    super(
      `The database's user bypasses row-level security and may not create the role ${appRole}. Create it (CREATE ROLE ${appRole}; GRANT ${appRole} TO …) or use another user.`,
    );
    this.name = 'NoWall';
  }
}

interface VersionRow {
  readonly version: number;
}

/** Brings the schema up to date; resolves to the role to take, or undefined where forced row-level security is enough. */
export const migrate = async (pool: Pool): Promise<string | undefined> => {
  const client = await pool.connect();
  try {
    await checkVersion(client);
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    try {
      await runMigrations(client);
      return await prepareRole(client);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lockKey]);
    }
  } finally {
    client.release();
  }
};

const checkVersion = async (client: PoolClient): Promise<void> => {
  const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
    "select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version",
  );
  if (Number(rows[0]?.server_version_num) < 150_000) throw new DatabaseTooOld(rows[0]?.server_version ?? 'unknown');
};

const runMigrations = async (client: PoolClient): Promise<void> => {
  await client.query('create table if not exists schema_versions (version integer primary key, name text not null)');
  const { rows } = await client.query<VersionRow>(
    'select coalesce(max(version), 0)::int as version from schema_versions',
  );
  const found = rows[0]?.version ?? 0;
  if (found > migrations.length) throw new DatabaseTooNew(found);
  for (const migration of migrations.filter(({ version }) => version > found)) {
    await inTransaction(client, async () => {
      await client.query(migration.sql);
      await client.query('insert into schema_versions (version, name) values ($1, $2)', [
        migration.version,
        migration.name,
      ]);
    });
  }
};

const inTransaction = async (client: Pick<Client, 'query'>, work: () => Promise<void>): Promise<void> => {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback');
    throw problem;
  }
};

interface Standing {
  readonly bypasses: boolean;
  readonly maymake: boolean;
  readonly there: boolean;
}

const prepareRole = async (client: PoolClient): Promise<string | undefined> => {
  const { rows } = await client.query<Standing>(
    `select rolsuper or rolbypassrls as bypasses, rolsuper or rolcreaterole as maymake,
       exists (select 1 from pg_roles where rolname = $1) as there
     from pg_roles where rolname = current_user`,
    [appRole],
  );
  const standing = rows[0];
  if (standing === undefined || (!standing.there && !standing.maymake)) {
    if (standing?.bypasses === false) return undefined;
    throw new NoWall();
  }
  try {
    await inTransaction(client, () => makeRole(client, standing));
  } catch (problem) {
    // Another database of the same cluster made the role, and this user may not have it: forced row-level security binds the user itself.
    if (standing.bypasses || !isDenied(problem)) throw problem;
    return undefined;
  }
  return appRole;
};

const isDenied = (problem: unknown) => problem instanceof Error && 'code' in problem && problem.code === '42501';

const makeRole = async (client: PoolClient, { there }: Standing): Promise<void> => {
  if (!there) await client.query(`create role ${appRole} nologin`);
  await client.query(`grant ${appRole} to current_user`);
  await client.query(`grant usage on schema public to ${appRole}`);
  await client.query(`grant select, insert, update, delete on all tables in schema public to ${appRole}`);
  await client.query(`revoke all on schema_versions from ${appRole}`);
};
