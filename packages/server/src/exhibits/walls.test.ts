/** The museum of broken locks, the server's rooms: one wall taken out, and what looks after the walls must notice. */
import { routes } from '@latchkey/contract';
import { expect, it } from 'vitest';
import { MemoryStore } from '../store/memory.ts';
import type { Store } from '../store/store.ts';
import { aMember, clientOf } from '../testing/caller.ts';
import { name, openNeighbours, told } from '../testing/neighbours.ts';
import { allRoutes, unknownIds } from '../testing/requests.ts';
import { startTestServer } from '../testing/server.ts';
import { idsAsAuthority, limitsForgotten, mixedUpSessions, sessionsThatOutlive } from './broken-store.ts';

type Look = (store: Store) => Promise<readonly string[]>;

const readable = allRoutes.filter(({ method, role }) => method === 'GET' && role !== 'anyone');

/** Routes that answer a stranger otherwise for somebody's id than for nobody's. */
const idsThatTell: Look = async (store) => {
  const { theirs, strangers, send, close } = await openNeighbours({ store });
  const found: string[] = [];
  for (const route of readable.filter(({ path }) => path.includes(':') && !path.includes('/enrolments/'))) {
    const token = strangers[route.role as keyof typeof strangers];
    const [real, none] = [await told(send(route, theirs, token)), await told(send(route, unknownIds(), token))];
    if (real.statusCode !== none.statusCode || real.payload !== none.payload) found.push(name(route));
  }
  await close();
  return found;
};

/** Lists that are not empty for somebody who has nothing. */
const listsThatTell: Look = async (store) => {
  const { theirs, strangers, send, close } = await openNeighbours({ store });
  const found: string[] = [];
  for (const which of ['GET /api/home/visits', 'GET /api/home/shipments', 'GET /api/carrier/shipments', 'GET /api/carrier/couriers']) {
    const route = readable.find((one) => name(one) === which);
    if (route === undefined) throw new TypeError(which);
    const { payload } = await told(send(route, theirs, strangers[route.role as keyof typeof strangers]));
    if (Object.values(JSON.parse(payload) as object).some((list) => Array.isArray(list) && list.length > 0)) found.push(which);
  }
  await close();
  return found;
}; // prettier-ignore

/** Something where the call is answered, nothing where it is refused with this status. */
const heard = async (call: Promise<unknown>, refusedAs: number): Promise<readonly string[]> => {
  try {
    await call;
    return ['heard'];
  } catch (problem) {
    expect(problem).toMatchObject({ problem: { status: refusedAs } });
    return [];
  }
};

/** Whether a device that signed out is heard still. */
const endedAndHeard: Look = async (store) => {
  const server = await startTestServer({ effects: { store } });
  const { token, call } = await aMember(server);
  await call(routes.endMemberSession, {});
  const answer = await heard(clientOf(server, token)(routes.listHomeShipments, {}), 401);
  await server.close();
  return answer;
};

/** Whether a start gives back what a caller had used up. */
const triesAfterStart: Look = async (store) => {
  const first = await startTestServer({ effects: { store } });
  const guest = clientOf(first);
  for (let i = 0; i < 60; i++) await guest(routes.newChallenge, { body: {} });
  await first.close();
  const again = await startTestServer({ effects: { store, clock: first.clock } });
  const answer = await heard(clientOf(again)(routes.newChallenge, { body: {} }), 429);
  await again.close();
  return answer;
};

it.each([
  ['Nexx, Tapplock: an id is authority', idsThatTell, idsAsAuthority],
  ['Wyze: a cache hands out somebody else’s', listsThatTell, mixedUpSessions],
  ['Ring: sessions outlive their end', endedAndHeard, sessionsThatOutlive],
  ['Aiphone: tries are forgotten at a start', triesAfterStart, limitsForgotten],
] as const)('%s; it is noticed, and the real build has nothing of it', async (_incident, look, breaking) => {
  expect(await look(new MemoryStore())).toEqual([]);
  expect(await look(breaking())).not.toEqual([]);
});
