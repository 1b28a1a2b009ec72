import { p256 } from '@noble/curves/nist.js';
import { nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import type { Signer } from '@latchkey/protocol';
import type { Dice } from './dice.ts';

export const primitives = nodePrimitives();

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** A person whose key comes from the dice. Signatures differ from run to run, and no decision reads their bytes. */
export function person(dice: Dice): { readonly signer: Signer; readonly sealingKey: Uint8Array } {
  const secret = primitives.sha256(dice.bytes(32));
  const point = p256.getPublicKey(secret, false);
  const jwk = { kty: 'EC', crv: 'P-256', d: text(secret), x: text(point.subarray(1, 33)), y: text(point.subarray(33)) };
  return { signer: nodeSigner(jwk), sealingKey: point };
}
