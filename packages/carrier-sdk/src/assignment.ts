import {
  signAssignment,
  type Assignment,
  type Grant,
  type Link,
  type Primitives,
  type PublicKey,
} from '@latchkey/protocol';
import type { World } from './world.ts';

/** An assignment lasts at most twelve hours (docs/protocol, assignment). */
const longestS = 12 * 60 * 60;
/** Begins a little in the past, so that a dispatch whose clock runs ahead does not make the courier wait. */
const earlierS = 60;

/** The part of the grant's window that one assignment may cover, seen from now. */
export const assignmentWindow = (grant: Pick<Grant, 'nbf' | 'exp'>, nowS: number): { nbf: number; exp: number } => {
  const latestStart = Math.max(grant.nbf, grant.exp - 1);
  const nbf = Math.min(Math.max(grant.nbf, nowS - earlierS), latestStart);
  return { nbf, exp: Math.min(grant.exp, nbf + longestS) };
};

/** Hands the whole grant to one courier's key, with nobody below: depth [0, 0]. */
export const assignTo = (
  world: Pick<World, 'primitives' | 'random' | 'nowS'>,
  signer: Parameters<typeof signAssignment>[1],
  grant: Link<Grant>,
  courier: PublicKey,
): Promise<Link<Assignment>> => {
  const p: Primitives = world.primitives;
  const nowS = world.nowS();
  const claims: Assignment = {
    ...assignmentWindow(grant.claims, nowS),
    iat: nowS,
    cti: world.random(8),
    holder: courier,
    depth: [0, 0],
  };
  return signAssignment(p, signer, claims, grant.hash);
};
