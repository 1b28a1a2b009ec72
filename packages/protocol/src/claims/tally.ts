import type { KindRules } from '../link.ts';
import { bytes, claims, field, list, optional, uint, UINT32 } from './schema.ts';

/** Which of its receipts a hub counts to one visit: docs/protocol/31-tally.md. */

/** So many fit into what a line carries; somebody who comes every week for two years has fewer. */
export const MAX_TALLIED = 700;

const tallyCodec = claims(
  { iat: optional(6, uint(UINT32)) },
  {
    hubId: field(1, bytes(16)),
    visitId: field(2, bytes(16)),
    /** The first and the last receipt that it looked through. It has none of the numbers before. */
    from: field(3, uint(UINT32, 1)),
    seq: field(4, uint(UINT32, 1)),
    /** Hash of receipt `seq`. */
    head: field(5, bytes(32)),
    /** The numbers of those that are of the visit. */
    receipts: field(
      6,
      list(uint(UINT32, 1), 0, MAX_TALLIED, (a, b) => a < b),
    ),
  },
  ({ from, seq, receipts }) =>
    from <= seq && (receipts[0] ?? from) >= from && (receipts.at(-1) ?? seq) <= seq
      ? undefined
      : 'a number outside of what was looked through',
);

export type Tally = ReturnType<typeof tallyCodec.decode>;
export const TALLY: KindRules<Tally> = { number: 31, codec: tallyCodec, kid: 'none', maxBytes: 4096 };
