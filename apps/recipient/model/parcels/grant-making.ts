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
import type { RandomBytes } from '@latchkey/web-kit/model';
import type { CarrierKey } from './carrier-domain.ts';
import type { Household } from '../household.ts';
import { lineClaims, lineFlag } from './line-terms.ts';
import { sealText } from './sealing.ts';
import { asksHere, type Terms, type WhoMayCome } from './terms.ts';

/** By the hub's signed state: what this door has that only somebody who is there can read (0: nothing); undefined until it has spoken of it. */
export type Fitted = (door: number) => number | undefined;

/** What the person chose on *inside, please*. Times are unix seconds. */
export interface Wish {
  readonly terms: Terms;
  readonly fromS: number;
  readonly toS: number;
  readonly trackingNumbers: readonly string[];
}

export interface SignedWish {
  readonly grant: Link<Grant>;
  /** base64url of the 16 bytes made here. */
  readonly visitId: string;
  /** The drop place and the note, for the carrier's eyes only. */
  readonly sealedNote: string;
}

/**
 * How many signatures stand below the grant: at least one, so that the carrier's own key cannot knock. With one at most, the
 * carrier's key itself names the courier's device; with three, it may pass the visit on to partners first.
 */
const depths: Record<WhoMayCome, readonly [number, number]> = { own: [1, 1], partners: [1, 3] };

/** A flat door may stand open two minutes, a garage door three, before the household is called. */
const maxOpenSeconds = { flat: 120, garage: 180 };
const garageKind = 3;

/**
 * Signs the permission: this carrier, this door, these parcels, this window, once; recorded, relocked, and handed on to one
 * courier's device. Freshness is as the terms say, the protocol's 60 s by default.
 */
export const signWish = async (
  parts: { primitives: Primitives; signer: Signer; randomBytes: RandomBytes; nowS: number; fitted: Fitted },
  household: Household,
  carrier: CarrierKey,
  wish: Wish,
): Promise<SignedWish> => {
  const { primitives, signer, randomBytes, nowS } = parts;
  const present = asksHere(wish.terms, parts.fitted(wish.terms.door));
  if (present === undefined) throw new Error('the hub has not said what is fitted at this door');
  const cti = randomBytes(16);
  const visitId = randomBytes(16);
  const kind = household.doors.find(({ id }) => id === wish.terms.door)?.kind;
  const grant = await signGrant(primitives, signer, {
    iat: nowS,
    nbf: wish.fromS,
    exp: wish.toS,
    cti,
    holder: carrier.signingKey,
    hubId: household.hubId,
    doors: [wish.terms.door],
    uses: 1,
    flags: flagsOf(wish.terms, present),
    maxOpenSeconds: kind === garageKind ? maxOpenSeconds.garage : maxOpenSeconds.flat,
    depth: depths[wish.terms.who],
    visitId,
    parcels: wish.trackingNumbers.map((number) => parcelCommitment(primitives, cti, number)),
    ...lineClaims(wish.terms.line),
  });
  const name = toBase64url(visitId);
  return { grant, visitId: name, sealedNote: await sealNote(carrier.sealingKey, name, wish.terms) };
};

const flagsOf = (terms: Terms, present: boolean): number =>
  FLAG.mustRecord |
  FLAG.mustRelock |
  lineFlag(terms.line) |
  (terms.asks === true ? FLAG.memberApproves : 0) |
  (present ? FLAG.atDoor : 0);

/** The note of docs/protocol/sealed-texts.md. */
const sealNote = (to: Uint8Array, visitId: string, { dropPlace, note, expect, ifFails }: Terms): Promise<string> => {
  const { to: fallback, detail } = ifFails;
  return sealText(to, `lk1-note\n${visitId}`, {
    dropPlace,
    note,
    expect,
    ifFails: detail === '' ? { to: fallback } : { to: fallback, detail },
  });
};
