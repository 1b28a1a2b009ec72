import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aCarrier } from '../testing/caller.ts';
import { publicKeyText } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let ada: PairedHome;
let visit: Awaited<ReturnType<typeof anAssignedVisit>>;
beforeEach(async () => {
  server = await startTestServer();
  ada = await aPairedHome(server, await server.listen(0));
  visit = await anAssignedVisit(server, ada);
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const inquiry = Buffer.alloc(90, 5).toString('base64url');
const ask = (call: typeof visit.carrier.call) =>
  call(routes.askReadiness, { params: { visitId: visit.visitId }, body: { inquiry } });

it('an inquiry reaches the hub of the visit with its grant, and what the hub says comes back as it is', async () => {
  ada.hub.answer = ({ method, message, links }) =>
    method === 'inquiry' && message === inquiry && links?.length === 1
      ? { ok: true, message: 'c2VhbGVk' }
      : { ok: false, refusal: { reason: 'malformed' } };
  expect(await ask(visit.carrier.call)).toEqual({
    hubKey: publicKeyText(ada.hub.signer),
    answer: { ok: true, message: 'c2VhbGVk' },
  });
  ada.hub.answer = () => ({ ok: false, refusal: { reason: 'not-yet' } });
  expect(await ask(visit.carrier.call)).toMatchObject({ answer: { ok: false, refusal: { reason: 'not-yet' } } });
});

it('another carrier’s inquiry reaches nobody, and a hub that is away is said to be', async () => {
  const stranger = await aCarrier(server, 'Other Parcels');
  await expect(ask(stranger.call)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  const closed = ada.hub.closed();
  ada.hub.end();
  await closed;
  await expect
    .poll(() => ask(visit.carrier.call).catch((error: unknown) => error))
    .toMatchObject({
      problem: { code: 'hub-offline' },
    });
});
