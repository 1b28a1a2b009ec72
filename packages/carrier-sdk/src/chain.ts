import { readChain, sameKey, verifyLink, type Chain, type Primitives, type PublicKey } from '@latchkey/protocol';
import { bytesOfText } from './encoding.ts';
import { CarrierError } from './errors.ts';

/**
 * Reads the links that the server shows a courier's device: each assignment must verify under the key above it, and the last one must
 * name this device. The grant's own signature is the hub's affair, which alone knows the household's keys.
 * Throws `chain-broken` or `chain-not-for-this-device`.
 */
export const checkedChain = (p: Primitives, own: PublicKey, links: readonly string[]): Chain => {
  const read = readChain(p, links.map(bytesOfText));
  if (!read.ok || read.chain.assignments.length === 0) throw new CarrierError('chain-broken');
  let holder = read.chain.grant.claims.holder;
  for (const assignment of read.chain.assignments) {
    if (!verifyLink(p, assignment, holder)) throw new CarrierError('chain-broken');
    holder = assignment.claims.holder;
  }
  if (!sameKey(holder, own)) throw new CarrierError('chain-not-for-this-device');
  return read.chain;
};
