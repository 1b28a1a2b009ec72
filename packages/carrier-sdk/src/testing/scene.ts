import { encodePublicKey, type Grant } from '@latchkey/protocol';
import { createCarrier, type CarrierShipment } from '../carrier.ts';
import { courierBook } from '../couriers.ts';
import { createCourierDevice } from '../courier-device.ts';
import { toBase64url } from '../encoding.ts';
import { portableWorld } from '../portable.ts';
import { labelInfo, noteInfo, sealText } from '../texts.ts';
import type { OwnKeys, World } from '../world.ts';
import { grantFor, newHome, newKeys, NOON, VISIT, type Home } from './people.ts';
import { createRelay, type Relay } from './relay.ts';

export const PARCEL = 'LK00000000017DE';

export interface Scene {
  readonly home: Home;
  readonly relay: Relay;
  readonly world: World;
  readonly carrierKeys: OwnKeys;
  readonly courierKeys: OwnKeys;
  readonly carrier: ReturnType<typeof createCarrier>;
  readonly device: ReturnType<typeof createCourierDevice>;
}

/** Anna's home, the carrier Morgenpost, Kim's device, and a server between them. Time stands at noon; waiting takes none. */
export const newScene = async (): Promise<Scene> => {
  const home = await newHome();
  const carrierKeys = await newKeys();
  const courierKeys = await newKeys();
  const relay = createRelay(home, () => ({
    name: 'Morgenpost',
    domain: '127.0.0.1:8402',
    keys: [publicHalves(carrierKeys)],
  }));
  const world: World = {
    ...portableWorld('http://localhost:8400', relay.fetch),
    nowS: () => NOON,
    wait: () => Promise.resolve(),
  };
  const carrier = createCarrier({ world, keys: carrierKeys, book: courierBook(), transport: 'bearer' });
  const device = createCourierDevice({ world, keys: courierKeys, transport: 'bearer' });
  return { home, relay, world, carrierKeys, courierKeys, carrier, device };
};

export const publicHalves = (keys: OwnKeys) => ({
  signingKey: toBase64url(encodePublicKey(keys.signer.key)),
  sealingKey: toBase64url(keys.sealing.publicKey),
});

/** A shipment that Anna has granted, as the carrier would list it. */
export const grantedShipment = async (
  { home, world, carrierKeys }: Scene,
  change: Partial<Grant> = {},
): Promise<CarrierShipment> => {
  const grant = await grantFor(home, carrierKeys.signer.key, PARCEL, change);
  const to = carrierKeys.sealing.publicKey;
  const label = { name: 'Anna Ferrante', address: 'Lindenstraße 14' };
  const sealedNote = await sealText(
    world.seal,
    to,
    { dropPlace: 'on the mat', note: 'The dog is friendly.' },
    noteInfo(toBase64url(VISIT)),
  );
  const common = {
    shipmentId: toBase64url(new Uint8Array(16).fill(5)),
    state: 'granted' as const,
    window: { fromS: NOON - 60, toS: NOON + 7200 },
    trackingNumbers: [PARCEL],
    createdMs: NOON * 1000,
  };
  const visitId = toBase64url(VISIT);
  return {
    ...common,
    visitId,
    sealedLabel: await sealText(world.seal, to, label, labelInfo),
    visit: {
      ...common,
      visitId,
      hubId: toBase64url(home.hubId),
      grant: toBase64url(grant.bytes),
      assignments: [],
      sealedNote,
    },
  };
};

/** Enrolled, taken on, granted and assigned: Kim's device has one stop. */
export const assigned = async (scene: Scene) => {
  const { carrier, device, relay } = scene;
  await carrier.register({ name: 'Morgenpost', domain: 'http://127.0.0.1:8402' });
  const { code } = await device.enrol('Kim');
  const courier = await carrier.takeOn(code);
  relay.shipment = await grantedShipment(scene);
  await carrier.assign(relay.shipment, courier.courierId);
  return courier;
};
