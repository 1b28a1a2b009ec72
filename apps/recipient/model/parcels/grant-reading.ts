import {
  FLAG,
  readGrant,
  sameBytes,
  toHex,
  verifyLink,
  type Grant,
  type Link,
  type Primitives,
  type PublicKey,
} from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import type { VisitSummary } from '../visits/stage.ts';

/** The grant of a visit as the server handed it over: read, and verified by nobody. Undefined where it is no grant. */
export const grantOf = (p: Primitives, visit: Pick<VisitSummary, 'grant'>): Link<Grant> | undefined => {
  const read = readGrant(p, bytesFrom(visit.grant));
  return read.ok ? read.link : undefined;
};

/** The same where a member of this household signed it, for this very visit; undefined for anything else that was handed over. `keyOf`: hex kid → key, by the roster. */
export const signedGrantOf = (
  p: Primitives,
  keyOf: (kid: string) => PublicKey | undefined,
  visit: Pick<VisitSummary, 'grant' | 'visitId'>,
): Link<Grant> | undefined => {
  const link = grantOf(p, visit);
  const key = link?.kid && keyOf(toHex(link.kid));
  const signed = link !== undefined && key !== undefined && verifyLink(p, link, key);
  return signed && sameBytes(link.claims.visitId, bytesFrom(visit.visitId)) ? link : undefined;
};

/** The protocol's limit where a grant names none. */
const defaultStaleSeconds = 60;

export const freshnessOf = (grant: Link<Grant> | undefined) => ({
  maxStaleSeconds: grant?.claims.maxStaleSeconds ?? defaultStaleSeconds,
  memberFresh: ((grant?.claims.flags ?? 0) & FLAG.memberFresh) !== 0,
});

export type Freshness = ReturnType<typeof freshnessOf>;

/**
 * For how long the hub may go on with any of these, when one block covers them all; undefined of none. `alone`: no other device of the household
 * gives freshness. One that another device keeps fresh has no end; one that the server keeps fresh has none that holds whatever it does, and so has
 * one that a server's list may have left out: `whole` says that this device knows of all.
 */
export const loosestOf = (
  grants: readonly Link<Grant>[],
  { alone, whole }: { readonly alone: boolean; readonly whole: boolean },
): Freshness | undefined => {
  const all = grants.map(freshnessOf);
  const asking = all.filter(({ memberFresh }) => memberFresh).length;
  if (all.length === 0) return undefined;
  return {
    maxStaleSeconds: Math.max(...all.map(({ maxStaleSeconds }) => maxStaleSeconds)),
    memberFresh: asking > 0 && (!alone || (whole && asking === all.length)),
  };
};

/** The first door of the grant; most grants name one. */
export const firstDoor = (grant: Link<Grant> | undefined): number | undefined => grant?.claims.doors[0];
