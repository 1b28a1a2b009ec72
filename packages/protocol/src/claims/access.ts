import { compareBytes } from '../bytes/bytes.ts';
import type { KindRules } from '../link.ts';
import { ALL_FACTS, blockTarget, TARGET } from './household.ts';
import { bool, bytes, claims, field, list, optional, record, uint, UINT32 } from './schema.ts';

/** Who can open a door: docs/protocol/16-access.md. */

/** Ways in that the lock has by itself, which no grant governs and no block ends. */
export const STANDING = { keypad: 1, remote: 2, makersCloud: 3, buttonInside: 4, bluetooth: 5 } as const;

export const MAX_VISITORS = 24;
export const MAX_ACCESS_BLOCKS = 8;

const accessMember = record({ kid: field(1, bytes(8)), role: field(2, uint(2, 1)) });

const visitor = record(
  {
    visitId: field(1, bytes(16)),
    /** The first half of the leaf's hash: it names the chain, as in receipts. */
    leaf: field(2, bytes(16)),
    /** The kid of the member who signed it. */
    issuer: field(3, bytes(8)),
    /** The key id of the courier's device. */
    holder: field(4, bytes(16)),
    /** The window runs. */
    armed: field(5, bool),
    /** Unix seconds: the window that runs, or the next one. */
    fromS: field(6, uint(UINT32)),
    toS: field(7, uint(UINT32)),
    usesLeft: field(8, uint(255, 1)),
  },
  ({ fromS, toS }) => (fromS < toS ? undefined : 'a window ends after it began'),
);

const accessBlock = record(
  {
    /** The number that its receipt `blocked` carries: by whom it is, and since when. */
    seq: field(1, uint(UINT32, 1)),
    target: field(2, blockTarget),
    /** Unix seconds; absent: for ever. */
    exp: optional(3, uint(UINT32)),
  },
  ({ target: { type } }) => (type === TARGET.visit ? 'a visit that is blocked is no visitor' : undefined),
);

const accessCodec = claims(
  { iat: optional(6, uint(UINT32)), nonce: field(10, bytes(16)) },
  {
    hubId: field(1, bytes(16)),
    door: field(2, uint(255)),
    bootId: field(3, bytes(16)),
    seq: field(4, uint(UINT32)),
    epoch: field(5, uint(UINT32)),
    /** What the hub honours: driver and household both. */
    facts: field(6, uint(ALL_FACTS)),
    driverFacts: field(7, uint(ALL_FACTS)),
    /** Number of the newest declaration, 0 for none. */
    declared: field(8, uint(UINT32)),
    standing: field(
      9,
      list(uint(5, 1), 0, 8, (a, b) => a < b),
    ),
    members: field(
      10,
      list(accessMember, 1, 16, (a, b) => compareBytes(a.kid, b.kid) < 0),
    ),
    visitors: field(
      11,
      list(visitor, 0, MAX_VISITORS, (a, b) => compareBytes(a.leaf, b.leaf) < 0),
    ),
    /** Visitors beyond those that fit. */
    leftOut: field(12, uint(UINT32)),
    resumed: field(13, bool),
    /** Members' blocks of more than one visit that stand. */
    blocks: optional(
      14,
      list(accessBlock, 1, MAX_ACCESS_BLOCKS, (a, b) => a.seq < b.seq),
    ),
    /** Blocks beyond those that fit. */
    blocksLeftOut: optional(15, uint(UINT32, 1)),
  },
  ({ leftOut, visitors, blocks = [], blocksLeftOut = 0 }) =>
    (leftOut > 0 && visitors.length < MAX_VISITORS) || (blocksLeftOut > 0 && blocks.length < MAX_ACCESS_BLOCKS)
      ? 'nothing is left out while there is room'
      : undefined,
);

export type AccessMember = ReturnType<typeof accessMember.decode>;
export type AccessVisitor = ReturnType<typeof visitor.decode>;
export type AccessBlock = ReturnType<typeof accessBlock.decode>;
export type Access = ReturnType<typeof accessCodec.decode>;

export const ACCESS: KindRules<Access> = { number: 16, codec: accessCodec, kid: 'none', maxBytes: 3072 };
