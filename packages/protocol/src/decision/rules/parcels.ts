import { joinBytes, sameBytes } from '../../bytes/bytes.ts';
import { encodeUtf8 } from '../../cbor/utf8.ts';
import type { Primitives } from '../../primitives.ts';
import type { Rule } from './request.ts';

const LABEL = encodeUtf8('lk1-parcel');

/** Step 11: the knock lists a non-empty subset of the granted parcels, or none where the grant names none. */
export const parcelsMatch: Rule = ({ chain, trackingNumbers = [] }, _door, _now, p) => {
  const { cti, parcels = [] } = chain.grant.claims;
  if (parcels.length > 0 && trackingNumbers.length === 0) return { reason: 'parcel-missing' };
  const foreign = trackingNumbers.find((number) => {
    const wanted = parcelCommitment(p, cti, number);
    return !parcels.some((parcel) => sameBytes(parcel, wanted));
  });
  return foreign === undefined ? undefined : { reason: 'parcel-not-granted', trackingNumber: foreign };
};

/** SHA-256("lk1-parcel" ‖ cti ‖ canonical tracking number)[0..16]. Binds the parcel to the grant; does not hide the number. */
export function parcelCommitment(p: Primitives, cti: Uint8Array, trackingNumber: string): Uint8Array {
  return p.sha256(joinBytes(LABEL, cti, encodeUtf8(canonicalTrackingNumber(trackingNumber)))).slice(0, 16);
}

const CANONICAL = /^[0-9A-Z]*$/;

/** Upper-case letters and digits: what a scanner and a person typing with spaces agree on. */
export function canonicalTrackingNumber(text: string): string {
  return CANONICAL.test(text) ? text : text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}
