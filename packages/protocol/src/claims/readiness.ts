import type { KindRules } from '../link.ts';
import { increasing } from './grant.ts';
import { bytes, claims, field, list, optional, record, uint, UINT32 } from './schema.ts';

/** Whether the doors of a visit would let somebody in: docs/protocol/17-inquiry.md and 18-readiness.md. */

/** What stands against opening; a sum of these. */
export const AGAINST = {
  'lock-silent': 1,
  'lock-jammed': 2,
  'battery-low': 4,
  'picture-lost': 8,
  'storage-short': 16,
  'not-resumed': 32,
  'time-unknown': 64,
  'camera-asleep': 128,
  'takes-no-visitor': 256,
} as const;
export type Against = keyof typeof AGAINST;

const ALL = Object.values(AGAINST).reduce((sum, one) => sum + one, 0);
const sumIn = (two: Uint8Array): number => ((two[0] ?? 0) << 8) + (two[1] ?? 0);

export const againstBytes = (reasons: readonly Against[]): Uint8Array => {
  const sum = [...new Set(reasons)].reduce((now, reason) => now + AGAINST[reason], 0);
  return Uint8Array.of(sum >> 8, sum & 255);
};

export const againstIn = (two: Uint8Array): readonly Against[] => {
  const sum = sumIn(two);
  return (Object.keys(AGAINST) as Against[]).filter((reason) => (sum & AGAINST[reason]) !== 0);
};

const inquiryCodec = claims(
  { nonce: field(10, bytes(16)) },
  {
    hubId: field(1, bytes(16)),
    /** HPKE P-256 public key, uncompressed point: whom the answer is sealed to. */
    sealingKey: field(2, bytes(65)),
  },
);

const readyDoor = record({ door: field(1, uint(255)), against: field(2, bytes(2)) }, ({ against }) =>
  (sumIn(against) & ~ALL) === 0 ? undefined : 'unknown reason',
);

const readinessCodec = claims(
  { iat: optional(6, uint(UINT32)), nonce: field(10, bytes(16)) },
  {
    hubId: field(1, bytes(16)),
    visitId: field(2, bytes(16)),
    doors: field(
      3,
      list(readyDoor, 1, 8, (a, b) => increasing(a.door, b.door)),
    ),
  },
);

export type Inquiry = ReturnType<typeof inquiryCodec.decode>;
export type ReadyDoor = ReturnType<typeof readyDoor.decode>;
export type Readiness = ReturnType<typeof readinessCodec.decode>;

export const INQUIRY: KindRules<Inquiry> = { number: 17, codec: inquiryCodec, kid: 'none', maxBytes: 512 };
export const READINESS: KindRules<Readiness> = { number: 18, codec: readinessCodec, kid: 'none', maxBytes: 512 };
