import { p256 } from '@noble/curves/nist.js';
import { nodeSigner } from '@latchkey/keys/node';
import { hubIdOf, toBase64url, type Signer } from '../../index.ts';
import { p, seeded } from '../people.ts';

/**
 * Fixed people, whose keys OpenSSL holds: a fuzz signs millions of times. Its signatures differ from run to run; what the door answers does
 * not depend on their bytes.
 */
function person(name: string): Signer {
  const secret = seeded(`key of ${name}`, 32);
  const point = p256.getPublicKey(secret, false);
  const [x, y] = [point.slice(1, 33), point.slice(33)].map(toBase64url);
  return nodeSigner({ kty: 'EC', crv: 'P-256', d: toBase64url(secret), x: x ?? '', y: y ?? '' });
}

export const [anna, ben] = [person('Anna, admin'), person('Ben, resident')];
export const carriers = [person('Gelbe Post, carrier'), person('Depot Nord'), person('Van 7')] as const;
export const kim = person('Kim, courier');
export const banned = person('Lou, courier, blocked');
export const mallory = person('Mallory');
export const HUB_ID = hubIdOf(p, person('hub at home').key);
