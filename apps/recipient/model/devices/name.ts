import { fromHex, kidOf, toBase64url, type Primitives, type PublicKey } from '@latchkey/protocol';
import { fingerprint } from '../parcels/carrier-domain.ts';

/** A device's key in letters that two people compare. */
export const fingerprintOfKid = (kid: string): string => fingerprint(toBase64url(fromHex(kid) ?? new Uint8Array(0)));

export const fingerprintOfKey = (p: Primitives, key: PublicKey): string => fingerprint(toBase64url(kidOf(p, key)));
