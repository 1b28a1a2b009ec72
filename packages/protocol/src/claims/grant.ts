import type { CborValue } from '../cbor/value.ts';
import type { KindRules } from '../link.ts';
import type { PublicKey } from '../primitives.ts';
import { SUN_BYTES } from '../tag/sun.ts';
import { bytes, claims, field, list, optional, pair, publicKey, record, text, uint, UINT32 } from './schema.ts';

/** docs/protocol/01-grant.md and 02-assignment.md. */

export const FLAG = { mustRecord: 1, mustRelock: 2, memberApproves: 4, memberFresh: 8, atDoor: 16 } as const;
const ALL_FLAGS = 31;

export const MAX_LINK_BYTES = 2048;
const TWELVE_HOURS = 12 * 60 * 60;

export const increasing = (a: number, b: number): boolean => a < b;

const window = { exp: field(4, uint(UINT32)), nbf: field(5, uint(UINT32)), iat: field(6, uint(UINT32)) };
const confirmation = record({ key: field(1, publicKey) });
/** cnf (RFC 8747): the key that may sign the next link or, below the last link, the knock. */
const holder = field(8, {
  encode: (key: PublicKey) => confirmation.encode({ key }),
  decode: (value: CborValue, at: string): PublicKey => confirmation.decode(value, at).key,
});
const doors = list(uint(255), 1, 8, increasing);
const depth = pair(uint(3), uint(3));
const occurrence = pair(uint(UINT32), uint(UINT32, 1));

type Occurrence = readonly [startMinute: number, lengthMinutes: number];
const disjoint = (a: Occurrence, b: Occurrence): boolean => a[0] + a[1] <= b[0];

const ownGrantClaims = {
  hubId: field(1, bytes(16)),
  doors: field(2, doors),
  uses: field(3, uint(255, 1)),
  flags: field(4, uint(ALL_FLAGS)),
  maxOpenSeconds: field(5, uint(UINT32, 1)),
  depth: field(6, depth),
  visitId: field(7, bytes(16)),
  parcels: optional(8, list(bytes(16), 1, 16)),
  occurrences: optional(9, list(occurrence, 1, 64, disjoint)),
  maxStaleSeconds: optional(10, uint(UINT32, 1)),
};

const grantCodec = claims({ ...window, cti: field(7, bytes(16)), holder }, ownGrantClaims, (grant) => {
  if (grant.exp <= grant.nbf) return 'ends before it begins';
  if (grant.depth[0] > grant.depth[1]) return 'smallest depth above the largest';
  if (grant.parcels !== undefined && grant.occurrences !== undefined)
    return 'parcels and occurrences exclude each other';
  const last = grant.occurrences?.at(-1);
  if (last !== undefined && grant.nbf + (last[0] + last[1]) * 60 > grant.exp)
    return 'an occurrence ends after the grant';
  return undefined;
});

const narrowing = {
  doors: optional(2, doors),
  uses: optional(3, uint(255, 1)),
  flags: optional(4, uint(ALL_FLAGS)),
  maxOpenSeconds: optional(5, uint(UINT32, 1)),
  depth: field(6, depth),
  maxStaleSeconds: optional(10, uint(UINT32, 1)),
};

const assignmentCodec = claims({ ...window, cti: field(7, bytes(8)), holder }, narrowing, (assignment) => {
  if (assignment.exp <= assignment.nbf) return 'ends before it begins';
  if (assignment.exp - assignment.nbf > TWELVE_HOURS) return 'longer than twelve hours';
  return assignment.depth[0] > assignment.depth[1] ? 'smallest depth above the largest' : undefined;
});

const knockCodec = claims(
  { nonce: optional(10, bytes(16)) },
  {
    door: field(2, uint(255)),
    action: field(8, uint(2, 1)),
    slot: optional(9, uint(UINT32)),
    trackingNumbers: optional(
      10,
      list(text(34, /^[0-9A-Z]+$/), 1, 16, (a, b) => a < b),
    ),
    /** What a tag at the door gave: docs/protocol/door-nonce.md. */
    tap: optional(11, bytes(SUN_BYTES)),
  },
  ({ nonce, slot, tap }) =>
    [nonce, slot, tap].filter((one) => one !== undefined).length === 1
      ? undefined
      : 'exactly one of nonce, slot and tap',
);

const askCodec = claims(
  { random: field(10, bytes(16)) },
  { door: field(2, uint(255)), slot: optional(9, uint(UINT32)) },
);

const approvalCodec = claims(
  { iat: field(6, uint(UINT32)) },
  { hubId: field(1, bytes(16)), no: optional(2, uint(1, 1)) },
);

/** Times are unix seconds; `depth` is [min, max] of assignments below. */
export type Grant = ReturnType<typeof grantCodec.decode>;
export type Assignment = ReturnType<typeof assignmentCodec.decode>;
export type Knock = ReturnType<typeof knockCodec.decode>;
export type Ask = ReturnType<typeof askCodec.decode>;
export type Approval = ReturnType<typeof approvalCodec.decode>;

export const ACTION = { unlock: 1, lock: 2 } as const;

export const GRANT: KindRules<Grant> = { number: 1, codec: grantCodec, kid: 'member', maxBytes: MAX_LINK_BYTES };
export const ASSIGNMENT: KindRules<Assignment> = {
  number: 2,
  codec: assignmentCodec,
  kid: 'none',
  maxBytes: MAX_LINK_BYTES,
};
export const KNOCK: KindRules<Knock> = { number: 3, codec: knockCodec, kid: 'either', maxBytes: MAX_LINK_BYTES };
export const ASK: KindRules<Ask> = { number: 12, codec: askCodec, kid: 'either', maxBytes: MAX_LINK_BYTES };
export const APPROVAL: KindRules<Approval> = {
  number: 6,
  codec: approvalCodec,
  kid: 'member',
  maxBytes: MAX_LINK_BYTES,
};
