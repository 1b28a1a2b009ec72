/** Visits for the bench: announced, granted, signed over, in the courier's hand; then asked for at the door. */
import { randomBytes } from 'node:crypto';
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
import { primitives, type Member } from '../../tests/world/member.ts';
import { until } from '../../tests/world/until.ts';
import { eachOf, type Stage } from './stage.ts';

export interface Visit {
  readonly home: number;
  readonly stop: Stop;
  readonly trackingNumber: string;
}

/** One door a hub: a courier stands at one door, and asking at the next voids the challenge of the last. */
const DOOR = 1;

/** Where the visit is, and who of the household grants it. */
interface Wish {
  readonly door?: number;
  readonly by?: Member;
}

/** A granted and assigned visit at the first door of each of these homes, unless another door is wished. */
export const prepareVisits = async (
  stage: Stage,
  homes: readonly number[],
  wish: Wish = {},
): Promise<readonly Visit[]> => {
  const { carrier, courier, device } = stage;
  const granted = await eachOf(homes, (home) => grantVisit(stage, home, wish));
  const shipments = new Map((await carrier.shipments()).map((shipment) => [shipment.shipmentId, shipment]));
  await eachOf(granted, async ({ shipmentId }) => {
    const shipment = shipments.get(shipmentId);
    if (shipment === undefined) throw new RangeError('no such shipment');
    await carrier.assign(shipment, courier.courierId);
  });
  const own = new Set(granted.map(({ visitId }) => visitId));
  const listed = (await device.listed()).filter(({ visitId }) => own.has(visitId));
  const stops = new Map((await device.check(listed)).map((stop) => [stop.visitId, stop]));
  return granted.map(({ home, visitId, trackingNumber }) => {
    const stop = stops.get(visitId);
    if (stop === undefined || isBroken(stop)) throw new TypeError('the stop is broken');
    return { home, stop, trackingNumber };
  });
};

const grantVisit = async (stage: Stage, home: number, { door = DOOR, by }: Wish) => {
  const member = stage.homes[home]?.member;
  if (member === undefined) throw new RangeError('no such home');
  const trackingNumber = `LK${randomBytes(6).toString('hex').toUpperCase()}`;
  const fromS = Math.floor(Date.now() / 1000) - 60;
  const { shipmentId } = await stage.carrier.announce({
    handle: member.handle,
    window: { fromS, toS: fromS + 7200 },
    trackingNumbers: [trackingNumber],
    label: { name: 'Bench', address: 'Loopback 1' },
  });
  const keys = { signingKey: stage.carrierKeys.signer.key, sealingKey: stage.carrierKeys.sealing.publicKey };
  const { visitId } = await (by ?? member).grant({
    shipmentId,
    trackingNumbers: [trackingNumber],
    carrier: keys,
    door,
  });
  return { home, shipmentId, visitId, trackingNumber };
};

const present = (stop: Stop, knock: Uint8Array) =>
  toBase64url(encodePresentation({ kind: 'chain', links: linksOf(stop.chain).map((l) => l.bytes), knock }));

/** Asks at the door once; answers what the hub said. */
export const askOnce = async (stage: Stage, { stop }: Visit, door = DOOR, random = new Uint8Array(randomBytes(16))) => {
  const claims = { random, door, slot: Math.floor(Date.now() / 30_000) };
  const ask = await signAsk(primitives, stage.courierKeys.signer, claims, leafOf(stop.chain).hash);
  return stage.device.session.signedIn((call) =>
    call(routes.askDoor, { params: { visitId: stop.visitId }, body: { message: present(stop, ask.bytes) } }),
  );
};

/** Asks until the door gives a challenge, and signs; resolves with the knock that is ready to be sent. */
export const asked = async (stage: Stage, visit: Visit): Promise<string> => {
  const { stop, trackingNumber } = visit;
  const leaf = leafOf(stop.chain).hash;
  const signer = stage.courierKeys.signer;
  const random = new Uint8Array(randomBytes(16));
  const nonce = await until('the door’s challenge', async () => {
    const answer = await askOnce(stage, visit, DOOR, random);
    return answer.ok ? fromBase64url(answer.message ?? '') : undefined;
  });
  const claims = { nonce, door: DOOR, action: ACTION.unlock, trackingNumbers: [trackingNumber] };
  return present(stop, (await signKnock(primitives, signer, claims, leaf)).bytes);
};

export type Opened =
  { readonly ok: true; readonly tapToBoltMs: number } | { readonly ok: false; readonly reason: string };

/** The courier's request → the bolt's command at the hardware. */
export const knock = async (stage: Stage, { home, stop }: Visit, message: string): Promise<Opened> => {
  const bolt = stage.homes[home]?.wires.boltToldAt(DOOR);
  const tapped = performance.now();
  const answer = await stage.device.session.signedIn((call) =>
    call(routes.knock, { params: { visitId: stop.visitId }, body: { message } }),
  );
  if (!answer.ok) return { ok: false, reason: answer.refusal.reason };
  return { ok: true, tapToBoltMs: ((await bolt) ?? NaN) - tapped };
};

/** Five seconds of film follow the lock. */
export const completed = (stage: Stage, { stop }: Visit): Promise<boolean> =>
  until('the visit to be complete', async () => {
    const { facts } = await stage.device.story(stop);
    return facts.some((fact) => fact.event === 'recording-closed');
  });
