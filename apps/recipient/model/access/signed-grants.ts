import { sameBytes, toHex, type Grant, type Link, type Primitives, type PublicKey } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import { signedGrantOf } from '../parcels/grant-reading.ts';
import type { VisitSummary } from '../visits/stage.ts';

export interface SignedGrantsParts {
  readonly primitives: Primitives;
  readonly hubId: Uint8Array;
  /** By hex kid, of the roster that this device trusts; undefined for whoever is not in it. */
  readonly memberKey: (kid: string) => PublicKey | undefined;
}

type OfVisit = Pick<VisitSummary, 'grant' | 'visitId'>;

/** The grant beside a visit, where a current member signed it for this hub and this visit; undefined for whatever else a server put there. */
export type SignedGrants = (visit: OfVisit) => Link<Grant> | undefined;

/** Each signature is verified once: a kid is the hash of its key, so what verified under it verifies for good. */
export const createSignedGrants = ({ primitives, hubId, memberKey }: SignedGrantsParts): SignedGrants => {
  const verified = new Map<string, Link<Grant>>();
  const isOfMember = ({ kid }: Link<Grant>) => kid !== undefined && memberKey(toHex(kid)) !== undefined;
  return (visit) => {
    const known = verified.get(visit.grant);
    const link = known ?? signedGrantOf(primitives, memberKey, visit);
    if (link === undefined || !sameBytes(link.claims.hubId, hubId)) return undefined;
    verified.set(visit.grant, link);
    return isOfMember(link) && sameBytes(link.claims.visitId, bytesFrom(visit.visitId)) ? link : undefined;
  };
};

/** The window that a member signed, in place of the one that the server writes beside it. Where nobody signed there is no other. */
export const withSignedWindow = (grants: SignedGrants, visit: VisitSummary): VisitSummary => {
  const claims = grants(visit)?.claims;
  return claims === undefined ? visit : { ...visit, window: { fromS: claims.nbf, toS: claims.exp } };
};
