import type { KindRules } from '../link.ts';
import { bytes, claims, field, list, optional, pair, publicKey, record, text, uint, UINT32 } from './schema.ts';

/** Roster, block, divert, look, resume, time, declaration, question and veto: docs/protocol/00, 04, 07, 09, 10, 11, 14, 15 and 19. */

export const ROLE = { admin: 1, resident: 2 } as const;

const passkey = record({
  /** The credential's public key, ES256. */
  key: field(1, publicKey),
  /** SHA-256(SHA-256(rpId) ‖ origin): where alone it asserts. */
  page: field(2, bytes(32)),
});

const member = record(
  {
    role: field(1, uint(2, 1)),
    key: field(2, publicKey),
    /** HPKE P-256 public key, uncompressed point, 65 bytes. */
    sealingKey: field(3, bytes(65)),
    name: optional(4, text(40)),
    /** With it, this admin's rosters need its assertion. */
    passkey: optional(5, passkey),
  },
  (one) => (one.passkey === undefined || one.role === ROLE.admin ? undefined : 'a resident signs no roster'),
);

const rosterCodec = claims(
  { iat: field(6, uint(UINT32)) },
  {
    homeId: field(1, bytes(16)),
    epoch: field(2, uint(UINT32, 1)),
    members: field(3, list(member, 1, 16)),
    /** The public half of the code on paper; absent: there is no recovery. */
    recoveryKey: optional(4, publicKey),
  },
  (roster) => (roster.members.some(({ role }) => role === ROLE.admin) ? undefined : 'no admin'),
);

/** What a block covers. `visit` carries a visitId, the key targets a key id, `issuer` a kid, `everything` nothing. */
export const TARGET = { visit: 0, courierKey: 1, carrierKey: 2, issuer: 3, everything: 4 } as const;

const TARGET_BYTES: readonly number[] = [16, 16, 16, 8, 0];
export const blockTarget = record({ type: field(1, uint(4)), id: field(2, bytes(0, 16)) }, ({ type, id }) =>
  id.length === TARGET_BYTES[type] ? undefined : 'id does not fit the kind of target',
);

const blockCodec = claims(
  { exp: optional(4, uint(UINT32)), iat: field(6, uint(UINT32)), cti: field(7, bytes(16)) },
  { hubId: field(1, bytes(16)), target: field(2, blockTarget), carrierKey: optional(3, publicKey) },
  (block) => {
    if (block.target.type === TARGET.everything && block.exp === undefined) return 'a block of everything needs an end';
    const carriersOwn = block.target.type === TARGET.visit || block.target.type === TARGET.courierKey;
    return block.carrierKey === undefined || carriersOwn ? undefined : 'a carrier may block a visit or a courier';
  },
);

/** Where the parcel goes instead. */
export const PLACE = { address: 1, neighbour: 2, collectionPoint: 3, box: 4, anotherDay: 5, returned: 6 } as const;

const divertCodec = claims(
  { iat: field(6, uint(UINT32)), cti: field(7, bytes(16)) },
  {
    hubId: field(1, bytes(16)),
    visitId: field(2, bytes(16)),
    place: field(3, uint(6, 1)),
    /** Text for the carrier, sealed to its key (HPKE); the server must not read it. */
    sealed: optional(4, bytes(1, 1024)),
    /** Unix seconds; only with another day. Apps say the day in `sealed` instead, where the server cannot read it. */
    dayS: optional(5, uint(UINT32)),
    /** A whole block object of the same visit, for the hub. */
    block: field(6, bytes(1, 512)),
  },
  ({ place, dayS, sealed }) => {
    if (place !== PLACE.anotherDay) return dayS === undefined ? undefined : 'a day belongs to another day';
    return dayS !== undefined || sealed !== undefined ? undefined : 'another day needs a day';
  },
);

export const LOOK_MAX_S = 600;

const lookCodec = claims(
  { nonce: optional(10, bytes(16)) },
  {
    hubId: field(1, bytes(16)),
    door: field(2, uint(255)),
    seconds: optional(3, uint(LOOK_MAX_S, 1)),
    /** HPKE P-256 public key, uncompressed point, made for this look alone. */
    sealingKey: optional(4, bytes(65)),
    /** Hash of the look that this one ends. */
    ends: optional(5, bytes(32)),
  },
  ({ nonce, seconds, sealingKey, ends }) => {
    const own = [nonce, seconds, sealingKey].filter((value) => value !== undefined).length;
    return own === (ends === undefined ? 3 : 0) ? undefined : 'it begins or it ends, and never half of either';
  },
);

/** A receipt of the hub, over the hash of the one before it. */
const told = pair(bytes(0, 32), bytes(1, 1024));

const resumeCodec = claims(
  { iat: field(6, uint(UINT32)) },
  {
    hubId: field(1, bytes(16)),
    bootId: field(2, bytes(16)),
    seq: field(3, uint(UINT32)),
    head: field(4, bytes(0, 32)),
    epoch: field(5, uint(UINT32)),
    blockSeq: field(6, uint(UINT32)),
    /** What proves it: the receipt `seq`, and where that is not itself the one, the one that brought `epoch`. */
    told: optional(7, list(told, 1, 2)),
  },
  ({ seq, head }) => (head.length === (seq === 0 ? 0 : 32) ? undefined : 'head does not fit seq'),
);

const timeCodec = claims(
  { iat: field(6, uint(UINT32)), nonce: field(10, bytes(16)) },
  { hubId: field(1, bytes(16)), blockSeq: field(2, uint(UINT32)) },
);

/** What no sensor says of a door (P10). The sum of those that hold. */
export const FACT = { egressFree: 1, mechanicalKey: 2, closesByItself: 4 } as const;
export const ALL_FACTS = 7;

const declarationCodec = claims(
  { iat: field(6, uint(UINT32)) },
  {
    hubId: field(1, bytes(16)),
    door: field(2, uint(255)),
    /** Higher than that of the declaration before: an old one cannot come back. */
    number: field(3, uint(UINT32, 1)),
    facts: field(4, uint(ALL_FACTS)),
  },
);

const questionCodec = claims(
  { nonce: field(10, bytes(16)) },
  { hubId: field(1, bytes(16)), door: field(2, uint(255)) },
);

const vetoCodec = claims({ iat: field(6, uint(UINT32)) }, { hubId: field(1, bytes(16)) });

export type RosterPasskey = ReturnType<typeof passkey.decode>;
export type RosterMember = ReturnType<typeof member.decode>;
export type Roster = ReturnType<typeof rosterCodec.decode>;
export type BlockTarget = ReturnType<typeof blockTarget.decode>;
export type Block = ReturnType<typeof blockCodec.decode>;
export type Divert = ReturnType<typeof divertCodec.decode>;
export type Look = ReturnType<typeof lookCodec.decode>;
export type Resume = ReturnType<typeof resumeCodec.decode>;
export type MemberTime = ReturnType<typeof timeCodec.decode>;
export type Declaration = ReturnType<typeof declarationCodec.decode>;
export type Question = ReturnType<typeof questionCodec.decode>;
export type Veto = ReturnType<typeof vetoCodec.decode>;

export const ROSTER: KindRules<Roster> = {
  number: 0,
  codec: rosterCodec,
  kid: 'member',
  maxBytes: 4096,
  mayAssert: true,
};
export const BLOCK: KindRules<Block> = { number: 4, codec: blockCodec, kid: 'either', maxBytes: 512 };
export const DIVERT: KindRules<Divert> = { number: 7, codec: divertCodec, kid: 'member', maxBytes: 2048 };
export const LOOK: KindRules<Look> = { number: 9, codec: lookCodec, kid: 'member', maxBytes: 512 };
export const RESUME: KindRules<Resume> = { number: 10, codec: resumeCodec, kid: 'member', maxBytes: 2560 };
export const TIME: KindRules<MemberTime> = { number: 11, codec: timeCodec, kid: 'member', maxBytes: 512 };
export const DECLARATION: KindRules<Declaration> = {
  number: 14,
  codec: declarationCodec,
  kid: 'member',
  maxBytes: 512,
};
export const QUESTION: KindRules<Question> = { number: 15, codec: questionCodec, kid: 'member', maxBytes: 512 };
export const VETO: KindRules<Veto> = { number: 19, codec: vetoCodec, kid: 'member', maxBytes: 512 };
