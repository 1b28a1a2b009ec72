import { keyIdOf, readBlock, readChain, sameBytes, TARGET, toBase64url, toHex, verifyLink, type AccessBlock, type BlockTarget, type Grant, type Link, type Primitives } from '@latchkey/protocol'; // prettier-ignore
import { bytesFrom, type SentBlock, type VerifiedReceipt } from '@latchkey/web-kit/model';
import type { VisitSummary } from '../visits/stage.ts';

/** How long nobody is let in; a block of everything always ends. */
export const pauses = ['hour', 'morning', 'three-days', 'week'] as const;
export type Pause = (typeof pauses)[number];

/** How long a key is blocked. */
export const terms = ['day', 'week', 'month', 'ever'] as const;
export type Term = (typeof terms)[number];

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
const MORNING_HOUR = 8;

/** Unix seconds; *ever* has no end. The morning is the next eight o'clock here, at least an hour away. */
export const endOf = (until: Pause | Term, nowMs: number): number | undefined => {
  const nowS = Math.floor(nowMs / 1000);
  switch (until) {
    case 'ever':
      return undefined;
    case 'hour':
      return nowS + HOUR_S;
    case 'morning':
      return morningAfter(nowMs + HOUR_S * 1000);
    case 'day':
      return nowS + DAY_S;
    case 'three-days':
      return nowS + 3 * DAY_S;
    case 'week':
      return nowS + 7 * DAY_S;
    case 'month':
      return nowS + 30 * DAY_S;
  }
};

const morningAfter = (atMs: number): number => {
  const at = new Date(atMs);
  const late = at.getHours() >= MORNING_HOUR ? 1 : 0;
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + late, MORNING_HOUR).getTime() / 1000;
};

/** Who stands behind a visit, from signatures alone: the grant of a member names the carrier's key, and the links below it the courier's. */
export const keysOfVisit = (
  p: Primitives,
  grant: Link<Grant>,
  assignments: VisitSummary['assignments'],
): { readonly carrier: Uint8Array; readonly courier: Uint8Array | undefined } => {
  const carrier = keyIdOf(p, grant.claims.holder);
  const read = readChain(p, [grant.bytes, ...assignments.map(bytesFrom)]);
  if (!read.ok || read.chain.assignments.length === 0) return { carrier, courier: undefined };
  const { links, leaf } = read.chain;
  const signed = links.slice(1).every((link, above) => {
    const holder = links[above]?.claims.holder;
    return holder !== undefined && verifyLink(p, link, holder);
  });
  return { carrier, courier: signed ? keyIdOf(p, leaf.claims.holder) : undefined };
};

/** The end of a block that this device noted: unix seconds. Undefined where it has none, or was not kept whole. */
export const endOfSent = (p: Primitives, sent: SentBlock | undefined): number | undefined => {
  const read = sent?.block === undefined ? undefined : readBlock(p, sent.block);
  return read?.ok === true ? read.link.claims.exp : undefined;
};

/** Visits that the hub says ended with the block that this receipt confirms: one receipt each. */
export const endedWith = (
  receipts: readonly VerifiedReceipt[],
  hash: Uint8Array,
): readonly { readonly visitId: string; readonly seq: number; readonly atS: number | undefined }[] => {
  const blocked = receipts.filter(({ claims }) => claims.event === 'blocked');
  const confirming = blocked.find(({ claims }) => claims.answers !== undefined && sameBytes(claims.answers, hash));
  const blockSeq = confirming?.claims.detail?.blockSeq;
  if (blockSeq === undefined || confirming === undefined) return [];
  return blocked.flatMap(({ claims: { seq, iat, visitId, detail } }) =>
    visitId !== undefined && detail?.blockSeq === blockSeq && seq > confirming.claims.seq
      ? [{ visitId: toBase64url(visitId), seq, atS: iat }]
      : [],
  );
};

/** A block that stands, by the hub's own answer; by whom and since when, by its receipt. */
export interface StandingLine {
  readonly seq: number;
  readonly what: 'everything' | 'key' | 'member';
  /** base64url key id, or hex kid of a member; empty for everything. */
  readonly whom: string;
  readonly untilS: number | undefined;
  /** Unix seconds. Undefined where the hub had no time, or its receipt is not here. */
  readonly sinceS: number | undefined;
  /** Hex kid of the member. */
  readonly by: string | undefined;
}

/** The block that goes furthest first. */
export const standingBlocks = (
  blocks: readonly AccessBlock[],
  receipts: readonly VerifiedReceipt[],
): readonly StandingLine[] =>
  [...blocks]
    .sort((a, b) => b.seq - a.seq)
    .sort((a, b) => b.target.type - a.target.type)
    .map(({ seq, target, exp }) => {
      const receipt = receipts.find(({ claims }) => claims.event === 'blocked' && claims.detail?.blockSeq === seq);
      const kid = receipt?.claims.detail?.kid;
      return {
        seq,
        ...namedBy(target),
        untilS: exp,
        sinceS: receipt?.claims.iat,
        by: kid === undefined ? undefined : toHex(kid),
      };
    });

const namedBy = ({ type, id }: BlockTarget): Pick<StandingLine, 'what' | 'whom'> => {
  if (type === TARGET.everything) return { what: 'everything', whom: '' };
  return type === TARGET.issuer ? { what: 'member', whom: toHex(id) } : { what: 'key', whom: toBase64url(id) };
};

/** Until when none of the blocks that stand lets this grant in: 0 for no block, Infinity for good. A courier below it may be blocked besides. */
export const heldUpUntilS = (p: Primitives, grant: Grant, blocks: readonly AccessBlock[]): number => {
  const holder = keyIdOf(p, grant.holder);
  const covers = ({ type, id }: BlockTarget) =>
    type === TARGET.everything || ((type === TARGET.courierKey || type === TARGET.carrierKey) && sameBytes(id, holder));
  return Math.max(0, ...blocks.filter(({ target }) => covers(target)).map(({ exp }) => exp ?? Infinity));
};

/** That a visit waits for the end of a block which this device signed. */
export interface HeldUp {
  readonly what: 'everything' | 'carrier';
  /** Unix seconds. */
  readonly untilS: number;
  /** Without the door's receipt it may still let them in. */
  readonly confirmed: boolean;
}

/**
 * The block of this device that holds up the longest whoever has this key, and lets them in before `endS`, their visit's end. One that lasts
 * longer ends the visit, which the hub says itself.
 */
export const heldUpByOwn = (
  p: Primitives,
  { holder: key, endS }: { readonly holder: Grant['holder']; readonly endS: number },
  sent: Readonly<Record<string, SentBlock>>,
  receipts: readonly VerifiedReceipt[],
  nowS: number,
): HeldUp | undefined => {
  const holder = keyIdOf(p, key);
  const holding = Object.values(sent).flatMap((one): HeldUp[] => {
    const read = one.block === undefined || one.carried === 'failed' ? undefined : readBlock(p, one.block);
    if (read?.ok !== true) return [];
    const { target, exp: untilS } = read.link.claims;
    const covers =
      target.type === TARGET.everything || (target.type === TARGET.carrierKey && sameBytes(target.id, holder));
    if (!covers || untilS === undefined || untilS <= nowS || untilS >= endS) return [];
    const confirmed = receipts.some(({ claims: { answers } }) => answers !== undefined && sameBytes(answers, one.hash));
    return [{ what: target.type === TARGET.everything ? 'everything' : 'carrier', untilS, confirmed }];
  });
  return holding.sort((a, b) => b.untilS - a.untilS)[0];
};

/**
 * The number of the newest block of more than one visit that another device of this household signed, by the hub's receipts; undefined where
 * there is none. What it covers and until when only the hub can say: the block itself never comes here. `ownKid`: hex.
 */
export const newestOfOthers = (receipts: readonly VerifiedReceipt[], ownKid: string): number | undefined =>
  receipts.findLast(
    ({ claims: { event, visitId, answers, detail } }) =>
      event === 'blocked' &&
      visitId === undefined &&
      answers !== undefined &&
      detail?.kid !== undefined &&
      toHex(detail.kid) !== ownKid,
  )?.claims.detail?.blockSeq;
