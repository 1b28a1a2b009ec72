import { houseAt, makeNeighbourhood } from '@latchkey/delivery';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiProblem, routes } from '@latchkey/contract';
import {
  createCarrier,
  publishKeys,
  readDomain,
  type Carrier,
  type CarrierShipment,
  type CourierDevice,
  type KnownCourier,
  type World,
} from '@latchkey/carrier-sdk';
import { fileBook, ownKeys, setupSecret } from './key-files.ts';

export interface Demo {
  readonly hardwareUrl: string;
  readonly carrierUrl: string;
  readonly handle?: string | undefined;
}

/** Where the running demo's parts are. Throws `ApiProblem` when no server answers. */
export const readDemo = (carrier: Pick<Carrier, 'session'>): Promise<Demo> => carrier.session.open(routes.readDemo, {});

export class NoSetupSecret extends Error {}

/** The demo's carrier: keys in a file, the public half published at its own domain, then registered. */
export const setUpCarrier = async (world: World, folder: string, data: string) => {
  const keys = await ownKeys(folder, 'carrier');
  const book = fileBook(folder);
  const carrier = createCarrier({ world, keys, book, transport: 'bearer' });
  const demo = await readDemo(carrier);
  const secret = await setupSecret(data);
  if (secret === undefined) throw new NoSetupSecret(data);
  await publishKeys(world.fetch, demo.carrierUrl, secret, keys);
  const { name } = await readDomain(world.fetch, demo.carrierUrl);
  await carrier.register({ name, domain: demo.carrierUrl });
  return { carrier, book, demo, name };
};

/** The courier's device enrols once; dispatch takes it on by the code that the device shows. */
export const takeOnOnce = async (
  carrier: Carrier,
  known: readonly KnownCourier[],
  device: CourierDevice,
  name: string,
): Promise<KnownCourier> => {
  const { code, keyId } = await device.enrol(name);
  const before = known.find((courier) => courier.keyId === keyId);
  const couriers = await carrier.couriers();
  const stillThere = before !== undefined && couriers.some(({ courierId }) => courierId === before.courierId);
  return stillThere ? before : carrier.takeOn(code);
};

const people = ['Robin Aydın', 'Alex Brandt', 'Sasha Okafor', 'Toni Weber'];

/** A parcel of today: a number nobody else has, a window that has begun, a label for the carrier's own eyes. */
export const announceParcel = async (carrier: Carrier, world: World, handle: string) => {
  const digits = [...world.random(11)].map((byte) => byte % 10).join('');
  const trackingNumber = `LK${digits}DE`;
  const fromS = world.nowS() - 60;
  const name = people[(world.random(1)[0] ?? 0) % people.length] ?? 'Robin Aydın';
  const address = 'Lindenstraße 14, 10969 Berlin';
  const house = houseAt(makeNeighbourhood(), address);
  const label = house === undefined ? { name, address } : { name, address, at: house.at };
  const window = { fromS, toS: fromS + 4 * 3600 };
  const { shipmentId } = await carrier.announce({ handle, window, trackingNumbers: [trackingNumber], label });
  return { shipmentId, trackingNumber };
};

export const findShipment = async (carrier: Carrier, shipmentId: string): Promise<CarrierShipment | undefined> =>
  (await carrier.shipments()).find((shipment) => shipment.shipmentId === shipmentId);

/** Reads until there is something, or until patience ends. A server that restarts meanwhile is waited for too. */
export const until = async <T>(
  world: World,
  patienceS: number,
  read: () => Promise<T | undefined>,
): Promise<T | undefined> => {
  const endS = world.nowS() + patienceS;
  do {
    const found = await read().catch(ignoreAbsence);
    if (found !== undefined) return found;
    await world.wait(700);
  } while (world.nowS() < endS);
  return undefined;
};

const ignoreAbsence = (error: unknown): undefined => {
  if (error instanceof ApiProblem && error.problem.code === 'unavailable') return undefined;
  throw error;
};

const addresses = async (data: string): Promise<Record<string, unknown>> => {
  try {
    return JSON.parse(await readFile(join(data, 'addresses.json'), 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** The server that this data folder's `npm start` runs; undefined when it does not say. */
export const serverOf = async (data: string): Promise<string | undefined> => {
  const { server } = await addresses(data);
  return typeof server === 'string' ? server.replace(/\/+$/, '') : undefined;
};
