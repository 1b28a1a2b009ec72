import type { KindRules } from '../link.ts';
import { increasing } from './grant.ts';
import { doorDescription, pendingRecovery } from './report.ts';
import { bytes, claims, field, list, optional, publicKey, uint, UINT32 } from './schema.ts';

/** What a device without membership and the hub say to each other: docs/protocol/19-recovery.md. */

const callCodec = claims({ nonce: field(10, bytes(16)) }, { hubId: field(1, bytes(16)) });

const besideCodec = claims(
  {},
  {
    hubId: field(1, bytes(16)),
    /** That somebody reads the hub's display to whoever holds the code. */
    proof: field(2, bytes(16)),
  },
);

const replyCodec = claims(
  {},
  {
    hubKey: field(1, publicKey),
    /** The newest roster, whole, and the hash of the one before it: together they are the head. */
    roster: field(2, bytes(1, 4096)),
    previous: field(3, bytes(0, 32)),
    doors: field(
      4,
      list(doorDescription, 1, 8, (a, b) => increasing(a.id, b.id)),
    ),
    capability: field(5, uint(UINT32)),
    pending: optional(6, pendingRecovery),
  },
  ({ previous }) => (previous.length === 0 || previous.length === 32 ? undefined : 'previous is no hash'),
);

export type RecoveryCall = ReturnType<typeof callCodec.decode>;
export type RecoveryBeside = ReturnType<typeof besideCodec.decode>;
export type RecoveryReply = ReturnType<typeof replyCodec.decode>;

export const CALL: KindRules<RecoveryCall> = { number: 20, codec: callCodec, kid: 'none', maxBytes: 512 };
export const BESIDE: KindRules<RecoveryBeside> = { number: 32, codec: besideCodec, kid: 'none', maxBytes: 512 };
export const REPLY: KindRules<RecoveryReply> = { number: 21, codec: replyCodec, kid: 'none', maxBytes: 5632 };
