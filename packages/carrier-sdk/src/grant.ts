import {
  keyHashOf,
  parcelCommitment,
  readGrant,
  sameBytes,
  type Grant,
  type Link,
  type Primitives,
  type PublicKey,
} from '@latchkey/protocol';
import { bytesOfText } from './encoding.ts';
import { CarrierError } from './errors.ts';

/** What the server says about a visit; every field is checked against the grant's own bytes before it is used. */
export interface VisitToCheck {
  readonly visitId: string;
  readonly hubId: string;
  readonly grant: string;
  readonly trackingNumbers: readonly string[];
}

const sameKey = (p: Primitives, a: PublicKey, b: PublicKey) => sameBytes(keyHashOf(p, a), keyHashOf(p, b));

/**
 * Reads a grant that is said to be for this carrier and this shipment. Who signed it only the hub can tell: a forged one is
 * refused at the door, and costs the carrier a way. Throws `grant-not-ours` or `grant-does-not-fit`.
 */
export const checkedGrant = (p: Primitives, own: PublicKey, visit: VisitToCheck): Link<Grant> => {
  const read = readGrant(p, bytesOfText(visit.grant));
  if (!read.ok) throw new CarrierError('grant-does-not-fit');
  const { claims } = read.link;
  if (!sameKey(p, claims.holder, own)) throw new CarrierError('grant-not-ours');
  const ids =
    sameBytes(claims.visitId, bytesOfText(visit.visitId)) && sameBytes(claims.hubId, bytesOfText(visit.hubId));
  const courierFits = claims.depth[0] <= 1 && claims.depth[1] >= 1;
  if (!ids || !courierFits || !coversParcels(p, claims, visit.trackingNumbers))
    throw new CarrierError('grant-does-not-fit');
  return read.link;
};

/** A grant without parcels admits any. */
const coversParcels = (p: Primitives, { cti, parcels }: Grant, trackingNumbers: readonly string[]): boolean =>
  parcels === undefined ||
  trackingNumbers.every((number) => {
    const wanted = parcelCommitment(p, cti, number);
    return parcels.some((parcel) => sameBytes(parcel, wanted));
  });
