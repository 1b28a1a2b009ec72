import type { KindRules } from '../link.ts';
import { MalformedInput } from '../malformed.ts';
import { ALL_FACTS } from './household.ts';
import { bytes, claims, field, list, optional, record, text, uint, UINT32 } from './schema.ts';

/** docs/protocol/05-receipt.md */

export const TIME_SOURCE = { unknown: 0, clock: 1, nts: 2, member: 3 } as const;

export const PRESENCE = ['camera', 'display', 'tag'] as const;
export type Presence = (typeof PRESENCE)[number];

const presenceNumber = uint(PRESENCE.length, 1);
const presence = {
  encode: (proof: Presence) => PRESENCE.indexOf(proof) + 1,
  decode: (value: Parameters<(typeof presenceNumber)['decode']>[0], at: string): Presence =>
    PRESENCE[presenceNumber.decode(value, at) - 1] ?? 'camera',
};

/** What a receipt may say about its event; which fields an event carries is in `EVENTS`. */
const details = {
  /** Roster epoch. */
  epoch: optional(1, uint(UINT32)),
  rosterHash: optional(2, bytes(32)),
  /** Name of the refusal. */
  reason: optional(3, text(40, /^[a-z0-9-]+$/)),
  recordingId: optional(4, bytes(16)),
  /** Film chain head: hash of the newest sealed record on disk. */
  filmHead: optional(5, bytes(32)),
  /** Sequence number of that record. */
  filmSeq: optional(6, uint(Number.MAX_SAFE_INTEGER)),
  occurrence: optional(7, uint(63)),
  blockSeq: optional(8, uint(UINT32)),
  /** Sequence numbers of the receipts of openings already begun when the block arrived. */
  begun: optional(
    9,
    list(uint(UINT32), 0, 16, (a, b) => a < b),
  ),
  /** What called for attention, or what moved the bolt. */
  cause: optional(10, text(40, /^[a-z0-9-]+$/)),
  /** The member who did it. */
  kid: optional(11, bytes(8)),
  /** Unix seconds before and after a change of clock; unix milliseconds where a name says Ms. */
  timeS: optional(12, uint(UINT32)),
  fromMs: optional(13, uint(Number.MAX_SAFE_INTEGER)),
  lengthMs: optional(14, uint(UINT32)),
  records: optional(15, uint(UINT32)),
  action: optional(16, uint(2, 1)),
  leaf: optional(17, bytes(16)),
  /** What a member declared of a door: the sum of `FACT`s. */
  facts: optional(18, uint(ALL_FACTS)),
  /** The kid of the device that it is about. */
  member: optional(19, bytes(8)),
  /** What proved that whoever knocked was at the door; absent: nothing did. */
  presence: optional(24, presence),
  /** How often a sensor changed what it reads. */
  changes: optional(25, uint(UINT32)),
} as const;

export type DetailName = keyof typeof details;

/** Each event: its number (never reused) and the details it must and may carry. */
export const EVENTS = {
  paired: event(1, ['epoch', 'rosterHash']),
  roster: event(2, ['epoch', 'rosterHash'], ['kid']),
  /** `lengthMs`: for how long the machine slept before. */
  booted: event(3, [], ['cause', 'lengthMs']),
  resumed: event(4, [], ['kid', 'cause']),
  'time-set': event(5, ['timeS'], ['kid', 'cause']),
  armed: event(6, ['leaf'], ['occurrence']),
  asked: event(7, [], ['leaf', 'kid']),
  refused: event(8, ['reason'], ['leaf', 'kid', 'action']),
  'recording-started': event(9, ['recordingId'], ['filmHead', 'filmSeq']),
  'unlock-intended': event(
    10,
    ['action'],
    ['leaf', 'kid', 'occurrence', 'recordingId', 'filmHead', 'filmSeq', 'presence'],
  ),
  unlocked: event(11, [], ['leaf', 'kid', 'recordingId', 'filmHead', 'filmSeq']),
  'unlock-cancelled': event(12, ['cause'], ['leaf', 'kid', 'blockSeq']),
  'door-opened': event(13, [], ['cause']),
  'door-closed': event(14),
  'lock-command': event(15, ['cause'], ['kid', 'leaf']),
  locked: event(16, [], ['cause', 'recordingId', 'filmHead', 'filmSeq']),
  complete: event(17, [], ['recordingId', 'filmHead', 'filmSeq']),
  attention: event(18, ['cause'], ['recordingId', 'lengthMs']),
  acknowledged: event(19, ['kid'], ['cause']),
  blocked: event(20, ['blockSeq', 'begun'], ['kid']),
  diverted: event(21, ['blockSeq', 'begun'], ['kid']),
  expired: event(22, [], ['occurrence']),
  gap: event(23, ['recordingId', 'fromMs', 'lengthMs'], ['cause']),
  'recording-closed': event(24, ['recordingId', 'records', 'filmHead'], ['cause', 'filmSeq']),
  forced: event(25, ['cause']),
  'rolled-back': event(26, [], ['kid', 'timeS']),
  declared: event(27, ['kid', 'facts']),
  'look-began': event(28, ['recordingId', 'kid', 'lengthMs']),
  'look-ended': event(29, ['recordingId', 'cause'], ['kid']),
  'looks-off': event(30, ['lengthMs']),
  'log-doubted': event(31, ['cause']),
  /** A recovery waits; `lengthMs` is what it still has to, of the hub's own running time. */
  'recovery-pending': event(32, ['epoch', 'rosterHash', 'lengthMs']),
  'recovery-over': event(33, ['rosterHash', 'cause'], ['kid']),
  recovered: event(34, ['epoch', 'rosterHash', 'cause']),
  /** `kid` suspended `member`, for `lengthMs` of the hub's own running time. */
  suspended: event(35, ['kid', 'member', 'lengthMs']),
  'suspension-over': event(36, ['member', 'cause'], ['kid']),
  /** The household ends here in `lengthMs` of the hub's own running time; `kid`: who asked for that much. */
  leaving: event(37, ['lengthMs'], ['kid']),
  /** It stays: `kid` said so beside the hub. */
  staying: event(38, ['kid']),
  /** The last receipt that this key signs; `kid`: who handed the hub over. */
  'moved-out': event(39, ['cause'], ['kid']),
  /** The hub has another server; `kid`: the admin who said so, beside it. */
  'server-changed': event(40, ['kid']),
  /** The floor of the hub's time is `timeS` from here on, and was `fromMs`; `kid`: the admin who said so, beside it. */
  'clock-set-back': event(41, ['kid', 'timeS', 'fromMs']),
  /** A sensor of this door cannot be believed: `changes` in `lengthMs`; the cause names it and what it reads now. */
  unsteady: event(42, ['cause', 'lengthMs', 'changes']),
} as const;

export type EventName = keyof typeof EVENTS;

interface EventRule {
  readonly number: number;
  readonly must: readonly DetailName[];
  readonly may: readonly DetailName[];
}

function event(number: number, must: readonly DetailName[] = [], may: readonly DetailName[] = []): EventRule {
  return { number, must, may };
}

const NAME_OF = new Map(Object.entries(EVENTS).map(([name, { number }]) => [number, name as EventName]));
const LAST_EVENT = Math.max(...NAME_OF.keys());

const eventName = {
  encode: (name: EventName) => EVENTS[name].number,
  decode: (value: Parameters<(typeof numbers)['decode']>[0], at: string): EventName =>
    NAME_OF.get(numbers.decode(value, at)) ?? unknownEvent(at),
};
const numbers = uint(LAST_EVENT, 1);

function unknownEvent(at: string): never {
  throw new MalformedInput('claims', `${at}: not an event`);
}

const detail = record(details);
export type ReceiptDetail = ReturnType<typeof detail.decode>;

const receiptCodec = claims(
  { iat: optional(6, uint(UINT32)) },
  {
    hubId: field(1, bytes(16)),
    seq: field(2, uint(UINT32, 1)),
    timeSource: field(3, uint(3)),
    bootId: field(4, bytes(16)),
    /** Makes the public log's leaf unguessable; reaches only the parties. */
    salt: field(5, bytes(16)),
    event: field(6, eventName),
    door: optional(7, uint(255)),
    visitId: optional(8, bytes(16)),
    /** Hash of the knock, ask, block, divert, roster, resume, time, declaration, look, recovery, veto, suspension, departure, move or set-back that this answers. */
    answers: optional(9, bytes(32)),
    detail: optional(10, detail),
  },
  (receipt) => {
    if ((receipt.timeSource === TIME_SOURCE.unknown) !== (receipt.iat === undefined))
      return 'time and its source belong together';
    return detailProblem(EVENTS[receipt.event], receipt.detail ?? {});
  },
);

function detailProblem(rule: EventRule, said: ReceiptDetail): string | undefined {
  const missing = rule.must.find((name) => said[name] === undefined);
  if (missing !== undefined) return `${missing} is missing`;
  const names = Object.keys(said) as DetailName[];
  const foreign = names.find(
    (name) => said[name] !== undefined && !rule.must.includes(name) && !rule.may.includes(name),
  );
  return foreign === undefined ? undefined : `${foreign} does not belong to this event`;
}

/** `iat` is trusted time in unix seconds, absent while the hub's time is unknown. */
export type Receipt = ReturnType<typeof receiptCodec.decode>;

export const RECEIPT: KindRules<Receipt> = { number: 5, codec: receiptCodec, kid: 'none', maxBytes: 1024 };
