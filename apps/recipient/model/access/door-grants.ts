import { FLAG, sameBytes, toBase64url, type Access, type Grant, type Primitives, type PublicKey } from '@latchkey/protocol'; // prettier-ignore
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import type { KnownVisit } from './access.ts';
import { signedGrantOf } from '../parcels/grant-reading.ts';
import { datesOf } from '../people/dates.ts';
import { receiptsOf } from '../visits/stage.ts';

/** A visit as the server lists it: what it is called and where it is shown. What it may do, its grant alone says. */
export interface Listed {
  /** base64url. */
  readonly visitId: string;
  readonly grant: string;
  readonly name: string;
  readonly at: string;
  /** The server says that it was taken back. */
  readonly ended?: boolean;
}

/** A visit that a member of this household signed, for a door. */
export interface AllowedVisit extends KnownVisit {
  readonly grant: Grant;
  readonly ended: boolean;
}

interface Place {
  readonly door: number;
  readonly hubId: Uint8Array;
  readonly keyOf: (kid: string) => PublicKey | undefined;
}

/** By base64url visit id: those of the listed that this household signed for this door of its hub. */
export const allowedAt = (
  p: Primitives,
  { door, hubId, keyOf }: Place,
  listed: readonly Listed[],
): ReadonlyMap<string, AllowedVisit> =>
  new Map(
    listed.flatMap((one) => {
      const grant = signedGrantOf(p, keyOf, one)?.claims;
      if (grant === undefined || !sameBytes(grant.hubId, hubId) || !grant.doors.includes(door)) return [];
      const { name, at, ended = false } = one;
      const filmed = (grant.flags & FLAG.mustRecord) !== 0;
      const asks = (grant.flags & FLAG.memberApproves) !== 0;
      return [[one.visitId, { name, at, ended, filmed, asks, grant }]];
    }),
  );

export interface NotYetAtDoor extends KnownVisit {
  readonly visitId: string;
  /** Unix seconds: the date that runs, or the next one. */
  readonly fromS: number;
  readonly toS: number;
  readonly usesLeft: number;
  /** A block of more than one visit holds it up now: the hub leaves it out although it may know of it. */
  readonly held: boolean;
}

/**
 * What this household allowed and the hub does not name: withheld on its way, or with no courier yet, and shown at the door it opens all
 * the same; or held up by a block that stands. Only the hub's own receipts and the grant's own end take one away.
 */
export const notYetAtDoor = (
  { door, visitors }: Pick<Access, 'door' | 'visitors'>,
  allowed: ReadonlyMap<string, AllowedVisit>,
  receipts: readonly VerifiedReceipt[],
  nowS: number,
  /** Until when a block of more than one visit holds this grant up: unix seconds. */
  heldUpUntilS: (grant: Grant) => number = () => 0,
): readonly NotYetAtDoor[] => {
  const named = new Set(visitors.map(({ visitId }) => toBase64url(visitId)));
  return [...allowed]
    .flatMap(([visitId, { grant, ended, ...visit }]): NotYetAtDoor[] => {
      const said = receiptsOf(receipts, visitId);
      const heldS = heldUpUntilS(grant);
      const next = nextOf(grant, said, door, nowS, heldS);
      if (named.has(visitId) || next === undefined || takenBack(said)) return [];
      return ended && blockedMoreSince(receipts, grant.iat) ? [] : [{ ...visit, visitId, ...next, held: heldS > nowS }];
    })
    .sort((a, b) => a.fromS - b.fromS);
};

/** The first date that is not over and has a use left at this door. */
const nextOf = (grant: Grant, said: readonly VerifiedReceipt[], door: number, nowS: number, heldS: number) =>
  datesOf(grant)
    .map(({ fromS, toS }, at) => ({
      fromS: Math.max(fromS, Math.min(heldS, toS)),
      toS,
      usesLeft: grant.uses - usesTaken(said, door, at),
    }))
    .filter(({ fromS, toS }) => fromS < toS)
    .find(({ toS, usesLeft }) => nowS < toS && usesLeft > 0);

const usesTaken = (said: readonly VerifiedReceipt[], door: number, occurrence: number): number =>
  said.filter(
    ({ claims }) =>
      claims.event === 'unlock-intended' && claims.door === door && (claims.detail?.occurrence ?? 0) === occurrence,
  ).length;

const takenBack = (said: readonly VerifiedReceipt[]): boolean =>
  said.some(({ claims }) => claims.event === 'blocked' || claims.event === 'diverted');

/** A block of a key, an issuer or everything: its receipt names no visit. */
const blockedMoreSince = (receipts: readonly VerifiedReceipt[], sinceS: number): boolean =>
  receipts.some(
    ({ claims }) => claims.event === 'blocked' && claims.visitId === undefined && (claims.iat ?? 0) >= sinceS,
  );
