import { randomBytes } from 'node:crypto';
import { routes } from '@latchkey/contract';
import {
  FLAG,
  PLACE,
  ROLE,
  signAssignment,
  signBlock,
  signDivert,
  signGrant,
  signRoster,
  TARGET,
  type Block,
  type Divert,
  type Grant,
  type Link,
  type Signer,
} from '@latchkey/protocol';
import { textOf } from '../ids.ts';
import { aCarrier, aCourier, aMember, random, sealingKey } from './caller.ts';
import { TestHub } from './hub.ts';
import type { TestServer } from './server.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');
const p = (server: TestServer) => server.effects.primitives;
const nowS = (server: TestServer) => Math.floor(server.clock.nowMs() / 1000);

/** A household with a hub that took its first roster. */
export const aPairedHome = async (server: TestServer, port: number) => {
  const member = await aMember(server);
  const hub = new TestHub(server);
  await hub.connect(port);
  const roster = await signRoster(p(server), member.signer, {
    iat: nowS(server),
    homeId: bytes(member.homeId),
    epoch: 1,
    members: [{ role: ROLE.admin, key: member.signer.key, sealingKey: bytes(sealingKey()), name: 'Ada' }],
  });
  const message = textOf(roster.bytes);
  await member.call(routes.pairHub, { params: { hubId: hub.hubId }, body: { step: 'hello', message } });
  await member.call(routes.pairHub, { params: { hubId: hub.hubId }, body: { step: 'roster', message } });
  return { ...member, hub, roster };
};

export type PairedHome = Awaited<ReturnType<typeof aPairedHome>>;

/** The household's grant to somebody's own key, who comes again; good for an hour. */
export const aGrantTo = (
  server: TestServer,
  home: Pick<PairedHome, 'signer' | 'hub'>,
  holder: Pick<Signer, 'key'>,
  change: Partial<Grant> = {},
) =>
  signGrant(p(server), home.signer, {
    exp: nowS(server) + 3600,
    nbf: nowS(server),
    iat: nowS(server),
    cti: random(16),
    holder: holder.key,
    hubId: bytes(home.hub.hubId),
    doors: [1],
    uses: 3,
    flags: FLAG.mustRelock,
    maxOpenSeconds: 120,
    depth: [0, 0],
    visitId: random(16),
    ...change,
  });

/** A shipment that was granted and handed to a courier. */
export const anAssignedVisit = async (server: TestServer, home: PairedHome) => {
  const carrier = await aCarrier(server);
  const courier = await aCourier(server);
  const window = { fromS: nowS(server), toS: nowS(server) + 3600 };
  const { shipmentId } = await carrier.call(routes.newShipment, {
    body: { handle: home.handle, window, trackingNumbers: ['PAX1'], sealedLabel: textOf(random(90)) },
  });
  const grant = await signGrant(p(server), home.signer, {
    exp: window.toS,
    nbf: window.fromS,
    iat: window.fromS,
    cti: random(16),
    holder: carrier.signer.key,
    hubId: bytes(home.hub.hubId),
    doors: [1],
    uses: 1,
    flags: FLAG.mustRecord | FLAG.mustRelock,
    maxOpenSeconds: 120,
    depth: [1, 3],
    visitId: random(16),
  });
  const visitId = textOf(grant.claims.visitId);
  await home.call(routes.newGrant, {
    body: { shipmentId, grant: textOf(grant.bytes), sealedNote: textOf(random(90)) },
  });
  const { courierId } = await carrier.call(routes.takeOnCourier, {
    body: { keyId: courier.keyId, admission: courier.admission },
  });
  const assignment = await signAssignment(
    p(server),
    carrier.signer,
    {
      exp: window.toS,
      nbf: window.fromS,
      iat: window.fromS,
      cti: random(8),
      holder: courier.signer.key,
      depth: [0, 0],
    },
    grant.hash,
  );
  const { handedToHub } = await carrier.call(routes.newAssignment, {
    params: { visitId },
    body: { courierId, assignment: textOf(assignment.bytes), sealedStop: textOf(random(90)) },
  });
  return { carrier, courier, courierId, shipmentId, visitId, grant, assignment, handedToHub };
};

export type AssignedVisit = Awaited<ReturnType<typeof anAssignedVisit>>;

export const aBlockOf = (server: TestServer, home: PairedHome, visitId: string): Promise<Link<Block>> =>
  signBlock(p(server), home.signer, {
    iat: nowS(server),
    cti: Uint8Array.from(randomBytes(16)),
    hubId: bytes(home.hub.hubId),
    target: { type: TARGET.visit, id: bytes(visitId) },
  });

/** To a neighbour where nothing else is said. */
export const aDivertOf = async (
  server: TestServer,
  home: PairedHome,
  visit: AssignedVisit,
  more: Pick<Divert, 'place'> & Partial<Pick<Divert, 'sealed'>> = { place: PLACE.neighbour },
) => {
  // prettier-ignore
  const block = await aBlockOf(server, home, visit.visitId);
  const claims = { iat: nowS(server), cti: random(16), hubId: bytes(home.hub.hubId), visitId: bytes(visit.visitId), block: block.bytes, ...more }; // prettier-ignore
  const divert = await signDivert(p(server), home.signer, claims, visit.grant.hash);
  return { block, divert };
};
