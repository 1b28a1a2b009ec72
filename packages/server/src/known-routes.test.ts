/** What is remembered of where messages go: nobody hears sooner of what is somebody else's than of what is nobody's, and nothing outlives its end. */
import { expect, it } from 'vitest';
import { HubRoutes } from './hub-routes.ts';
import { hubOf, id, visitOf } from './store/testing/samples.ts';
import type { Visit } from './store/records.ts';
import type { Tenant } from './store/store.ts';
import { VisitRoutes } from './visit-routes.ts';

it('asks the database for somebody else’s hub each time, as for nobody’s, and for one’s own once', async () => {
  const asked: string[] = [];
  const routes = new HubRoutes({
    hubs: (_tenant, homeId) => {
      asked.push(homeId);
      return Promise.resolve(homeId === id('home', 1) ? [hubOf(1)] : []);
    },
  });
  for (const time of [1, 2]) expect([time, await routes.hubOf(id('home', 1), id('hub', 1))]).toEqual([time, hubOf(1)]);
  expect(asked).toEqual([id('home', 1)]);
  for (const hub of [id('hub', 1), id('hub', 9), id('hub', 1), id('hub', 9)])
    expect(await routes.hubOf(id('home', 2), hub)).toBeUndefined();
  expect(asked.slice(1)).toEqual(Array(4).fill(id('home', 2)));
});

const assigned: Visit = { ...visitOf(1), courierKeyId: id('device', 1) };
const only = (tenant: Tenant, visitId: string) =>
  tenant.role === 'courier' && tenant.id === id('device', 1) && visitId === assigned.visitId ? assigned : undefined;

it('asks for somebody else’s visit each time, as for nobody’s, and for one’s own once', async () => {
  const asked: string[] = [];
  const routes = new VisitRoutes({
    visit: (tenant, visitId) => {
      asked.push(`${tenant.role === 'courier' ? tenant.id : ''} ${visitId}`);
      return Promise.resolve(only(tenant, visitId));
    },
    series: () => Promise.resolve(undefined),
  });
  for (const time of [1, 2]) expect([time, await routes.hubFor(assigned.visitId, id('device', 1))]).toEqual([time, assigned.hubId]); // prettier-ignore
  expect(asked).toHaveLength(1);
  for (const visit of [assigned.visitId, id('visit', 9), assigned.visitId])
    expect(await routes.hubFor(visit, id('device', 2))).toBeUndefined();
  expect(asked).toHaveLength(4);
});

it('keeps no way that was forgotten while it was looked up', async () => {
  let settle: (visit: Visit | undefined) => void = () => undefined;
  const routes = new VisitRoutes({
    visit: () => new Promise((resolve) => (settle = resolve)),
    series: () => Promise.resolve(undefined),
  });
  for (const end of [() => routes.forget(assigned.visitId), () => routes.forgetCourier(id('device', 1))]) {
    const first = routes.hubFor(assigned.visitId, id('device', 1));
    end();
    settle(assigned);
    await first;
    const next = routes.hubFor(assigned.visitId, id('device', 1));
    settle(undefined);
    expect(await next).toBeUndefined();
  }
});
