/** The matrix inside one carrier: every route that it may call × its key, an administrator, a dispatcher, a program. */
import { routes, type Route } from '@latchkey/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCarrier, clientOf } from '../testing/caller.ts';
import { aPerson, believingProvider, colleaguesOf, keptOut, selves, type Colleagues } from '../testing/colleagues.ts';
import { name, openNeighbours, told, type Neighbours } from '../testing/neighbours.ts';
import { allRoutes, unknownIds } from '../testing/requests.ts';

let neighbours: Neighbours;
let ours: Colleagues;
let strangers: Colleagues;

beforeAll(async () => {
  neighbours = await openNeighbours({ identity: believingProvider });
  const { server, visit } = neighbours;
  ours = await colleaguesOf(server, visit.carrier);
  strangers = await colleaguesOf(server, await aCarrier(server, 'Other Parcels'));
});
afterAll(() => neighbours.close());

const ofCarriers = allRoutes.filter(({ role }) => role === 'carrier');
const notFor = (self: (typeof selves)[number]) =>
  ofCarriers.filter((route) => keptOut(route).includes(self)).map(name).sort(); // prettier-ignore
const called = (which: string): Route => ofCarriers.find((route) => name(route) === which) as Route;

const FOR_ADMINISTRATORS = [
  'DELETE /api/carrier/webhooks/:targetId',
  'POST /api/carrier/api-keys',
  'POST /api/carrier/api-keys/:apiKeyId/revocation',
  'POST /api/carrier/couriers/:courierId/block',
  'POST /api/carrier/deliveries/:eventId/:targetId/replay',
  'POST /api/carrier/members',
  'POST /api/carrier/members/:memberId/removal',
  'POST /api/carrier/webhooks',
  'POST /api/carrier/webhooks/:targetId/secret',
  'POST /api/carrier/webhooks/:targetId/test',
];

it('the contract keeps dispatchers and programs from what lets others in, cuts them off or sends in the carrier’s name, and programs from who the colleagues are', () => {
  expect(notFor('key')).toEqual([]);
  expect(notFor('administrator')).toEqual([]);
  expect(notFor('dispatcher')).toEqual(FOR_ADMINISTRATORS);
  expect(notFor('program')).toEqual(['GET /api/carrier/members', ...FOR_ADMINISTRATORS].sort());
});

it.each(ofCarriers.map(name))('the server lets in whom the contract lets in, and reads nothing of others: %s', async (which) => {
  const route = called(which);
  for (const self of selves) {
    // A query that no route knows: whoever is let in hears of that, and nothing happens.
    const { statusCode, payload } = await told(neighbours.send(route, unknownIds(), ours[self], {}, '?unknown=1'));
    const code = keptOut(route).includes(self) ? 'not-allowed' : 'invalid-request';
    expect([self, statusCode, JSON.parse(payload)]).toEqual([self, code === 'not-allowed' ? 403 : 400, expect.objectContaining({ code })]); // prettier-ignore
  }
}); // prettier-ignore

/** Of the webhook that the visit's carrier has. */
const HOST = 'hooks.example.com';

const SHOWN_THE_CODE = 'GET /api/carrier/enrolments/:boxId';
it.each(ofCarriers.filter(({ path }) => path.includes(':')).map(name).filter((which) => which !== SHOWN_THE_CODE))(
  'whoever acts for another carrier hears for this one’s id what they hear for none: %s',
  async (which) => {
    const route = called(which);
    for (const self of selves) {
      const real = await told(neighbours.send(route, neighbours.theirs, strangers[self]));
      expect(real).toEqual(await told(neighbours.send(route, unknownIds(), strangers[self])));
      expect([self, real.statusCode]).toEqual([self, keptOut(route).includes(self) ? 403 : 404]);
    }
  },
); // prettier-ignore

it('an address of a webhook is read by the carrier’s key and its administrators, and no part of it by anybody else', async () => {
  for (const self of selves) {
    const answers = await Promise.all(
      ofCarriers.filter(({ method, produces }) => method === 'GET' && produces === undefined)
        .map((route) => told(neighbours.send(route, neighbours.theirs, ours[self]))),
    ); // prettier-ignore
    const reads = answers.some(({ payload }) => payload.includes(HOST));
    expect([self, reads]).toEqual([self, self === 'key' || self === 'administrator']);
  }
  const { webhooks } = await clientOf(neighbours.server, ours.dispatcher)(routes.listWebhooks, {});
  expect(webhooks).toMatchObject([{ targetId: neighbours.theirs.targetId, events: ['visit.complete'] }]);
  expect(webhooks[0]).not.toHaveProperty('url');
});

it('the log of calls says as whom each was made: the key, a program by its name, a person by what they may', async () => {
  const { server, visit } = neighbours;
  const gone = await aPerson(server, visit.carrier, 'dispatcher');
  for (const token of [...selves.map((self) => ours[self]), gone.token])
    await clientOf(server, token)(routes.readSelf, {});
  await visit.carrier.call(routes.removeOperatorMember, { params: { memberId: gone.memberId }, body: {} });
  const said = async () => {
    const { entries } = await visit.carrier.call(routes.readCallLog, {});
    return entries.filter(({ what, status }) => what === `GET ${routes.readSelf.path}` && status === 200).slice(0, 5);
  };
  await expect.poll(async () => (await said()).map(({ by, person }) => by ?? person).reverse()).toEqual([undefined, 'administrator', 'dispatcher', 'Till', 'gone']); // prettier-ignore
});

it('a role that was taken away is gone with the next call, and one that was made smaller is as small', async () => {
  const { server, visit } = neighbours;
  const { memberId, subject, token } = await aPerson(server, visit.carrier, 'administrator');
  const invite = (bearer: string, other: string) =>
    clientOf(server, bearer)(routes.inviteOperatorMember, { body: { role: 'dispatcher', subject: other } });
  await invite(token, 'first');
  await visit.carrier.call(routes.removeOperatorMember, { params: { memberId }, body: {} });
  await expect(invite(token, 'second')).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  const again = await aPerson(server, visit.carrier, 'dispatcher', subject);
  await expect(invite(token, 'third')).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  await expect(invite(again.token, 'third')).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
});
