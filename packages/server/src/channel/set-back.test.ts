/** A visit that a hub's wrong clock ended, after the household set the clock back (docs/protocol/30-set-back.md). */
import { routes } from '@latchkey/contract';
import type { Receipt } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { random } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type AssignedVisit, type PairedHome } from '../testing/story.ts';
import { listenTo } from '../testing/stream.ts';

const YEARS_S = 5 * 365 * 86_400;

let server: TestServer;
let port: number;
let home: PairedHome;
let visit: AssignedVisit;
beforeEach(async () => {
  server = await startTestServer();
  port = await server.listen(0);
  home = await aPairedHome(server, port);
  visit = await anAssignedVisit(server, home);
  await home.hub.next('request', isItsChain);
});
afterEach(async () => {
  home.hub.end();
  await server.close();
});

type Asked = Parameters<NonNullable<Parameters<typeof home.hub.next<'request'>>[1]>>[0];
const isItsChain = ({ method, links }: Asked) => method === 'chain' && links?.[0] === textOf(visit.grant.bytes);
const nowS = () => Math.floor(server.clock.nowMs() / 1000);
const says = async (claims: Partial<Receipt> & Pick<Receipt, 'event'>) => home.hub.send(await home.hub.receipt(claims));
const ends = () => says({ event: 'expired', visitId: visit.grant.claims.visitId, door: 1, iat: nowS() + YEARS_S });
const setsBack = () =>
  says({
    event: 'clock-set-back',
    answers: random(32),
    detail: { kid: random(8), timeS: nowS(), fromMs: (nowS() + YEARS_S) * 1000 },
  });
const arms = () =>
  says({ event: 'armed', visitId: visit.grant.claims.visitId, detail: { leaf: visit.assignment.hash.slice(0, 16) } });

/** What the three who see it in a list are told. */
const states = async () => {
  const { visits } = await home.call(routes.listHomeVisits, {});
  const { shipments } = await visit.carrier.call(routes.listCarrierShipments, {});
  const { stops } = await visit.courier.call(routes.listStops, {});
  return [visits[0]?.state, shipments[0]?.visit?.state, stops[0]?.state];
};
const all = (state: string) => [state, state, state];

describe('a visit that a wrong clock ended', () => {
  it('is sent to the hub again after the set-back, and taken up on the hub’s signed word that it is armed', async () => {
    await ends();
    expect(await states()).toEqual(all('expired'));
    await setsBack();
    await home.hub.next('request', isItsChain);
    expect(await states()).toEqual(all('expired'));
    const courier = await listenTo(port, routes.courierEvents.path, visit.courier.token);
    await arms();
    expect(await states()).toEqual(all('assigned'));
    expect(await courier.next('stop')).toEqual({ type: 'stop', visitId: visit.visitId });
    courier.end();
  });

  it('stays ended for a hub that says nothing of it, and where its window is over in truth', async () => {
    await ends();
    server.clock.sleep(3601 * 1000);
    await home.hub.connect(port);
    await setsBack();
    await arms();
    expect(await states()).toEqual(all('expired'));
    const chains = home.hub.heard.filter((message) => message.type === 'request' && isItsChain(message));
    expect(chains).toEqual([]);
  });

  it('stays what else ended it: a block is no clock', async () => {
    await ends();
    await says({ event: 'blocked', visitId: visit.grant.claims.visitId, answers: random(32), detail: { blockSeq: 1, begun: [] } }); // prettier-ignore
    await setsBack();
    await arms();
    expect(await states()).toEqual(all('blocked'));
  });
});
