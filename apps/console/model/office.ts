import { ApiProblem, routes } from '@latchkey/contract';
import {
  createCarrier,
  keysOfDevice,
  portableWorld,
  publishKeys,
  readDomain,
  type Carrier,
  type CourierBook,
  type KnownCourier,
} from '@latchkey/carrier-sdk';
import { keyIdOf, toBase64url } from '@latchkey/protocol';
import { givenShelf, type GivenShelf } from './dispatch/given.ts';
import { ruleShelf, type RuleShelf } from './dispatch/rule-shelf.ts';
import { makeDeviceKeys, readDeviceKeys, type DeviceKeys, type Shelf } from '@latchkey/web-kit/model';

/** Who this console speaks for, once its key stands at the carrier's own domain and is registered. */
export interface Registered {
  readonly name: string;
  readonly domain: string;
}

export interface Demo {
  readonly carrierUrl: string;
  readonly hardwareUrl: string;
  readonly handle?: string | undefined;
}

export interface Office {
  readonly carrier: Carrier;
  readonly book: ShelfBook;
  readonly rules: RuleShelf;
  /** Which rule gave which visit away. */
  readonly given: GivenShelf;
  readonly registered: Registered;
  /**
   * This browser holds the carrier's key. Without it a person who signed in sees how visits stand, but can read no address, assign
   * nobody and announce nothing: all of that is opened, signed or sealed with the key.
   */
  readonly keyed: boolean;
}

export interface Opening {
  /** Present once this browser has a registered key, or a person of a carrier signed in here. */
  readonly office: Office | undefined;
  /** The identity provider that people of carriers sign in by, where the host named one. */
  readonly provider: string | undefined;
  readonly session: Carrier['session'];
  /** Present where the server plays the demo. */
  readonly demo: Demo | undefined;
  /** Makes the key here, publishes it with the domain's secret, registers it. */
  readonly setUp: (secret: string) => Promise<Office>;
}

const keyName = 'carrier';
const registeredName = 'registered';
const world = () => portableWorld('', (url, init) => fetch(url, init));

export interface ShelfBook extends CourierBook {
  readonly all: () => Promise<readonly KnownCourier[]>;
}

/** The couriers this console checked itself; the server's list gives names and states, never keys. */
export const shelfBook = (shelf: Shelf): ShelfBook => {
  const all = async () => ((await shelf.get('couriers')) as readonly KnownCourier[] | undefined) ?? [];
  return {
    all,
    find: async (courierId) => (await all()).find((one) => one.courierId === courierId),
    keep: async (courier) => {
      const others = (await all()).filter((one) => one.courierId !== courier.courierId);
      await shelf.put('couriers', [...others, courier]);
    },
  };
};

const carrierWith = (keys: DeviceKeys, book: ShelfBook) =>
  createCarrier({ world: world(), keys: keysOfDevice(keys), book, transport: 'cookie' });

const readDemo = async (carrier: Pick<Carrier, 'session'>): Promise<Demo | undefined> => {
  try {
    return await carrier.session.open(routes.readDemo, {});
  } catch (error) {
    // A server that is no demo does not know the path; one that is away may be one, and says so later.
    if (error instanceof ApiProblem) return undefined;
    throw error;
  }
};

/** The carrier of the person who is signed in here, if anybody is. */
const readPerson = async ({ open }: Carrier['session']) => {
  try {
    const { provider } = await open(routes.readSignIn, {});
    if (provider === undefined) return {};
    const self = await open(routes.readSelf, {}).catch(() => undefined);
    return { provider, of: self?.as === 'person' ? await open(routes.readCarrier, {}) : undefined };
  } catch (error) {
    if (error instanceof ApiProblem) return {};
    throw error;
  }
};

/** The key is made here, cannot be read out of this browser, and never passes the server. */
export const openOffice = async (shelf: Shelf): Promise<Opening> => {
  const keys = (await readDeviceKeys(shelf, keyName)) ?? (await makeDeviceKeys(shelf, keyName));
  const book = shelfBook(shelf);
  const shelves = { book, rules: ruleShelf(shelf), given: givenShelf(shelf) };
  const carrier = carrierWith(keys, book);
  const [demo, { provider, of }] = await Promise.all([readDemo(carrier), readPerson(carrier.session)]);
  const registered = (await shelf.get(registeredName)) as Registered | undefined;
  // Somebody may have signed in for a carrier whose key is elsewhere, though this browser holds another's.
  const ownKeyId = toBase64url(keyIdOf(world().primitives, keysOfDevice(keys).signer.key));
  const keyed = registered !== undefined && (of === undefined || of.keyId === ownKeyId);
  const shown = keyed ? registered : of;
  return {
    demo,
    provider,
    session: carrier.session,
    office: shown === undefined ? undefined : { carrier, ...shelves, registered: shown, keyed },
    setUp: async (secret) => {
      const domain = demo?.carrierUrl ?? location.origin;
      const own = keysOfDevice(keys);
      await publishKeys(world().fetch, domain, secret, own);
      const { name } = await readDomain(world().fetch, domain);
      await carrier.register({ name, domain });
      const made: Registered = { name, domain };
      await shelf.put(registeredName, made);
      return { carrier, ...shelves, registered: made, keyed: true };
    },
  };
};
