import {
  keyIdOf,
  kidOf,
  sameBytes,
  TARGET,
  toHex,
  type BlockTarget,
  type Grant,
  type PublicKey,
} from '@latchkey/protocol';
import { primitives as p } from './people.ts';

/** What a block takes back. A divert is a block of its visit. */
export const SCOPES = ['visit', 'courier', 'carrier', 'issuer', 'everything'] as const;
export type Scope = (typeof SCOPES)[number];

/** A block that somebody of this world signed, and what became of it. The world's milliseconds. */
export interface BlockTruth {
  readonly scope: Scope;
  readonly target: BlockTarget;
  /** Hex. */
  readonly hash: string;
  /** Unix seconds; absent: for good. */
  readonly expS?: number;
  /** A carrier's own: it reaches what this key handed on, and nothing else. */
  readonly carrier?: PublicKey;
  /** The hub has answered it with its receipt. */
  confirmedMs?: number;
  /** Visits of which that receipt names an opening that had begun; base64url. */
  readonly begun: Set<string>;
  /** An older image of the disk, which lacks it, was put back: it has to be signed again (docs/protocol/10-resume.md). */
  lostMs?: number;
}

/** A permission in somebody's hands: what a block may take back. */
export interface Held {
  readonly grant: Grant;
  readonly giver: PublicKey;
  /** Whose device knocks. Absent: whoever's, now or later. */
  readonly courier?: PublicKey;
}

/** Until the last second but one: the hub's clock has whole seconds. */
const END_SLACK_S = 1;

/** Whether this block covers that permission, told apart from its end and from whether anybody has heard it. */
export function covers({ target: { type, id }, carrier }: BlockTruth, { grant, giver, courier }: Held): boolean {
  const own = carrier === undefined || (isKey(keyIdOf(p, carrier), grant.holder) && grant.depth[1] > 0);
  if (!own) return false;
  // What a carrier blocks lies below its own link.
  const holders = [...(carrier === undefined ? [grant.holder] : []), ...(courier === undefined ? [] : [courier])];
  switch (type) {
    case TARGET.visit:
      return sameBytes(id, grant.visitId);
    case TARGET.courierKey:
    case TARGET.carrierKey:
      return holders.some((holder) => isKey(id, holder));
    case TARGET.issuer:
      return sameBytes(id, kidOf(p, giver));
    default:
      return true;
  }
}

const isKey = (id: Uint8Array, key: PublicKey): boolean => toHex(keyIdOf(p, key)) === toHex(id);

/** Whether it holds at a door that was told to open then, at `unixS` by the hub's clock. */
export const stands = ({ confirmedMs = Infinity, lostMs = Infinity, expS = Infinity }: BlockTruth, atMs: number, unixS: number): boolean =>
  atMs > confirmedMs && atMs < lostMs && unixS < expS - END_SLACK_S; // prettier-ignore

/** Whoever has the visit, it will not come: the block covers its grant and does not end before it. */
export const takesBack = (block: BlockTruth, held: Held): boolean =>
  covers(block, { grant: held.grant, giver: held.giver }) && (block.expS ?? Infinity) >= held.grant.exp;
