/** A carrier and a courier's device in a test: the carrier SDK as a carrier would use it, with keys that a test can look for. */
import { randomInt, webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  courierBook, createCarrier, createCourierDevice, isBroken, keysOfPairs, portableWorld, publishKeys, type Carrier, type CarrierShipment, type CourierDevice,
  type KnownCourier, type OwnKeys, type Stop, type World as SdkWorld,
} from '@latchkey/carrier-sdk'; // prettier-ignore
import { until } from './until.ts';

const { subtle } = webcrypto;

export interface HeldKeys {
  readonly keys: OwnKeys;
  /** Private scalars, raw. */
  readonly secrets: readonly Uint8Array[];
}

const scalar = async (key: webcrypto.CryptoKey) =>
  Buffer.from((await subtle.exportKey('jwk', key)).d ?? '', 'base64url');

export const makeKeys = async (): Promise<HeldKeys> => {
  const signing = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const sealing = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  return {
    keys: await keysOfPairs(signing, sealing),
    secrets: [await scalar(signing.privateKey), await scalar(sealing.privateKey)],
  };
};

export interface Dispatch {
  readonly carrier: Carrier;
  readonly device: CourierDevice;
  readonly courier: KnownCourier;
  readonly secrets: readonly Uint8Array[];
  readonly signingKey: OwnKeys['signer']['key'];
  readonly sealingKey: Uint8Array;
}

/** Everything the server is asked and answers goes through here: what it could remember. */
export type Overheard = { readonly url: string; readonly sent: string; readonly answered: string }[];

const listening =
  (overheard: Overheard): SdkWorld['fetch'] =>
  async (url, init) => {
    const answer = await fetch(url, init);
    const text = await answer.text();
    overheard.push({ url, sent: init.body ?? '', answered: text });
    return { ok: answer.ok, status: answer.status, text: () => Promise.resolve(text) };
  };

/** A carrier that published its key at its own domain, and one courier's device that it took on. */
export const openDispatch = async (
  server: string,
  domain: string,
  data: string,
  overheard: Overheard = [],
): Promise<Dispatch> => {
  const origin = domain.replace(/\/$/, '');
  const world = portableWorld(server, listening(overheard));
  const [own, courierOwn] = [await makeKeys(), await makeKeys()];
  const secret = (await readFile(join(data, 'hardware', 'carrier', 'setup-secret'), 'utf8')).trim();
  await publishKeys(world.fetch, origin, secret, own.keys);
  const carrier = createCarrier({ world, keys: own.keys, book: courierBook(), transport: 'bearer' });
  await carrier.register({ name: 'Test Parcels', domain: origin });
  const device = createCourierDevice({ world, keys: courierOwn.keys, transport: 'bearer' });
  const { code } = await device.enrol('Test courier');
  const courier = await carrier.takeOn(code);
  return {
    carrier, device, courier, secrets: [...own.secrets, ...courierOwn.secrets], signingKey: own.keys.signer.key, sealingKey: own.keys.sealing.publicKey,
  }; // prettier-ignore
};

export const newTrackingNumber = () => `LK${String(randomInt(1e9, 9e9))}${String(randomInt(10, 99))}DE`;

export const announce = async (
  { carrier }: Dispatch,
  handle: string,
  label = { name: 'A. Nobody', address: 'Nowhere 1' },
) => {
  const trackingNumber = newTrackingNumber();
  const fromS = Math.floor(Date.now() / 1000) - 60;
  const { shipmentId } = await carrier.announce({
    handle,
    window: { fromS, toS: fromS + 7200 },
    trackingNumbers: [trackingNumber],
    label,
  });
  return { shipmentId, trackingNumber };
};

export const shipmentOf = (dispatch: Dispatch, shipmentId: string): Promise<CarrierShipment> =>
  until('the shipment with its visit', async () =>
    (await dispatch.carrier.shipments()).find((s) => s.shipmentId === shipmentId && s.visit !== undefined),
  );

export const stopOf = (dispatch: Dispatch, visitId: string): Promise<Stop> =>
  until('the stop on the courier’s device', async () => {
    const stop = (await dispatch.device.stops()).find((s) => s.visitId === visitId);
    if (stop !== undefined && isBroken(stop)) throw new TypeError(`broken stop: ${stop.fault}`);
    return stop;
  });

/** Follows the receipts until this event; resolves with all events so far, each verified. */
export const untilEvent = (dispatch: Dispatch, stop: Stop, event: string): Promise<readonly string[]> =>
  until(`the receipt ${event}`, async () => {
    const events = (await dispatch.device.story(stop)).facts.map((fact) => fact.event as string);
    return events.includes(event) ? events : undefined;
  });
