import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '@latchkey/contract';
import { isBroken, type Stop } from '@latchkey/carrier-sdk';
import {
  ACTION,
  encodePresentation,
  fromBase64url,
  leafOf,
  linksOf,
  signAsk,
  signKnock,
  toBase64url,
} from '@latchkey/protocol';
import { primitives } from '../tests/world/member.ts';
import { until } from '../tests/world/until.ts';
import { figure, quantile, type Bench } from './figure.ts';
import { openFloor, openStage, type Stage } from './stage/stage.ts';

const hubs = 20;
/** One door a hub: a courier stands at one door, and asking at the next voids the challenge of the last. */
const doors = [1];
const rounds = 5;

interface Place {
  readonly home: number;
  readonly door: number;
}

/** A granted and assigned visit at each door: announced, signed, handed on, and in the courier's hand. */
const prepare = async (
  stage: Stage,
  { home, door }: Place,
): Promise<{ place: Place; stop: Stop; trackingNumber: string }> => {
  const { carrier, courier, device } = stage;
  const member = stage.homes[home]?.member;
  if (member === undefined) throw new RangeError('no such home');
  const trackingNumber = `LK${randomBytes(6).toString('hex').toUpperCase()}`;
  const fromS = Math.floor(Date.now() / 1000) - 60;
  const label = { name: 'Bench', address: 'Loopback 1' };
  const { shipmentId } = await carrier.announce({
    handle: member.handle,
    window: { fromS, toS: fromS + 7200 },
    trackingNumbers: [trackingNumber],
    label,
  });
  const keys = { signingKey: stage.carrierKeys.signer.key, sealingKey: stage.carrierKeys.sealing.publicKey };
  const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier: keys, door });
  const shipment = (await carrier.shipments()).find((s) => s.shipmentId === shipmentId);
  if (shipment === undefined) throw new RangeError('no such shipment');
  await carrier.assign(shipment, courier.courierId);
  const stop = (await device.stops()).find((s) => s.visitId === visitId);
  if (stop === undefined || isBroken(stop)) throw new TypeError('the stop is broken');
  return { place: { home, door }, stop, trackingNumber };
};

const present = (stop: Stop, knock: Uint8Array) =>
  toBase64url(encodePresentation({ kind: 'chain', links: linksOf(stop.chain).map((l) => l.bytes), knock }));

/** Asks, waits as a courier's thumb would, and signs; resolves with the knock that is ready to be sent. */
const asked = async (stage: Stage, stop: Stop, door: number, trackingNumber: string): Promise<string> => {
  const leaf = leafOf(stop.chain).hash;
  const signer = stage.courierKeys.signer;
  const random = new Uint8Array(randomBytes(16));
  const nonce = await until('the door’s challenge', async () => {
    const ask = await signAsk(primitives, signer, { random, door, slot: Math.floor(Date.now() / 30_000) }, leaf);
    const answer = await stage.device.session.signedIn((call) =>
      call(routes.askDoor, { params: { visitId: stop.visitId }, body: { message: present(stop, ask.bytes) } }),
    );
    return answer.ok ? fromBase64url(answer.message ?? '') : undefined;
  });
  const knock = await signKnock(
    primitives,
    signer,
    { nonce, door, action: ACTION.unlock, trackingNumbers: [trackingNumber] },
    leaf,
  );
  return present(stop, knock.bytes);
};

const oneRound = async (
  stage: Stage,
  floor: Awaited<ReturnType<typeof openFloor>>,
  ours: number[],
  floors: number[],
): Promise<void> => {
  const places = stage.homes.flatMap((_, home) => doors.map((door) => ({ home, door })));
  const visits: Awaited<ReturnType<typeof prepare>>[] = [];
  for (const place of places) visits.push(await prepare(stage, place));
  // The ring must reach back five seconds before anybody asks, and the recording must run before anybody knocks.
  await pause(6_000);
  const ready = await Promise.all(
    visits.map(async (v) => ({ ...v, message: await asked(stage, v.stop, v.place.door, v.trackingNumber) })),
  );
  await pause(1_500);
  for (const { place, stop, message } of ready) {
    const before = performance.now();
    const [, floorBolt] = await floor.tap();
    floors.push(floorBolt - before);
    const bolt = stage.homes[place.home]?.wires.boltToldAt(place.door);
    const tapped = performance.now();
    const answer = await stage.device.session.signedIn((call) =>
      call(routes.knock, { params: { visitId: stop.visitId }, body: { message } }),
    );
    if (!answer.ok) throw new TypeError(`the door refused the bench: ${answer.refusal.reason}`);
    ours.push(((await bolt) ?? NaN) - tapped);
  }
  // Five seconds of film follow the lock; then each story is read once, so that the next round starts with quiet processes.
  await pause(8_000);
  for (const { stop } of visits) {
    await until('the visit to be complete', async () => {
      const { facts } = await stage.device.story(stop);
      return facts.some((fact) => fact.event === 'recording-closed');
    });
  }
};

/** Courier's HTTP request → bolt command at the hardware, loopback, all processes real; the floor makes the same hops with empty messages. */
export const knockTapToBolt: Bench = {
  names: ['knock.tap-to-bolt.p50', 'knock.tap-to-bolt.p99'],
  run: async () => {
    const [stage, floor] = [await openStage(hubs), await openFloor()];
    try {
      const ours: number[] = [];
      const floors: number[] = [];
      for (let n = 0; n < 50; n += 1) await floor.tap();
      for (let round = 0; round < rounds; round += 1) await oneRound(stage, floor, ours, floors);
      const at = (q: number, name: string) => figure(name, 'ms', quantile(ours, q), quantile(floors, q), ours.length);
      return [at(0.5, 'knock.tap-to-bolt.p50'), at(0.99, 'knock.tap-to-bolt.p99')];
    } finally {
      await Promise.all([stage.stop(), floor.stop()]);
    }
  },
};
