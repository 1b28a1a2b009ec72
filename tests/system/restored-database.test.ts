/** An older copy of the database is put back, as docs/operating/restoring.md has it: a real PostgreSQL, and the server's own store. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyEd25519 } from '@latchkey/keys/node';
import { openCheckpoint } from '@latchkey/log';
import { verifierKey } from '@latchkey/log';
import type { Link, Receipt } from '@latchkey/protocol';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresStore } from '../../packages/server/src/store/postgres/postgres-store.ts';
import { TestHub } from '../../packages/server/src/testing/hub.ts';
import { testLogKey, trustedOf } from '../../packages/server/src/testing/log.ts';
import { startTestServer } from '../../packages/server/src/testing/server.ts';
import { aPairedHome } from '../../packages/server/src/testing/story.ts';
import { embeddedPostgres, type TestPostgres } from '../world/postgres.ts';
import { until } from '../world/until.ts';
import { root } from '../world/world.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await embeddedPostgres();
});
afterAll(() => postgres.stop());

const urlOf = (database: string) => postgres.url.replace(/\/[a-z]+$/, `/${database}`);

const query = async (database: string, text: string) => {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
};

const firstKey = testLogKey();

/** What lies beside the database and is not put back with it. */
const aMark = () => {
  let note: string | undefined;
  return { read: () => Promise.resolve(note), keep: (newer: string) => Promise.resolve(void (note = newer)) };
};

const open = async (database: string, { logKey, logMark }: { logKey: ReturnType<typeof testLogKey>; logMark: ReturnType<typeof aMark> }) => {
  const store = await openPostgresStore({ url: urlOf(database), onConnectionLost: () => undefined });
  const server = await startTestServer({ effects: { store, logKey, logMark } });
  const port = await server.listen(0);
  const sizeIs = (size: number) =>
    until(`the log to hold ${String(size)}`, async () => {
      server.clock.advance(1_000);
      const head = await store.log.head();
      return head?.size === size ? head.note : undefined;
    });
  const close = async () => {
    await server.close();
    await store.close();
  };
  return { server, store, port, sizeIs, close };
}; // prettier-ignore

/** The same hub once more, with its chain of receipts; it sends what the server says that it lacks. */
const comeBack = async ({ server, port }: Awaited<ReturnType<typeof open>>, signer: TestHub['signer'], chain: readonly Link<Receipt>[]) => {
  const hub = new TestHub(server, signer);
  const { receiptsUpTo } = await hub.connect(port);
  for (const link of chain) if (link.claims.seq > receiptsUpTo) await hub.send(link);
  return { hub, receiptsUpTo };
}; // prettier-ignore

it('P9: the hub tells again what the copy has forgotten, the log signs no fork of itself, and the operator’s way out of that works', async () => {
  await query('postgres', 'create database latchkey');
  const logMark = aMark();
  const first = await open('latchkey', { logKey: firstKey, logMark });
  const { hub, signer } = await (async () => {
    const home = await aPairedHome(first.server, first.port);
    return { hub: home.hub, signer: home.hub.signer };
  })();
  const chain: Link<Receipt>[] = [];
  const happens = async (at: TestHub) => {
    const link = await at.receipt({ event: 'door-opened' }, chain.at(-1));
    chain.push(link);
    await at.send(link);
  };
  for (let n = 0; n < 3; n++) await happens(hub);
  const early = await first.sizeIs(3);
  hub.end();
  await first.close();
  await query('postgres', 'create database copy template latchkey');

  const later = await open('latchkey', { logKey: firstKey, logMark });
  const { hub: going } = await comeBack(later, signer, chain);
  for (let n = 0; n < 4; n++) await happens(going);
  await later.sizeIs(7);
  going.end();
  await later.close();

  // The copy is put back. The hub's receipts are kept, and the log stands where it stood.
  const older = await open('copy', { logKey: firstKey, logMark });
  const told = await comeBack(older, signer, chain);
  expect(told.receiptsUpTo).toBe(3);
  await happens(told.hub);
  await until('the server to say it', () => {
    older.server.clock.advance(1_000);
    return older.server.logged().includes('older than one that was signed');
  });
  expect((await older.store.log.head())?.note).toBe(early);
  told.hub.end();
  await older.close();

  // No copy is new enough: another log begins over every receipt that there is.
  const [, sql = ''] = /```sql\n([^`]+)```/.exec(await readFile(join(root, 'docs/operating/restoring.md'), 'utf8')) ?? [];
  await query('copy', sql);
  const logKey = testLogKey();
  const anew = await open('copy', { logKey, logMark: aMark() });
  const { hub: last } = await comeBack(anew, signer, chain);
  await happens(last);
  const note = await anew.sizeIs(chain.length);
  const opened = openCheckpoint({ ...trustedOf(verifierKey(logKey.key)), verify: verifyEd25519 }, note);
  expect(opened).toMatchObject({ ok: true, checkpoint: { size: chain.length } });
  last.end();
  await anew.close();
}); // prettier-ignore
