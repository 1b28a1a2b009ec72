import { signerFromScalar } from '@latchkey/keys';
import {
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

export type Step =
  | { readonly kind: 'waits'; readonly leftS: number }
  | { readonly kind: 'in'; readonly heard: Heard }
  | { readonly kind: 'fault'; readonly why: WayFault };

export interface WayParts {
  readonly primitives: Primitives;
  readonly randomBytes: RandomBytes;
  readonly wallMs: () => number;
  readonly call: (hubId: Uint8Array, call: Uint8Array, recovery: Uint8Array | undefined) => Promise<HubAnswer>;
  readonly keep: (way: KeptWay) => Promise<void>;
}

const MAX_MEMBERS = 16;

/** One look at the hub, and whatever is due after it. `against`: also where another recovery waits, which ends both. */
export const stepIn = async (parts: WayParts, way: KeptWay, keys: DeviceKeys, against = false): Promise<Step> => {
  const heard = await ask(parts, way.code);
  if (typeof heard === 'string') return heard === 'not-found' ? afterwards(parts, way) : fault(heard);
  const { pending, roster } = heard;
  if (way.recovery !== undefined && pending !== undefined && sameBytes(pending.hash, way.recovery.hash))
    return { kind: 'waits', leftS: pending.leftS };
  if (pending !== undefined && !against) return fault('another-waits');
  if (roster.members.size >= MAX_MEMBERS) return fault('full');
  const signed = way.recovery ?? (await signFor(parts, way, keys, heard));
  // On this device before the hub hears of it: a second try must be the very same.
  await parts.keep({ ...way, recovery: signed });
  const after = await ask(parts, way.code, signed.bytes);
  if (typeof after === 'string') return fault(after);
  return after.pending !== undefined && sameBytes(after.pending.hash, signed.hash)
    ? { kind: 'waits', leftS: after.pending.leftS }
    : fault('refused');
};

const fault = (why: WayFault): Step => ({ kind: 'fault', why });

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
const ask = async (parts: WayParts, code: RecoveryCode, recovery?: Uint8Array): Promise<Heard | WayFault> => {
  const { primitives: p } = parts;
  const call = await signRecoveryCall(p, signerOf(parts, code), { nonce: parts.randomBytes(16), hubId: code.hubId });
  try {
    const answer = await parts.call(code.hubId, call.bytes, recovery);
    if (!answer.ok) return refusals[answer.refusal.reason] ?? 'refused';
    return readReply(p, bytesFrom(answer.message ?? ''), call.hash, code) ?? 'not-that-hub';
  } catch (error) {
    return codeOf(error) === 'not-found' ? 'not-found' : 'unreachable';
  }
};

const refusals: Readonly<Record<string, WayFault>> = {
  'code-void': 'code-void',
  'two-at-once': 'two-at-once',
  'lock-unreachable': 'unreachable',
  // The server is behind the hub, or before it, for a moment.
  'not-recognised': 'not-found',
};
