import { decodePublicKey, type PublicKey } from '@latchkey/protocol';
import { bytesOfText } from './encoding.ts';

/** A courier whose device record was checked against the code that came by QR or link. */
export interface KnownCourier {
  readonly courierId: string;
  readonly keyId: string;
  readonly name: string;
  /** Encoded COSE_Key and raw sealing point, base64url. */
  readonly signingKey: string;
  readonly sealingKey: string;
}

/**
 * Where a carrier keeps the couriers it checked itself. The server's list of couriers is never used for keys: it could show its
 * own. IndexedDB in the console, a file in a program.
 */
export interface CourierBook {
  readonly find: (courierId: string) => Promise<KnownCourier | undefined>;
  readonly keep: (courier: KnownCourier) => Promise<void>;
}

/** A book that lasts as long as the program. */
export const courierBook = (): CourierBook => {
  const known = new Map<string, KnownCourier>();
  return {
    find: (courierId) => Promise.resolve(known.get(courierId)),
    keep: (courier) => {
      known.set(courier.courierId, courier);
      return Promise.resolve();
    },
  };
};

export const signingKeyOf = (courier: Pick<KnownCourier, 'signingKey'>): PublicKey =>
  decodePublicKey(bytesOfText(courier.signingKey));
