import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { KEEP } from '../../packages/server/src/store/postgres/kept-stories.ts';
import { migrations } from '../../packages/server/src/store/postgres/migrations.ts';
import { openPostgresStore } from '../../packages/server/src/store/postgres/postgres-store.ts';
import { SERVER } from '../../packages/server/src/store/store.ts';
import { carrierSuite } from '../../packages/server/src/store/testing/carrier-suite.ts';
import { logSuite } from '../../packages/server/src/store/testing/log-suite.ts';
import { memberSuite } from '../../packages/server/src/store/testing/member-suite.ts';
import { storeSuite } from '../../packages/server/src/store/testing/suite.ts';
import { carrierOf, homeOf, id, memberOf, shipmentOf } from '../../packages/server/src/store/testing/samples.ts';
import { debianBin, debianPostgres, embeddedPostgres, type TestPostgres } from '../world/postgres.ts';

const open = (url: string) => openPostgresStore({ url, onConnectionLost: () => undefined });

const query = async <R extends pg.QueryResultRow>(url: string, text: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
};

/** A database of its own in that cluster. */
const anotherDatabase = async (url: string): Promise<string> => {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await query(url, `create database ${name}`);
  return url.replace(/\/[a-z]+$/, `/${name}`);
};

const against = (name: string, start: () => Promise<TestPostgres>) => {
  const running = start();
  afterAll(async () => (await running).stop());

  storeSuite(name, async () => open(await anotherDatabase((await running).url)));

  carrierSuite(name, async () => open(await anotherDatabase((await running).url)));

  memberSuite(name, async () => open(await anotherDatabase((await running).url)));

  logSuite(name, async () => open(await anotherDatabase((await running).url)));

  describe(`behind the store: ${name}`, () => {
    it('shows no row to a query that names no tenant, or another one', async () => {
      const url = await anotherDatabase((await running).url);
      const store = await open(url);
      await store.write(SERVER, [
        { kind: 'home', home: homeOf(1), member: memberOf(1) },
        { kind: 'carrier', carrier: carrierOf(1) },
        { kind: 'shipment', shipment: shipmentOf(1) },
      ]);
      await store.close();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const seenAs = async (role: string, tenant: string) => {
        await client.query('begin');
        await client.query(
          "select set_config('role', 'latchkey_app', true), set_config('lk.role', $1, true), set_config('lk.tenant', $2, true)",
          [role, tenant],
        );
        const { rows } = await client.query<{
          table: string;
          seen: number;
        }>(`select 'homes' as table, count(*)::int as seen from homes union all select 'members', count(*)::int from members
          union all select 'shipments', count(*)::int from shipments union all select 'carriers', count(*)::int from carriers order by 1`);
        await client.query('rollback');
        return Object.fromEntries(rows.map((r) => [r.table, r.seen]));
      };
      try {
        const nothing = { homes: 0, members: 0, shipments: 0, carriers: 0 };
        expect(await seenAs('', '')).toEqual(nothing);
        expect(await seenAs('home', id('home', 2))).toEqual(nothing);
        expect(await seenAs('carrier', id('carrier', 2))).toEqual(nothing);
        expect(await seenAs('courier', id('home', 1))).toEqual(nothing);
        expect(await seenAs('home', id('home', 1))).toEqual({ homes: 1, members: 1, shipments: 1, carriers: 0 });
        expect(await seenAs('server', '')).toEqual({ homes: 1, members: 1, shipments: 1, carriers: 1 });
      } finally {
        await client.end();
      }
    });

    it('has row-level security forced on every table with rows of tenants', async () => {
      const url = await anotherDatabase((await running).url);
      await (await open(url)).close();
      const rows = await query<{ relname: string }>(
        url,
        "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity)",
      );
      expect(rows.map((r) => r.relname)).toEqual(['schema_versions']);
    });

    it('is brought up to date once, also by servers that start at the same moment', async () => {
      const url = await anotherDatabase((await running).url);
      const stores = await Promise.all([open(url), open(url), open(url)]);
      await Promise.all(stores.map((s) => s.close()));
      expect(await query(url, 'select version from schema_versions order by version')).toEqual(
        migrations.map(({ version }) => ({ version })),
      );
    });

    it('refuses a database that a newer server wrote', async () => {
      const url = await anotherDatabase((await running).url);
      await (await open(url)).close();
      await query(url, "insert into schema_versions values (99, 'from the future')");
      await expect(open(url)).rejects.toThrow('schema version 99');
    });

    it('plans what keeps the receipts of many hubs once on a connection, and not each time', async () => {
      const url = await anotherDatabase((await running).url);
      await (await open(url)).close();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        for (let n = 0; n < 10; n++)
          await client.query({ name: 'keep', text: KEEP, values: ['[]', '[]', '[]', '[]', '[]'] });
        const { rows } = await client.query(
          "select custom_plans::int, generic_plans::int from pg_prepared_statements where name = 'keep'",
        );
        // PostgreSQL plans for the values of the first five, and then compares.
        expect(rows).toEqual([{ custom_plans: 5, generic_plans: 5 }]);
      } finally {
        await client.end();
      }
    });

    it('says fsync is on', async () => {
      expect(await query((await running).url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    });
  });
};

against('embedded PostgreSQL', embeddedPostgres);

const bin = debianBin();
if (bin === undefined) it.skip('Debian’s PostgreSQL (package postgresql is not installed)', () => undefined);
else against('Debian’s PostgreSQL', () => debianPostgres(bin));
