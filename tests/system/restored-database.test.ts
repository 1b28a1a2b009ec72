/** An older copy of the database is put back, as docs/operating/restoring.md has it: a real PostgreSQL, and the server's own store. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyEd25519 } from '@latchkey/keys/node';
import { routes } from '@latchkey/contract';
import { openCheckpoint, verifierKey } from '@latchkey/log';
import type { Link, Receipt } from '@latchkey/protocol';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PushWire } from '../../packages/server/src/notify/wire.ts';
import { openPostgresStore } from '../../packages/server/src/store/postgres/postgres-store.ts';
import { TestHub } from '../../packages/server/src/testing/hub.ts';
import { textOf } from '../../packages/server/src/ids.ts';
import { clientOf, random } from '../../packages/server/src/testing/caller.ts';
import { testLogKey, trustedOf } from '../../packages/server/src/testing/log.ts';
import { startTestServer } from '../../packages/server/src/testing/server.ts';
import { anAssignedVisit, aPairedHome } from '../../packages/server/src/testing/story.ts';
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

/** What a browser of the household is sent; it shows in silence what it was told before (apps/recipient/model/notices/told-before.ts). */
const aBrowser = () => {
  const heard: routes.PushNotice[] = [];
  const send: PushWire['send'] = (_to, { text }) => {
    heard.push(routes.pushNotice.parse(JSON.parse(text)));
    return Promise.resolve('taken');
  };
  const next = () => until('a notice', () => heard.shift());
  return { wire: { publicKey: '', send }, next };
};

/** What lies beside the database and is not put back with it. */
const aMark = () => {
  let note: string | undefined;
  return { read: () => Promise.resolve(note), keep: (newer: string) => Promise.resolve(void (note = newer)) };
};

interface Beside {
  readonly logKey: ReturnType<typeof testLogKey>;
  readonly logMark: ReturnType<typeof aMark>;
  readonly push?: PushWire;
}

const open = async (database: string, beside: Beside) => {
  const store = await openPostgresStore({ url: urlOf(database), onConnectionLost: () => undefined });
  const server = await startTestServer({ effects: { store, ...beside } });
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
};

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
  const { hub } = await aPairedHome(first.server, first.port);
  const { signer } = hub;
  const chain: Link<Receipt>[] = [];
  const visitId = random(16);
  const happens = async (at: TestHub, event: 'door-opened' | 'locked' = 'door-opened') => {
    const link = await at.receipt({ event, visitId, door: 1 }, chain.at(-1));
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
  for (let n = 0; n < 3; n++) await happens(going);
  await happens(going, 'locked');
  expect(await later.store.underWay(10)).toEqual([]);
  await later.sizeIs(7);
  going.end();
  await later.close();

  // The copy is put back. The hub's receipts are kept, and the log stands where it stood.
  const older = await open('copy', { logKey: firstKey, logMark });
  expect(await older.store.underWay(10), 'the visit as its receipts here say').toMatchObject([{ visitId: textOf(visitId) }]);
  const told = await comeBack(older, signer, chain);
  expect(told.receiptsUpTo).toBe(3);
  expect(await older.store.underWay(10)).toEqual([]);
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

it('what was told before the copy is told again word for word, by which a browser knows that it was', async () => {
  await query('postgres', 'create database notices');
  const browser = aBrowser();
  const beside = { logKey: testLogKey(), logMark: aMark(), push: browser.wire };
  const first = await open('notices', beside);
  const home = await aPairedHome(first.server, first.port);
  const { courier, visitId } = await anAssignedVisit(first.server, home);
  const key = Buffer.concat([Buffer.of(4), random(64)]);
  await home.call(routes.keepPush, { body: { endpoint: 'https://push.example.com/1', publicKey: textOf(key), secret: textOf(random(16)) } });
  await first.close();
  await query('postgres', 'create database notices_copy template notices');

  const { signer } = home.hub;
  const comes = async (at: Awaited<ReturnType<typeof open>>) => {
    const call = clientOf(at.server, courier.token);
    await call(routes.sayProgress, { params: { visitId }, body: { etaS: 400, stopsBefore: 1 } });
    return browser.next();
  };
  const later = await open('notices', beside);
  const { hub } = await comeBack(later, signer, []);
  const alarm = await hub.receipt({ event: 'attention', door: 1, detail: { cause: 'left-open' } });
  await hub.send(alarm);
  const rang = await browser.next();
  const came = await comes(later);
  hub.end();
  await later.close();

  const older = await open('notices_copy', beside);
  const told = await comeBack(older, signer, [alarm]);
  expect(await browser.next()).toEqual(rang);
  expect(await comes(older)).toMatchObject({ type: 'arriving', visitId: came.type === 'arriving' ? came.visitId : '' });
  told.hub.end();
  await older.close();
}); // prettier-ignore
