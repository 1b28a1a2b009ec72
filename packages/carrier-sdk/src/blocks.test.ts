import { encodePublicKey, readAssignment, signBlock, TARGET } from '@latchkey/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { armedVisits, namesDevice, readSentBlock, signDeviceBlock, type ServerBlock } from './blocks.ts';
import type { CarrierShipment } from './carrier.ts';
import type { KnownCourier } from './couriers.ts';
import { bytesOfText, toBase64url } from './encoding.ts';
import { checkedGrant } from './grant.ts';
import { newHome, NOON, p, receiptsOf, type Home } from './testing/people.ts';
import { assigned, newScene, publicHalves, type Scene } from './testing/scene.ts';
import { readBlock, type Link, type Grant } from '@latchkey/protocol';

let scene: Scene;
let kim: KnownCourier;
let shipment: CarrierShipment;
let grant: Link<Grant>;
let block: string;
const keyText = (home: Home) => toBase64url(encodePublicKey(home.hub.key));

beforeAll(async () => {
  scene = await newScene();
  kim = await assigned(scene);
  const { relay, carrierKeys, world } = scene;
  const visit = relay.shipment?.visit;
  if (relay.shipment === undefined || visit === undefined) throw new TypeError('no visit');
  grant = checkedGrant(p, carrierKeys.signer.key, visit);
  shipment = {
    ...relay.shipment,
    state: 'assigned',
    visit: { ...visit, assignments: relay.stop?.links.slice(1) ?? [] },
  };
  block = await signDeviceBlock(world, carrierKeys.signer, kim, grant);
});

const hashOf = (text: string) => {
  const read = readBlock(p, bytesOfText(text));
  if (!read.ok) throw new TypeError('no block');
  return read.link.hash;
};
const said = (more: Partial<ServerBlock> = {}): ServerBlock => ({
  hubId: toBase64url(scene.home.hubId),
  hubKey: keyText(scene.home),
  visitId: shipment.visitId ?? '',
  block,
  sentMs: NOON * 1000,
  hubOnline: true,
  ...more,
});
const answer = async (home: Home, change: object = {}) =>
  (await receiptsOf(home, [{ event: 'blocked', answers: hashOf(block), detail: { blockSeq: 1, begun: [] }, ...change }]))[0]; // prettier-ignore
const read = (one: ServerBlock) => readSentBlock(p, scene.carrierKeys.signer.key, one);

describe('where a lost device is blocked', () => {
  it('is each hub where the carrier’s own links name it, read from the links and not from the server’s lists', () => {
    const granted = () => grant;
    expect(readAssignment(p, bytesOfText(shipment.visit?.assignments[0] ?? ''), grant.hash).ok).toBe(true);
    expect(armedVisits(p, kim, [shipment], granted)).toEqual([shipment.visit]);
    expect(armedVisits(p, kim, [{ ...shipment, state: 'complete' }], granted)).toEqual([]);
    expect(armedVisits(p, kim, [shipment], () => undefined)).toEqual([]);
    const other = { signingKey: publicHalves(scene.carrierKeys).signingKey };
    expect(shipment.visit && namesDevice(p, other, grant, shipment.visit)).toBe(false);
  });
});

describe('a block that the carrier sent', () => {
  it('P3: is confirmed by that hub’s own receipt for exactly this block, and by nothing less', async () => {
    expect(read(said())?.confirmed).toBeUndefined();
    const receipt = await answer(scene.home);
    expect(read(said({ receipt }))).toMatchObject({
      hubId: toBase64url(scene.home.hubId),
      target: { kind: 'courier', id: kim.keyId },
      confirmed: { seq: 1, atS: NOON + 1, begun: 0 },
    });
  });

  it('P3: is not confirmed by another hub, another event, another block’s receipt or a changed one', async () => {
    const other = await newHome();
    const forgeries: Partial<ServerBlock>[] = [
      { receipt: await answer(other) },
      { receipt: await answer(other), hubKey: keyText(other) },
      { receipt: await answer(scene.home, { event: 'expired', detail: {} }) },
      { receipt: await answer(scene.home, { answers: new Uint8Array(32) }) },
      { receipt: { ...(await answer(scene.home)), parent: toBase64url(new Uint8Array(32)) } as ServerBlock['receipt'] },
      { receipt: { seq: 1, parent: '', receipt: 'AAAA' } },
    ];
    for (const forged of forgeries) {
      const seen = read(said(forged));
      expect(seen).toBeDefined();
      expect(seen?.confirmed).toBeUndefined();
    }
  });

  it('says how many openings had begun when it came', async () => {
    const receipt = await answer(scene.home, { detail: { blockSeq: 1, begun: [4, 9] } });
    expect(read(said({ receipt }))?.confirmed?.begun).toBe(2);
  });

  it('is none where another key signed it, or it is no block at all', async () => {
    const theirs = await newScene();
    const foreign = await signDeviceBlock(theirs.world, theirs.carrierKeys.signer, kim, grant);
    expect(read(said({ block: foreign }))).toBeUndefined();
    expect(read(said({ block: 'AAAA' }))).toBeUndefined();
    const member = await signBlock(p, scene.home.anna, {
      hubId: scene.home.hubId,
      target: { type: TARGET.courierKey, id: bytesOfText(kim.keyId) },
      iat: NOON,
      cti: new Uint8Array(16),
    });
    expect(read(said({ block: toBase64url(member.bytes) }))).toBeUndefined();
  });
});
