import { signAssignment, type Signer } from '@latchkey/protocol';
import { person, primitives as p } from '../people.ts';
import type { World } from '../world.ts';
import type { Visit } from './visit.ts';

/** A visit that its carrier gives to this courier's device. */
export async function handed(
  { dice }: World,
  carrier: Signer,
  visit: Omit<Visit, 'leafHash' | 'courier'>,
  courier = person(dice).signer,
): Promise<Visit> {
  const { nbf, exp, iat } = visit.truth.grant;
  const claims = { nbf, exp, iat, cti: dice.bytes(8), holder: courier.key, depth: [0, 0] as [number, number] };
  const leaf = await signAssignment(p, carrier, claims, visit.grantHash);
  const [grant] = visit.links;
  if (grant === undefined) throw new RangeError('a visit without its grant');
  return { ...visit, links: [grant, leaf.bytes], leafHash: leaf.hash, courier };
}

/** The same visit in the hands of one more courier; undefined where no carrier has it. */
export const handedOn = (world: World, visit: Visit): Promise<Visit> | undefined =>
  visit.carrier && handed(world, visit.carrier, visit);
