import { FLAG, readGrant, type Grant, type Link, type Primitives } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import type { VisitSummary } from './visit-stage.ts';

/** The grant of a visit as this household signed it; undefined when the server handed over something else. */
export const grantOf = (p: Primitives, visit: Pick<VisitSummary, 'grant'>): Link<Grant> | undefined => {
  const read = readGrant(p, bytesFrom(visit.grant));
  return read.ok ? read.link : undefined;
};

/** The protocol's limit where a grant names none. */
const defaultStaleSeconds = 60;

export const freshnessOf = (grant: Link<Grant> | undefined) => ({
  maxStaleSeconds: grant?.claims.maxStaleSeconds ?? defaultStaleSeconds,
  memberFresh: ((grant?.claims.flags ?? 0) & FLAG.memberFresh) !== 0,
});

/** The first door of the grant; most grants name one. */
export const firstDoor = (grant: Link<Grant> | undefined): number | undefined => grant?.claims.doors[0];
