import type { KindRules } from '../link.ts';
import { bytes, claims, field, uint, UINT32 } from './schema.ts';

/** docs/protocol/30-set-back.md */

const setBackCodec = claims(
  /** The clock of the signer's device, unix seconds. */
  { iat: field(6, uint(UINT32)) },
  {
    hubId: field(1, bytes(16)),
    /** The hub's start. */
    bootId: field(2, bytes(16)),
    /** The floor of the hub's time that is given up, unix seconds, as its state said it. */
    floor: field(3, uint(UINT32)),
    /** That the signer read the hub's display a moment ago. */
    proof: field(4, bytes(16)),
  },
);

export type SetBack = ReturnType<typeof setBackCodec.decode>;

export const SET_BACK: KindRules<SetBack> = { number: 30, codec: setBackCodec, kid: 'member', maxBytes: 512 };
