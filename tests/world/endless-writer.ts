import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openPostgresStore } from '../../packages/server/src/store/postgres/postgres-store.ts';
import { SERVER, type Once, type Store, type Tenant, type Write } from '../../packages/server/src/store/store.ts';
import { homeOf, hubOf, id, memberOf } from '../../packages/server/src/store/testing/samples.ts';
import { StoreUnavailable } from '../../packages/server/src/store/unavailable.ts';

/** Several at a time, so that commits share a flush as they do under load. */
export const HUBS = [1, 2, 3, 4];
/** These write as the line of a hub does, whose receipts are gathered with those of others; the rest each in a transaction of its own. */
const GATHERED = new Set([3, 4]);
const home1: Tenant = { role: 'home', id: id('home', 1) };

/** The visit that a hub is in after this receipt: in every second one a visit begins, with the next it ends. */
export const visitAfter = (seq: number): string | undefined => (seq % 2 === 1 ? id('visit', seq) : undefined);

const receiptOf = (hub: number, seq: number): Write => ({
  kind: 'receipt',
  receipt: {
    hubId: id('hub', hub),
    homeId: id('home', 1),
    seq,
    hash: new Uint8Array(Buffer.from(`${hub}/${seq}`.padEnd(32))),
    parent: new Uint8Array(32),
    bytes: new Uint8Array(300).fill(seq),
    fork: false,
    receivedMs: seq,
  },
});

const noteOf = (hub: number, seq: number): Write => {
  const [hubId, visitId] = [id('hub', hub), visitAfter(seq)];
  if (visitId === undefined)
    return { kind: 'under-way-over', hubId, at: { visitId: id('visit', seq - 1), door: 1 }, seq };
  return { kind: 'under-way', underWay: { hubId, homeId: id('home', 1), door: 1, visitId, heardMs: seq }, seq };
};

/** Asks again until the database answers, as a client of the server does. */
const untilReached = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await ask();
    } catch (problem) {
      if (!(problem instanceof StoreUnavailable)) throw problem;
      await pause(20);
    }
  }
};

/** The same request under the same idempotency key, however often it has to be sent. */
const untilAnswered = async (store: Store, writes: readonly Write[]): Promise<void> => {
  const once: Once = {
    scope: 'test',
    key: randomUUID(),
    requestHash: new Uint8Array(32),
    status: 201,
    answer: '{}',
    atMs: 1,
  };
  const outcome = await untilReached(() => store.write(SERVER, writes, once));
  if (!outcome.ok && outcome.why === 'conflict') throw new TypeError(`conflict in ${outcome.kind}`);
};

/** The same receipts again are the same, so that they need no key. */
const untilKept = async (store: Store, hub: number, writes: readonly Write[]): Promise<void> => {
  if (!GATHERED.has(hub)) return untilAnswered(store, writes);
  const outcome = await untilReached(() => store.write(home1, writes));
  if (!outcome.ok) throw new TypeError(`not kept: ${outcome.why}`);
};

const setScene = async (store: Store): Promise<void> => {
  if ((await untilReached(store.firstHome)) !== undefined) return;
  await untilAnswered(store, [
    { kind: 'home', home: homeOf(1), member: memberOf(1) },
    ...HUBS.map((hub) => ({ kind: 'hub', hub: hubOf(hub, 1) }) as const),
  ]);
};

/** Receipts of each hub, one after the other, from where the database stands. Never resolves. */
export const writeWithoutEnd = async (url: string, say: (line: object) => void): Promise<void> => {
  const store = await openPostgresStore({ url, onConnectionLost: () => undefined });
  await setScene(store);
  const writeOf = async (hub: number) => {
    const head = await untilReached(() => store.receiptHead(id('hub', hub)));
    for (let seq = (head?.seq ?? 0) + 1; ; seq += 1) {
      await untilKept(store, hub, [receiptOf(hub, seq), noteOf(hub, seq)]);
      say({ acknowledged: [hub, seq] });
    }
  };
  await Promise.all(HUBS.map(writeOf));
};
