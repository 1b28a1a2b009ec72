import {
  decodeTrustCode,
  kidOf,
  makePairingConfirm,
  makePairingHello,
  provesPaired,
  readPairingAnswer,
  ROLE,
  signRoster,
  toBase64url,
  type PairingAnswer,
  type Primitives,
  type TrustCode,
} from '@latchkey/protocol';
import { bytesFrom, codeOf, type DeviceKeys, type Later, type RandomBytes } from '@latchkey/web-kit/model';
import type { ProblemCode } from '@latchkey/contract';
import type { Household } from '../household.ts';
import type { HubAnswer } from '../doors/member-knock.ts';

/** Where pairing stands; each is a line on the screen. */
export type PairingStep = 'keys' | 'home' | 'hello' | 'roster' | 'keeping';

export type PairingFault =
  /** The link is not a pairing code, or only a part of one. */
  | { readonly kind: 'code-unreadable' }
  /** What answered does not hold this code's secret or key: a used or old code, or somebody in between. */
  | { readonly kind: 'not-that-hub' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** A yes came that the hub's key did not sign for this household: the server's alone, or the hub is somebody else's. */
  | { readonly kind: 'unproven' }
  | { readonly kind: 'problem'; readonly code: ProblemCode };

export type Paired =
  { readonly ok: true; readonly household: Household } | { readonly ok: false; readonly fault: PairingFault };

export interface Names {
  readonly member: string;
  readonly home?: string | undefined;
}

export interface PairingParts {
  readonly primitives: Primitives;
  readonly randomBytes: RandomBytes;
  readonly wallMs: () => number;
  /** Makes the keys at the first call and gives the same ones ever after. */
  readonly keys: () => Promise<DeviceKeys>;
  /** Makes the home for these keys, or finds it again, with a session. */
  readonly openHome: (keys: DeviceKeys) => Promise<{ homeId: string; handle: string }>;
  readonly tellHub: (hubId: string, step: 'hello' | 'roster', message: Uint8Array) => Promise<HubAnswer>;
  readonly keep: (household: Household) => Promise<void>;
  /** Both stay on this device. */
  readonly names: Names;
  readonly onStep: (step: PairingStep) => void;
  readonly later: Later;
}

/** Pairs this device with the hub that the code names. Every step can be repeated; nothing half made is kept. */
export const pairWithCode = async (parts: PairingParts, codeText: string): Promise<Paired> => {
  const code = decodeTrustCode(codeText);
  if (code === undefined) return { ok: false, fault: { kind: 'code-unreadable' } };
  try {
    return await pair(parts, code);
  } catch (error) {
    return { ok: false, fault: { kind: 'problem', code: codeOf(error) } };
  }
};

const pair = async (parts: PairingParts, code: TrustCode): Promise<Paired> => {
  const { primitives } = parts;
  parts.onStep('keys');
  const keys = await parts.keys();
  parts.onStep('home');
  const home = await parts.openHome(keys);
  parts.onStep('hello');
  const said = { memberKey: keys.signer.key, sealingKey: keys.sealingKey, nonce: parts.randomBytes(16) };
  const hello = makePairingHello(primitives, code, said);
  const hubId = code.keyHash.slice(0, 16);
  const first = await patiently(parts, () => parts.tellHub(toBase64url(hubId), 'hello', hello));
  if (!first.ok) return refused(first.refusal.reason);
  const answerBytes = bytesFrom(first.message ?? '');
  // The server carried these bytes: the hub's key is believed for the code's hash and MAC, not for who brought it.
  const read = readPairingAnswer(primitives, code, hello, answerBytes);
  if (!read.ok) return { ok: false, fault: { kind: 'not-that-hub' } };
  parts.onStep('roster');
  const roster = await firstRoster(parts, keys, home.homeId);
  const confirm = makePairingConfirm(primitives, code, hello, answerBytes, roster);
  // A hub that dies over it says its yes once it is back.
  const last = await patiently(parts, () => parts.tellHub(toBase64url(hubId), 'roster', confirm));
  if (!last.ok) return refused(last.refusal.reason);
  const word = bytesFrom(last.message ?? '');
  if (!provesPaired(primitives, read.answer.hubKey, roster.hash, word))
    return { ok: false, fault: { kind: 'unproven' } };
  parts.onStep('keeping');
  const household = householdOf(home, hubId, read.answer, roster.hash, parts);
  await parts.keep(household);
  return { ok: true, household };
};

const patienceTries = 20;
const patienceMs = 500;
/** A hub shows its code before its line to the server is there, and may lose it in between; these are what the server says until then. */
const notThereYet: readonly ProblemCode[] = ['not-found', 'hub-offline', 'hub-silent'];

/** Tries for ten seconds while the hub is not there yet; then, or for any other problem, says what it was. */
const patiently = async <A>({ later }: PairingParts, say: () => Promise<A>): Promise<A> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await say();
    } catch (error) {
      if (tries >= patienceTries || !notThereYet.includes(codeOf(error))) throw error;
      await new Promise<void>((resolve) => later(resolve, patienceMs));
    }
  }
};

const refused = (reason: string): Paired => ({ ok: false, fault: { kind: 'refused', reason } });

/** The first roster: this device, an admin. */
const firstRoster = (parts: PairingParts, keys: DeviceKeys, homeId: string) =>
  signRoster(parts.primitives, keys.signer, {
    iat: Math.floor(parts.wallMs() / 1000),
    homeId: bytesFrom(homeId),
    epoch: 1,
    // Nameless: the roster travels through the server, which learns no names.
    members: [{ role: ROLE.admin, key: keys.signer.key, sealingKey: keys.sealingKey }],
  });

const householdOf = (
  home: { homeId: string; handle: string },
  hubId: Uint8Array,
  answer: PairingAnswer,
  rosterHash: Uint8Array,
  parts: PairingParts,
): Household => ({
  ...home,
  hubId,
  hubKey: answer.hubKey,
  doors: answer.doors,
  capability: answer.capability,
  roster: { hash: rosterHash, epoch: 1 },
  memberName: parts.names.member,
  ...(parts.names.home === undefined ? {} : { homeName: parts.names.home }),
  pairedAtMs: parts.wallMs(),
});

/** The member's own name in receipts: eight bytes as text. */
export const memberKid = (p: Primitives, keys: DeviceKeys): string => toBase64url(kidOf(p, keys.signer.key));
