import { ApiProblem } from '@latchkey/contract';
import { CarrierError, sealingKeyBeside, type CourierDevice, type Published, type Stop } from '@latchkey/carrier-sdk';
import { fromBase64url, keyIdOf, toBase64url, type Primitives } from '@latchkey/protocol';
import { createCell, type Observable, type Shelf } from '@latchkey/web-kit/model';
import type { PositionView } from './position.ts';

export interface BeaconParts {
  readonly device: Pick<CourierDevice, 'sayPosition'>;
  readonly primitives: Primitives;
  /** Asks a carrier's own domain. Throws `domain-unreachable`. */
  readonly readDomain: (domain: string) => Promise<Published>;
  readonly shelf: Shelf;
  /** Unix seconds. */
  readonly nowS: () => number;
}

/** Says to the carriers of the stops ahead where this device is, sealed (docs/protocol/sealed-texts.md). */
export interface Beacon {
  /** The domains that heard it last: what the courier reads beside the way to end it. */
  readonly heardBy: Observable<readonly string[]>;
  readonly say: (ahead: readonly Stop[], own: PositionView['own']) => Promise<void>;
  /** The sharing has ended: whoever heard a position hears that. */
  readonly end: () => Promise<void>;
}

const everyS = 20;
/** A domain that did not answer is asked again after so long. */
const askAgainS = 60;
const shelfName = (keyId: string) => `carrier-sealing/${keyId}`;

interface Heard {
  readonly domain: string;
  readonly visitId: string;
  readonly atS: number;
}

const firstOfEach = (stops: readonly Stop[]): readonly Stop[] => [
  ...new Map([...stops].reverse().map((stop) => [stop.server.carrier.carrierId, stop])).values(),
];

export const createBeacon = ({ device, primitives, readDomain, shelf, nowS }: BeaconParts): Beacon => {
  const heardBy = createCell<readonly string[]>([]);
  /** By carrier. */
  const heard = new Map<string, Heard>();
  let ends = 0;
  const askedS = new Map<string, number>();

  /** Pinned at first sight: a domain that shows another key later is not believed, and nothing is sent. */
  const keyOf = async ({ chain, server }: Stop): Promise<Uint8Array | undefined> => {
    const holder = chain.grant.claims.holder;
    const keyId = toBase64url(keyIdOf(primitives, holder));
    const pinned = (await shelf.get(shelfName(keyId))) as string | undefined;
    if (pinned !== undefined) return fromBase64url(pinned);
    if (nowS() - (askedS.get(keyId) ?? -Infinity) < askAgainS) return undefined;
    askedS.set(keyId, nowS());
    const found = await readDomain(server.carrier.domain).then((domain) => sealingKeyBeside(domain, holder), ifAway);
    if (found !== undefined) await shelf.put(shelfName(keyId), found);
    return found === undefined ? undefined : fromBase64url(found);
  };

  const sayTo = async (stop: Stop, own: NonNullable<PositionView['own']>) => {
    const { carrierId, domain } = stop.server.carrier;
    if (nowS() - (heard.get(carrierId)?.atS ?? -Infinity) < everyS) return;
    const before = ends;
    const to = await keyOf(stop);
    if (to === undefined || ends !== before) return;
    const position = { at: own.at, accuracyM: Math.min(100_000, Math.round(own.accuracyM)), atS: Math.floor(own.atS) };
    await device.sayPosition(stop.visitId, { to, position });
    if (ends === before) {
      heard.set(carrierId, { domain, visitId: stop.visitId, atS: nowS() });
      heardBy.set([...new Set([...heard.values()].map((one) => one.domain))].sort());
    }
    // It ended while this was on its way: nothing stands that the courier took back.
    else await device.sayPosition(stop.visitId, undefined);
  };

  return {
    heardBy,
    say: async (ahead, own) => {
      if (own === undefined) return;
      // One carrier that does not hear it keeps it from no other; the next reading says it again.
      for (const stop of firstOfEach(ahead)) await sayTo(stop, own).catch(ifAway);
    },
    end: async () => {
      ends += 1;
      const last = [...heard.values()];
      heard.clear();
      heardBy.set([]);
      // What does not arrive is forgotten by the console in a quarter of an hour.
      for (const { visitId } of last) await device.sayPosition(visitId, undefined).catch(ifAway);
    },
  };
};

const ifAway = (error: unknown): undefined => {
  if (error instanceof ApiProblem || error instanceof CarrierError) return undefined;
  throw error;
};
