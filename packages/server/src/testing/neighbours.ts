/** A household with everything that others might reach for, and strangers of each role who have nothing of it. */
import { routes, type Role, type Route } from '@latchkey/contract';
import type { Effects } from '../effects.ts';
import { textOf } from '../ids.ts';
import { makePushKeys, openWebPush } from '../notify/web-push.ts';
import { openOidc } from '../operator/oidc.ts';
import { Authenticator } from './authenticator.ts';
import { aCarrier, aCourier, aMember, newKey, newSigner, publicKeyText, random, sealingKey } from './caller.ts';
import { bodies, fillIds, unknownIds, type Ids } from './requests.ts';
import { startTestServer, type TestServer } from './server.ts';
import { anAssignedVisit, aPairedHome, type AssignedVisit, type PairedHome } from './story.ts';

const push = openWebPush({ keys: makePushKeys(), contact: 'mailto:a@example.com', allowLoopback: true });
const identity = openOidc({
  issuer: 'https://id.example.com',
  clientId: 'console',
  clientSecret: 'never sent',
  scope: 'openid',
  limitMs: 1000,
});

export const openNeighbours = async (effects: Partial<Effects> = {}) => {
  const server = await startTestServer({ settings: { rateFactor: 1000 }, effects: { push, identity, ...effects } });
  const port = await server.listen(0);
  const { home: ada, visit } = await aWorld(server, port);
  const recordingId = textOf(random(16));
  ada.hub.say({ type: 'recording-started', recordingId, visitId: visit.visitId, door: 1 });
  await ada.hub.next('recording-ack');
  const subscription = { endpoint: 'https://push.example.com/a', publicKey: sealingKey(), secret: textOf(random(16)) };
  const { pushId } = await ada.call(routes.keepPush, { body: subscription });
  const passkeyId = await new Authenticator().makeFor(ada);
  const { keyId } = visit.courier;
  const { visitId, shipmentId, courierId } = visit;
  const boxId = textOf(random(16));
  await ada.call(routes.newInvitation, { body: { boxId, offer: textOf(random(300)) } });
  const theirs: Ids = {
    hubId: ada.hub.hubId,
    visitId,
    shipmentId,
    recordingId,
    keyId,
    courierId,
    pushId,
    boxId,
    passkeyId,
    ...(await programsOf(visit)),
  };
  const bodyOf = bodies(ada, visit);
  /** Signed in, each in their own role, and with nothing of Ada's or Pax's. */
  const strangers: Readonly<Record<Exclude<Role, 'anyone'>, string>> = {
    member: (await aMember(server)).token,
    carrier: (await aCarrier(server, 'Other Parcels')).token,
    courier: (await aCourier(server)).token,
  };
  const send = (route: Route, ids: Ids, token: string | undefined, change: object = {}, query = '') => {
    const body = bodyOf[name(route)];
    return server.app.inject({
      method: route.method,
      url: fillIds(route.path, ids) + query,
      headers: {
        host: 'localhost:8400',
        'idempotency-key': newKey(),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { payload: { ...body, ...change } }),
    });
  };
  /** Somebody who has all of it too, of their own: a household, its hub, a carrier, a visit. */
  const another = async () => {
    const { home, visit: own } = await aWorld(server, port);
    others.push(home);
    const { hub } = home;
    const ids: Ids = { ...unknownIds(), hubId: hub.hubId, visitId: own.visitId, shipmentId: own.shipmentId, courierId: own.courierId, keyId: own.courier.keyId }; // prettier-ignore
    const tokens = { member: home.token, carrier: own.carrier.token, courier: own.courier.token };
    return { ids, tokens, bodyOf: bodies(home, own) };
  };
  const others: PairedHome[] = [ada];
  const close = async () => {
    for (const { hub } of others) hub.end();
    await server.close();
  };
  return { server, ada, visit, theirs, bodyOf, strangers, another, send, close };
};

const aWorld = async (server: TestServer, port: number) => {
  const home = await aPairedHome(server, port);
  return { home, visit: await anAssignedVisit(server, home) };
};

export type Neighbours = Awaited<ReturnType<typeof openNeighbours>>;

/** A webhook with something sent, and a program, of the visit's carrier. */
const programsOf = async ({ carrier }: AssignedVisit) => {
  const body = { url: 'https://hooks.example.com/s3cret', events: ['visit.complete' as const] };
  const { targetId } = await carrier.call(routes.newWebhook, { body });
  const { eventId } = await carrier.call(routes.testWebhook, { params: { targetId }, body: {} });
  const publicKey = publicKeyText(newSigner());
  const { apiKeyId } = await carrier.call(routes.newApiKey, { body: { name: 'Till', publicKey } });
  const invited = { role: 'dispatcher', email: 'ada@example.com' } as const;
  const { memberId } = await carrier.call(routes.inviteOperatorMember, { body: invited });
  return { targetId, eventId, apiKeyId, memberId };
};

export const name = (route: Route): string => `${route.method} ${route.path}`;

export const told = async (sent: ReturnType<Neighbours['send']>) => {
  const { statusCode, payload } = await sent;
  return { statusCode, payload };
};
