import { toBase64url, toHex, type ReceiptDetail } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { factsOf, type DoorFacts } from './facts.ts';

/** What happened at one door, told in whole events instead of single receipts; every entry names the receipts it stands on. */
export type HistoryEntry = {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Unix seconds by the hub's trusted clock. */
  readonly atS: number | undefined;
} & Happened;

export type Happened =
  | ({ readonly kind: 'visit'; readonly visitId: string; readonly end: VisitEnd } & Passing)
  /** A member's own knock. `kid` is hex. */
  | ({ readonly kind: 'member'; readonly kid: string | undefined } & Passing)
  /** By hand, from inside or with a key: no knock came before it. */
  | ({ readonly kind: 'hand'; readonly cause: string | undefined } & Passing)
  | { readonly kind: 'alarm'; readonly cause: string; readonly visitId: string | undefined; readonly heard: boolean }
  | { readonly kind: 'refused'; readonly reason: string; readonly visitId: string | undefined; readonly kid: string | undefined } // prettier-ignore
  | { readonly kind: 'locked-by-member'; readonly kid: string | undefined }
  /** A member's look through the camera; `cause` once it is over. */
  | { readonly kind: 'look'; readonly kid: string | undefined; readonly name: string; readonly endedS: number | undefined; readonly cause: string | undefined } // prettier-ignore
  | { readonly kind: 'looks-off' }
  | { readonly kind: 'declared'; readonly facts: DoorFacts; readonly kid: string | undefined };

export type VisitEnd = 'complete' | 'under-way' | 'cancelled';

/** Bolt and leaf of one passage, as far as they were seen. */
export interface Passing {
  readonly openedS: number | undefined;
  readonly wasOpened: boolean;
  readonly lockedS: number | undefined;
  readonly isLocked: boolean;
}

type Draft = { -readonly [K in keyof Passing]: Passing[K] } & {
  firstSeq: number;
  lastSeq: number;
  atS: number | undefined;
  by: 'visit' | 'member' | 'hand';
  visitId: string | undefined;
  kid: string | undefined;
  cause: string | undefined;
  end: VisitEnd;
};

const hexOf = (kid: Uint8Array | undefined) => (kid === undefined ? undefined : toHex(kid));
const nameOf = (visitId: Uint8Array | undefined) => (visitId === undefined ? undefined : toBase64url(visitId));

/** Newest first. */
export const doorHistory = (receipts: readonly VerifiedReceipt[], door: number): readonly HistoryEntry[] => {
  const entries: HistoryEntry[] = [];
  let passage: Draft | undefined;
  const finish = () => {
    if (passage !== undefined) entries.push(entryOf(passage));
    passage = undefined;
  };
  for (const { claims } of receipts) {
    // The button beside the hub is about all its doors.
    if (claims.door !== door && claims.event !== 'looks-off') continue;
    const detail = claims.detail ?? {};
    const begun = beginning(claims.event, detail, nameOf(claims.visitId), passage);
    if (begun !== undefined) {
      finish();
      passage = { ...begun, firstSeq: claims.seq, lastSeq: claims.seq, atS: claims.iat };
    }
    if (passage !== undefined && follows(claims.event)) goOn(passage, claims.event, claims.seq, claims.iat);
    if (claims.event === 'look-ended') endLook(entries, nameOf(claims.answers), claims);
    const single =
      lookOf(claims.event, detail, nameOf(claims.answers)) ??
      singleOf(claims.event, detail, nameOf(claims.visitId), passage !== undefined);
    if (single !== undefined) entries.push({ ...single, firstSeq: claims.seq, lastSeq: claims.seq, atS: claims.iat });
    if (claims.event === 'acknowledged') hear(entries);
    if (passage !== undefined && ends(passage, claims.event)) finish();
  }
  finish();
  return entries.sort((a, b) => b.firstSeq - a.firstSeq);
};

const fresh = { openedS: undefined, wasOpened: false, lockedS: undefined, isLocked: false } as const;

/** A knock begins a passage; so does a door that opens although nobody knocked. */
const beginning = (
  event: string,
  detail: ReceiptDetail,
  visitId: string | undefined,
  under: Draft | undefined,
): Omit<Draft, 'firstSeq' | 'lastSeq' | 'atS'> | undefined => {
  if (event === 'unlock-intended' && detail.action !== 2) {
    const by = visitId === undefined ? 'member' : 'visit';
    return { ...fresh, by, visitId, kid: hexOf(detail.kid), cause: undefined, end: 'under-way' };
  }
  if ((event === 'door-opened' || event === 'forced') && under === undefined)
    return { ...fresh, by: 'hand', visitId, kid: undefined, cause: event === 'forced' ? 'forced' : detail.cause, end: 'under-way' }; // prettier-ignore
  return undefined;
};

const steps = ['unlocked', 'door-opened', 'door-closed', 'locked', 'complete', 'unlock-cancelled', 'forced'];
const follows = (event: string): boolean => steps.includes(event);

const goOn = (passage: Draft, event: string, seq: number, atS: number | undefined): void => {
  passage.lastSeq = seq;
  if (event === 'door-opened' || event === 'forced') {
    passage.wasOpened = true;
    passage.openedS ??= atS;
    passage.isLocked = false;
  }
  if (event === 'locked') {
    passage.isLocked = true;
    passage.lockedS = atS;
  }
  if (event === 'complete') passage.end = 'complete';
  if (event === 'unlock-cancelled') passage.end = 'cancelled';
};

/** A visit ends with *complete*, which follows *locked*; every other passage with *locked*. */
const ends = ({ by }: Draft, event: string): boolean =>
  event === 'unlock-cancelled' || event === (by === 'visit' ? 'complete' : 'locked');

const singleOf = (
  event: string,
  detail: ReceiptDetail,
  visitId: string | undefined,
  passing: boolean,
): Happened | undefined => {
  const kid = hexOf(detail.kid);
  if (event === 'attention') return { kind: 'alarm', cause: detail.cause ?? 'unknown', visitId, heard: false };
  if (event === 'refused') return { kind: 'refused', reason: detail.reason ?? 'not-recognised', visitId, kid };
  if (event === 'lock-command' && detail.cause === 'wanted' && !passing) return { kind: 'locked-by-member', kid };
  if (event === 'declared' && detail.facts !== undefined)
    return { kind: 'declared', facts: factsOf(detail.facts), kid };
  return undefined;
};

const lookOf = (event: string, detail: ReceiptDetail, name: string | undefined): Happened | undefined => {
  if (event === 'looks-off') return { kind: 'looks-off' };
  if (event !== 'look-began' || name === undefined) return undefined;
  return { kind: 'look', kid: hexOf(detail.kid), name, endedS: undefined, cause: undefined };
};

/** The end names the look that it ends. */
const endLook = (
  entries: HistoryEntry[],
  name: string | undefined,
  { seq, iat, detail }: VerifiedReceipt['claims'],
): void => {
  const at = entries.findLastIndex((entry) => entry.kind === 'look' && entry.name === name);
  const look = entries[at];
  if (look?.kind === 'look') entries[at] = { ...look, lastSeq: seq, endedS: iat, cause: detail?.cause };
};

/** A member who acts at the door has heard every alarm that stands. */
const hear = (entries: HistoryEntry[]): void => {
  for (const [at, entry] of entries.entries()) if (entry.kind === 'alarm') entries[at] = { ...entry, heard: true };
};

const entryOf = (draft: Draft): HistoryEntry => {
  const { firstSeq, lastSeq, atS, openedS, wasOpened, lockedS, isLocked, by, visitId, kid, cause, end } = draft;
  const passing = { firstSeq, lastSeq, atS, openedS, wasOpened, lockedS, isLocked };
  if (by === 'visit' && visitId !== undefined) return { ...passing, kind: 'visit', visitId, end };
  return by === 'hand' ? { ...passing, kind: 'hand', cause } : { ...passing, kind: 'member', kid };
};
