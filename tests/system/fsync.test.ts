import { rm } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresStore, type PostgresStore } from '../../packages/server/src/store/postgres/postgres-store.ts';
import { SERVER } from '../../packages/server/src/store/store.ts';
import { carrierOf } from '../../packages/server/src/store/testing/samples.ts';
import { bundleKeeper, newDatabaseFolder, startKeeper, type Keeper } from '../world/keeper.ts';
import { straceFile, traceSyncs } from '../world/strace.ts';
import { until } from '../world/until.ts';

const folder = newDatabaseFolder();
let bundle: Awaited<ReturnType<typeof bundleKeeper>>;
let keeper: Keeper;
let at: Awaited<ReturnType<Keeper['ready']>>;
beforeAll(async () => {
  bundle = await bundleKeeper();
  keeper = startKeeper(bundle.file, folder);
  at = await keeper.ready();
});
afterAll(async () => {
  keeper.child.stdin?.end();
  await keeper.ended;
  await bundle.remove();
  await rm(folder, { recursive: true, force: true });
});

const withStore = async (work: (store: PostgresStore) => Promise<void>) => {
  const store = await openPostgresStore({ url: at.url, onConnectionLost: () => undefined });
  try {
    await work(store);
  } finally {
    await store.close();
  }
};

const COUNT = 20;
let written = 0;
/** One after the other, so that no two share a flush. */
const writeCarriers = async (store: PostgresStore) => {
  for (let n = 0; n < COUNT; n += 1) {
    const outcome = await store.write(SERVER, [{ kind: 'carrier', carrier: carrierOf((written += 1)) }]);
    expect(outcome).toEqual({ ok: true });
  }
};

const ask = async <R extends pg.QueryResultRow>(text: string): Promise<R[]> => {
  const client = new pg.Client(at.url);
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
};

/** PostgreSQL 18 counts the flushes of its log here; each process hands its numbers in when it ends. */
const logFlushes = async () =>
  Number((await ask<{ fsyncs: string }>("select sum(fsyncs) as fsyncs from pg_stat_io where object = 'wal'"))[0]?.fsyncs); // prettier-ignore

it('has everything switched on that makes an acknowledged write durable', async () => {
  const settings = await ask<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums') order by name",
  );
  expect(settings.map(({ name, setting }) => `${name} ${setting}`)).toEqual([
    'data_checksums on',
    'fsync on',
    'full_page_writes on',
    'synchronous_commit on',
  ]);
});

it('flushes its log for every acknowledged write, as it counts itself', async () => {
  await withStore(async (store) => {
    await store.firstHome();
  });
  const before = await logFlushes();
  await withStore(writeCarriers);
  await until(`${COUNT} more flushes`, async () => (await logFlushes()) >= before + COUNT);
});

it.skipIf(straceFile === undefined)('flushes its log for every acknowledged write, as strace sees it', async () => {
  const trace = await traceSyncs(straceFile ?? '', at.pid);
  try {
    await withStore(async (store) => {
      const flushes = () => trace.calls().filter((line) => line.includes('/pg_wal/') && /= 0$/.test(line)).length;
      const before = flushes();
      await writeCarriers(store);
      await until(`${COUNT} flushes of the log`, () => flushes() >= before + COUNT);
    });
  } finally {
    await trace.stop();
  }
});
