import { routes, type ApiProblem } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { aCarrier, aMember, newKey, random } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ settings: { rateFactor: 1000 } });
});
afterAll(() => server.close());

/** Sealed anew each time, as an upload does. */
const parcel = (handle: string, reference?: string) => ({
  handle,
  window: { fromS: 1, toS: 2 },
  trackingNumbers: ['PAX1'],
  sealedLabel: textOf(random(90)),
  ...(reference === undefined ? {} : { reference }),
});

describe('announcing with a reference of one’s own', () => {
  it('announces once, however often, at the same moment too, and long after idempotency keys are forgotten', async () => {
    const { handle } = await aMember(server);
    const carrier = await aCarrier(server);
    const reference = textOf(random(16));
    const say = () => carrier.call(routes.newShipment, { body: parcel(handle, reference) });
    const answers = await Promise.all([say(), say(), say()]);
    expect(new Set(answers.map(({ shipmentId }) => shipmentId)).size).toBe(1);
    expect(answers.filter(({ known }) => known !== true)).toHaveLength(1);
    await server.effects.store.forget(server.clock.nowMs() + 1);
    expect(await say()).toEqual({ shipmentId: answers[0].shipmentId, known: true });
    expect((await carrier.call(routes.listCarrierShipments, {})).shipments).toHaveLength(1);
  });

  it('is the carrier’s own: another carrier’s same reference is another shipment', async () => {
    const { handle } = await aMember(server);
    const [one, other] = [await aCarrier(server), await aCarrier(server)];
    const body = parcel(handle, textOf(random(16)));
    const first = await one.call(routes.newShipment, { body });
    const second = await other.call(routes.newShipment, { body });
    expect(second).toEqual({ shipmentId: expect.not.stringMatching(first.shipmentId) as string });
  });

  it('without a reference every announcement is a new one', async () => {
    const { handle } = await aMember(server);
    const carrier = await aCarrier(server);
    await carrier.call(routes.newShipment, { body: parcel(handle) });
    await carrier.call(routes.newShipment, { body: parcel(handle) });
    expect((await carrier.call(routes.listCarrierShipments, {})).shipments).toHaveLength(2);
  });
});

describe('announcing to handles that are nobody’s', () => {
  it('is refused after thirty in a minute, to carrier and address, and a right one is no different then', async () => {
    const strict = await startTestServer();
    const { handle } = await aMember(strict);
    const [guesser, twin] = [await aCarrier(strict), await aCarrier(strict)];
    const tries = (carrier: typeof guesser, to: string) =>
      carrier.call(routes.newShipment, { body: parcel(to) }).then(
        () => 'announced',
        (error: unknown) => (error as ApiProblem).problem.code,
      );
    expect(await tries(guesser, handle)).toBe('announced');
    const guesses = [];
    for (let n = 0; n < 31; n++) guesses.push(await tries(guesser, 'LK-2222-2222'));
    expect([new Set(guesses.slice(0, 30)), guesses[30]]).toEqual([new Set(['not-found']), 'too-many-requests']);
    for (const carrier of [guesser, twin])
      for (const to of [handle, 'LK-2222-2222']) expect(await tries(carrier, to)).toBe('too-many-requests');
    strict.clock.advance(60_000);
    expect(await tries(guesser, handle)).toBe('announced');
    await strict.close();
  });
});

describe('a household whose handle is known', () => {
  it('sees every carrier’s announcement, however many one of them makes', async () => {
    const home = await aMember(server);
    const [quiet, loud] = [await aCarrier(server, 'Quiet Parcels'), await aCarrier(server, 'Loud Parcels')];
    const { shipmentId } = await quiet.call(routes.newShipment, { body: parcel(home.handle) });
    for (let n = 0; n < 201; n++) await loud.call(routes.newShipment, { body: parcel(home.handle) });
    const { shipments } = await home.call(routes.listHomeShipments, {});
    expect(shipments).toHaveLength(200);
    expect(shipments.map((one) => one.shipmentId)).toContain(shipmentId);
  });

  it('sees a new carrier’s announcement, however many carriers somebody at another address makes', async () => {
    const proxied = await startTestServer({ settings: { rateFactor: 1000, trustedProxies: ['127.0.0.1'] } });
    const home = await aMember(proxied);
    const announce = async (carrier: Awaited<ReturnType<typeof aCarrier>>, from: string) => {
      const headers = { host: 'localhost:8400', 'x-forwarded-for': from, authorization: `Bearer ${carrier.token}`, 'idempotency-key': newKey() }; // prettier-ignore
      const answer = await proxied.app.inject({ method: 'POST', url: '/api/carrier/shipments', headers, payload: parcel(home.handle) }); // prettier-ignore
      return answer.json<{ shipmentId: string }>().shipmentId;
    };
    const shipmentId = await announce(await aCarrier(proxied, 'New Parcels'), '192.0.2.1');
    for (let n = 0; n < 201; n++) await announce(await aCarrier(proxied), '198.51.100.7');
    const { shipments } = await home.call(routes.listHomeShipments, {});
    expect(shipments).toHaveLength(200);
    expect(shipments.map((one) => one.shipmentId)).toContain(shipmentId);
    await proxied.close();
  });
});
