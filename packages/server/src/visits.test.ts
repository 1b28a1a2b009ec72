import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from './testing/story.ts';

let server: TestServer;
let ada: PairedHome;
beforeEach(async () => {
  server = await startTestServer();
  ada = await aPairedHome(server, await server.listen(0));
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

describe('a visit nobody came to', () => {
  it('is shown as expired from the end of its window', async () => {
    const { visitId, carrier, courier } = await anAssignedVisit(server, ada);
    const states = async () => {
      const { visits } = await ada.call(routes.listHomeVisits, {});
      const { shipments } = await carrier.call(routes.listCarrierShipments, {});
      const { stops } = await courier.call(routes.listStops, {});
      return [visits[0]?.state, shipments[0]?.state, stops[0]?.state];
    };
    expect(await states()).toEqual(['assigned', 'assigned', 'assigned']);
    server.clock.advance(3600_000);
    expect(await states()).toEqual(['expired', 'expired', 'expired']);
    expect((await ada.call(routes.readHomeVisit, { params: { visitId } })).state).toBe('expired');
  });

  it('that somebody came to stays what the receipts say', async () => {
    const { grant } = await anAssignedVisit(server, ada);
    await ada.hub.send(await ada.hub.receipt({ event: 'attention', visitId: grant.claims.visitId, detail: { cause: 'left-open' } })); // prettier-ignore
    server.clock.advance(7200_000);
    expect((await ada.call(routes.listHomeVisits, {})).visits[0]?.state).toBe('attention');
  });
});
