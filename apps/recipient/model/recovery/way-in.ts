import { signerFromScalar } from '@latchkey/keys';
import {
  makeRecoveryBeside,
  readReply,
  recoveryScalar,
  sameBytes,
  signRecovery,
  signRecoveryCall,
  type Heard,
  type Primitives,
  type RecoveryCode,
} from '@latchkey/protocol';
import { bytesFrom, codeOf, type DeviceKeys, type RandomBytes } from '@latchkey/web-kit/model';
import type { HubAnswer } from '../doors/member-knock.ts';

/** What this device keeps while its recovery waits: the same one goes on after a reload, for another one would end both. */
export interface KeptWay {
  readonly code: RecoveryCode;
  /** The secret of the sheet that takes the used one's place. */
  readonly nextSecret: Uint8Array;
  readonly name: string;
  /** What was signed; the hub may or may not have it. */
  readonly recovery?: { readonly bytes: Uint8Array; readonly hash: Uint8Array };
  /** It went with letters of the hub's display: without them it is not sent, nor waits, before somebody says so. */
  readonly letters?: true;
  /** The household is this device's; the next sheet has not been put away yet. */
  readonly in?: true;
}

export type WayFault =
  /** No hub of this code, or the code is not the household's any more: the server says the same to both. */
  | 'not-found'
  | 'unreachable'
  | 'code-void'
  | 'two-at-once'
  /** Somebody else's recovery waits by this code. */
  | 'another-waits'
  | 'full'
  /** What answered is not the hub of the sheet. */
  | 'not-that-hub'
  | 'refused';

/** The hub's display shows others, or none, or somebody visits. Nothing was used. */
const LETTERS_FAULTS = ['presence-wrong', 'presence-none', 'visit-running'] as const;
export type LettersFault = (typeof LETTERS_FAULTS)[number];

export type Step =
  /** Nothing waits, and this hub takes letters: whoever is beside it need not wait. */
  | { readonly kind: 'beside'; readonly wrong?: LettersFault }
  | { readonly kind: 'waits'; readonly leftS: number }
  | { readonly kind: 'in'; readonly heard: Heard }
  | { readonly kind: 'fault'; readonly why: WayFault };

export interface WayParts {
  readonly primitives: Primitives;
  readonly randomBytes: RandomBytes;
  readonly wallMs: () => number;
  readonly call: (hubId: Uint8Array, call: Uint8Array, sent: Sent | undefined) => Promise<HubAnswer>;
  readonly keep: (way: KeptWay) => Promise<void>;
}

export interface Sent {
  readonly recovery: Uint8Array;
  readonly beside?: Uint8Array;
}

/** What somebody chose. `against`: also where another recovery waits, which ends both. `letters`: of the hub's display, as `readPresenceCode` gives them. */
export type Choice = 'against' | 'waits' | { readonly letters: string };

const MAX_MEMBERS = 16;
/** From this level on a hub takes letters with a recovery. */
const TAKES_LETTERS = 10;

/**
 * One look at the hub, and whatever is due after it. It is asked before anybody presses its button for letters: a press lets what waits stand, whoever
 * sent it.
 */
export const stepIn = async (parts: WayParts, way: KeptWay, keys: DeviceKeys, choice?: Choice): Promise<Step> => {
  const heard = await ask(parts, way.code);
  if (typeof heard === 'string') return heard === 'not-found' ? afterwards(parts, way) : fault(heard);
  const { pending, roster, capability } = heard;
  const letters = typeof choice === 'object' ? choice.letters : undefined;
  if (way.recovery !== undefined && pending !== undefined && sameBytes(pending.hash, way.recovery.hash))
    return { kind: 'waits', leftS: pending.leftS };
  if (pending !== undefined && choice !== 'against' && letters === undefined) return fault('another-waits');
  if (roster.members.size >= MAX_MEMBERS) return fault('full');
  const waiting = way.letters === true ? undefined : way.recovery;
  if (choice === undefined && waiting === undefined && capability >= TAKES_LETTERS) return { kind: 'beside' };
  const signed = waiting ?? (await signFor(parts, way, keys, heard));
  // On this device before the hub hears of it: a second try must be the very same.
  const { code, nextSecret, name } = way;
  const sent = {
    code,
    nextSecret,
    name,
    recovery: signed,
    ...(letters === undefined ? {} : { letters: true as const }),
  };
  await parts.keep(sent);
  const after = await ask(parts, code, await withLetters(parts, code, signed, letters));
  // It stands already, and the code that asked is nobody's.
  if (after === 'not-found' && letters !== undefined) return afterwards(parts, sent);
  if (typeof after === 'string') return fault(after);
  return after.pending !== undefined && sameBytes(after.pending.hash, signed.hash)
    ? { kind: 'waits', leftS: after.pending.leftS }
    : fault('refused');
};

const withLetters = async (
  parts: WayParts,
  code: RecoveryCode,
  { bytes: recovery, hash }: NonNullable<KeptWay['recovery']>,
  letters: string | undefined,
): Promise<Sent> => {
  if (letters === undefined) return { recovery };
  const said = { hubId: code.hubId, code: letters, recovery: hash };
  const { bytes: beside } = await makeRecoveryBeside(parts.primitives, signerOf(parts, code), said);
  return { recovery, beside };
};

const fault = (why: WayFault | LettersFault): Step =>
  isOfLetters(why) ? { kind: 'beside', wrong: why } : { kind: 'fault', why };

/** The old code is nobody's: the recovery stands, if the hub hears the next one and its newest roster is ours. */
const afterwards = async (parts: WayParts, way: KeptWay): Promise<Step> => {
  if (way.recovery === undefined) return fault('not-found');
  const heard = await ask(parts, nextCode(way));
  if (typeof heard === 'string') return fault(heard);
  return { kind: 'in', heard };
};

export const nextCode = ({ code, nextSecret }: KeptWay): RecoveryCode => ({ hubId: code.hubId, secret: nextSecret });

const signerOf = ({ primitives: p }: WayParts, code: RecoveryCode) => signerFromScalar(recoveryScalar(p, code));

const signFor = async (parts: WayParts, way: KeptWay, keys: DeviceKeys, { roster }: Heard) => {
  const device = { key: keys.signer.key, sealingKey: keys.sealingKey };
  const next = { recoveryKey: signerOf(parts, nextCode(way)).key, iat: Math.floor(parts.wallMs() / 1000) };
  const { bytes, hash } = await signRecovery(parts.primitives, signerOf(parts, way.code), roster, device, next);
  return { bytes, hash };
};

/** The hub's words over a fresh nonce, or why there are none. */
const ask = async (parts: WayParts, code: RecoveryCode, sent?: Sent): Promise<Heard | WayFault | LettersFault> => {
  const { primitives: p } = parts;
  const call = await signRecoveryCall(p, signerOf(parts, code), { nonce: parts.randomBytes(16), hubId: code.hubId });
  try {
    const answer = await parts.call(code.hubId, call.bytes, sent);
    if (!answer.ok) return refusals[answer.refusal.reason] ?? 'refused';
    return readReply(p, bytesFrom(answer.message ?? ''), call.hash, code) ?? 'not-that-hub';
  } catch (error) {
    return codeOf(error) === 'not-found' ? 'not-found' : 'unreachable';
  }
};

const isOfLetters = (why: WayFault | LettersFault): why is LettersFault =>
  (LETTERS_FAULTS as readonly string[]).includes(why);

const refusals: Readonly<Record<string, WayFault | LettersFault>> = {
  'code-void': 'code-void',
  'two-at-once': 'two-at-once',
  ...Object.fromEntries(LETTERS_FAULTS.map((why) => [why, why])),
  'lock-unreachable': 'unreachable',
  // The server is behind the hub, or before it, for a moment.
  'not-recognised': 'not-found',
};
