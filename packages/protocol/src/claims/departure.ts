import type { KindRules } from '../link.ts';
import { bytes, claims, field, optional, uint } from './schema.ts';

/** docs/protocol/23-departure.md */

/** What a member says of the end of the household at this hub. */
export const DEPARTURE_SAYS = ['hand-over', 'stay', 'longer'] as const;
export type DepartureSays = (typeof DEPARTURE_SAYS)[number];

const saysNumber = uint(DEPARTURE_SAYS.length, 1);
const says = {
  encode: (name: DepartureSays) => DEPARTURE_SAYS.indexOf(name) + 1,
  decode: (value: Parameters<(typeof saysNumber)['decode']>[0], at: string): DepartureSays =>
    DEPARTURE_SAYS[saysNumber.decode(value, at) - 1] ?? 'longer',
};

const departureCodec = claims(
  {},
  {
    hubId: field(1, bytes(16)),
    says: field(2, says),
    /** The hub's start for a hand-over, otherwise the announcement that it is about. */
    of: field(3, bytes(16)),
    /** That the signer read the hub's display a moment ago. */
    proof: optional(4, bytes(16)),
  },
  (said) =>
    (said.says === 'longer') === (said.proof === undefined)
      ? undefined
      : 'more time needs no presence, and everything else does',
);

export type Departure = ReturnType<typeof departureCodec.decode>;

export const DEPARTURE: KindRules<Departure> = { number: 23, codec: departureCodec, kid: 'member', maxBytes: 512 };
