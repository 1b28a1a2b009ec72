import {
  FLAG,
  parcelCommitment,
  signGrant,
  toBase64url,
  type Grant,
  type Link,
  type Primitives,
  type Signer,
} from '@latchkey/protocol';
import { sealTo, packSealed } from '@latchkey/keys';
import type { RandomBytes } from '@latchkey/web-kit/model';
import type { CarrierKey } from './carrier-domain.ts';
import type { Household } from './household.ts';

/** What the person chose on *inside, please*. Times are unix seconds. */
export interface Wish {
  readonly door: number;
  readonly fromS: number;
  readonly toS: number;
  readonly dropPlace: string;
  readonly note: string;
  readonly trackingNumbers: readonly string[];
}

export interface SignedWish {
  readonly grant: Link<Grant>;
  /** base64url of the 16 bytes made here. */
  readonly visitId: string;
  /** The drop place and the note, for the carrier's eyes only. */
  readonly sealedNote: string;
}

/** A flat door may stand open two minutes, a garage door three, before the household is called. */
const maxOpenSeconds = { flat: 120, garage: 180 };
const garageKind = 3;
const utf8 = new TextEncoder();

/**
 * Signs the permission: this carrier, this door, these parcels, this window, once; recorded, relocked, and handed on to one
 * of the carrier's couriers (depth 1 to 3, so that the carrier's own key cannot knock). Freshness is the protocol's 60 s.
 */
export const signWish = async (
  parts: { primitives: Primitives; signer: Signer; randomBytes: RandomBytes; nowS: number },
  household: Household,
  carrier: CarrierKey,
  wish: Wish,
): Promise<SignedWish> => {
  const { primitives, signer, randomBytes, nowS } = parts;
  const cti = randomBytes(16);
  const visitId = randomBytes(16);
  const kind = household.doors.find(({ id }) => id === wish.door)?.kind;
  const grant = await signGrant(primitives, signer, {
    iat: nowS,
    nbf: wish.fromS,
    exp: wish.toS,
    cti,
    holder: carrier.signingKey,
    hubId: household.hubId,
    doors: [wish.door],
    uses: 1,
    flags: FLAG.mustRecord | FLAG.mustRelock,
    maxOpenSeconds: kind === garageKind ? maxOpenSeconds.garage : maxOpenSeconds.flat,
    depth: [1, 3],
    visitId,
    parcels: wish.trackingNumbers.map((number) => parcelCommitment(primitives, cti, number)),
  });
  const name = toBase64url(visitId);
  return { grant, visitId: name, sealedNote: await sealNote(carrier.sealingKey, name, wish) };
};

/** `info` ties the envelope to its kind and visit (docs/protocol, sealed texts). */
const sealNote = async (to: Uint8Array, visitId: string, { dropPlace, note }: Wish): Promise<string> => {
  const text = utf8.encode(JSON.stringify({ dropPlace, note }));
  return toBase64url(packSealed(await sealTo(to, text, utf8.encode(`lk1-note\n${visitId}`))));
};
