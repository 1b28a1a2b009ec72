import type { KindRules } from '../link.ts';
import { ADDRESS_LETTERS } from '../messages/server-address.ts';
import { bytes, claims, field, text } from './schema.ts';

/** Which server the hub has from here on: docs/protocol/29-move.md. */
const moveCodec = claims(
  {},
  {
    hubId: field(1, bytes(16)),
    /** An origin. Whether a line can be opened to it, `isServerAddress` says: a journal is readable on whatever machine. */
    server: field(2, text(200, ADDRESS_LETTERS)),
    /** The hub's start, so that a move that was held back ends with it. */
    bootId: field(3, bytes(16)),
  },
);

export type Move = ReturnType<typeof moveCodec.decode>;
export const MOVE: KindRules<Move> = { number: 29, codec: moveCodec, kid: 'member', maxBytes: 512 };
