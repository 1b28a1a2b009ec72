import type { KindRules } from '../link.ts';
import { bool, bytes, claims, field, optional } from './schema.ts';

/** docs/protocol/22-suspension.md */

const suspensionCodec = claims(
  {},
  {
    hubId: field(1, bytes(16)),
    /** The kid of the device that it is about. */
    member: field(2, bytes(8)),
    /** That the signer read the hub's display a moment ago. */
    proof: field(3, bytes(16)),
    ends: optional(4, bool),
  },
  ({ ends }) => (ends === false ? 'it ends one, or says nothing of an end' : undefined),
);

export type Suspension = ReturnType<typeof suspensionCodec.decode>;

export const SUSPENSION: KindRules<Suspension> = { number: 22, codec: suspensionCodec, kid: 'member', maxBytes: 512 };
