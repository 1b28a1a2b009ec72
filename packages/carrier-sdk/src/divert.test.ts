import { PLACE, readGrant, signBlock, signDivert, TARGET, type Divert, type Link } from '@latchkey/protocol';
import { beforeEach, expect, it } from 'vitest';
import type { CarrierShipment } from './carrier.ts';
import { bytesOfText, toBase64url, utf8Encode } from './encoding.ts';
import { isBroken } from './stops.ts';
import { NOON, p, receiptsOf, VISIT } from './testing/people.ts';
import { assigned, newScene, type Scene } from './testing/scene.ts';
import { divertInfo } from './texts.ts';

let scene: Scene;
let shipment: CarrierShipment;
const where = { name: 'Ada Lindqvist', address: 'Torstraße 17, 10119 Berlin' };

beforeEach(async () => {
  scene = await newScene();
  await assigned(scene);
  if (scene.relay.shipment?.visit === undefined) throw new Error('no visit');
  const visit = scene.relay.shipment.visit;
  const assignments = scene.relay.stop?.links.slice(1) ?? [];
  shipment = { ...scene.relay.shipment, visit: { ...visit, assignments } };
});

/** Anna sends the parcel to another address; `said` is what the server claims she signed. */
const diverted = async (said: 'other-address' | 'return' = 'other-address'): Promise<Link<Divert>> => {
  const { visit } = shipment;
  const { anna, hubId } = scene.home;
  const grant = readGrant(p, bytesOfText(visit?.grant ?? ''));
  if (visit === undefined || !grant.ok) throw new Error('no grant');
  const target = { type: TARGET.visit, id: VISIT };
  const block = await signBlock(p, anna, { iat: NOON, cti: new Uint8Array(16).fill(1), hubId, target });
  const envelope = await scene.world.seal(
    scene.carrierKeys.sealing.publicKey,
    utf8Encode(`${JSON.stringify(where)}      `),
    divertInfo(visit.visitId),
  );
  const claims = {
    iat: NOON,
    cti: new Uint8Array(16).fill(2),
    hubId,
    visitId: VISIT,
    place: PLACE.address,
    sealed: envelope,
    block: block.bytes,
  };
  const divert = await signDivert(p, anna, claims, grant.link.hash);
  const kept = { to: said, answer: 'waiting' as const, link: toBase64url(divert.bytes) };
  shipment = { ...shipment, visit: { ...visit, divert: kept } };
  return divert;
};
const visitNow = () => {
  if (shipment.visit === undefined) throw new Error('no visit');
  return shipment.visit;
};

it('says to the carrier, and to nobody between, which address it is', async () => {
  await diverted();
  expect(await scene.carrier.divertDetails(visitNow())).toEqual(where);
});

it('is confirmed only by the door’s receipt of exactly this instruction', async () => {
  const divert = await diverted();
  expect(scene.carrier.divertConfirmed(visitNow(), [])).toBe(false);
  const answer = (answers: Uint8Array) =>
    receiptsOf(scene.home, [{ event: 'diverted', answers, detail: { blockSeq: 1, begun: [] } }]);
  scene.relay.page = { ...scene.relay.page, receipts: await answer(divert.hash) };
  expect(scene.carrier.divertConfirmed(visitNow(), await scene.carrier.receipts(visitNow()))).toBe(true);
  scene.relay.page = { ...scene.relay.page, receipts: await answer(new Uint8Array(32)) };
  expect(scene.carrier.divertConfirmed(visitNow(), await scene.carrier.receipts(visitNow()))).toBe(false);
});

it('whose place the server changed in its list is confirmed by nothing', async () => {
  const divert = await diverted('return');
  const receipts = await receiptsOf(scene.home, [
    { event: 'diverted', answers: divert.hash, detail: { blockSeq: 1, begun: [] } },
  ]);
  scene.relay.page = { ...scene.relay.page, receipts };
  expect(scene.carrier.divertConfirmed(visitNow(), await scene.carrier.receipts(visitNow()))).toBe(false);
  expect(await scene.carrier.divertDetails(visitNow())).toEqual({});
});

it('once accepted stands on the courier’s stop, sealed to their device', async () => {
  await diverted();
  expect(await scene.carrier.acceptDivert(shipment)).toEqual({ courierTold: true });
  const [stop] = await scene.device.stops();
  if (stop === undefined || isBroken(stop)) throw new Error('no stop');
  expect(stop.text.elsewhere).toEqual(where);
});

it('is accepted too where nobody was assigned yet', async () => {
  await diverted();
  shipment = { ...shipment, visit: { ...visitNow(), assignments: [] } };
  expect(await scene.carrier.acceptDivert(shipment)).toEqual({ courierTold: false });
});
