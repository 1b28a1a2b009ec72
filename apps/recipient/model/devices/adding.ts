import { routes, type ProblemCode } from '@latchkey/contract';
import { encodePublicKey, kidOf, mailFor, toBase64url, toHex, type Enrolment } from '@latchkey/protocol';
import { bytesFrom, codeOf, type Client } from '@latchkey/web-kit/model';
import { boxFor, checkedDevice, readDeviceCode, vouched, type DeviceCode } from './code.ts';
import { ownIn, type OwnDoorNames } from '../doors/names.ts';
import type { TellHub } from '../hub/talk.ts';
import type { Household } from '../household.ts';
import type { MemberDevice, Members } from './members.ts';
import { sealBytes } from '../parcels/sealing.ts';
import type { Primitives } from '@latchkey/protocol';

export type Looked =
  /** `at`: where the device left its keys, and looks for an answer. */
  | { readonly kind: 'found'; readonly device: Enrolment; readonly code: DeviceCode; readonly at: 'server' | 'hub' }
  | { readonly kind: 'no-code' }
  /** The server shows other keys than the code vouches for. */
  | { readonly kind: 'swapped' }
  | { readonly kind: 'problem'; readonly code: ProblemCode };

export type Admitted =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: string }
  /** It is a member now, and does not know it yet: the same step again tells it. */
  | { readonly ok: false; readonly problem: 'not-told' };

export interface AddingParts {
  readonly primitives: Primitives;
  readonly client: Client;
  readonly members: Members;
  readonly tell: TellHub;
  readonly household: () => Household;
  readonly keepName: (kid: string, name: string) => Promise<void>;
}

/** Fetches what the code points to and checks it against the code, before anything is signed. */
export const lookAtDevice = async (parts: AddingParts, text: string): Promise<Looked> => {
  const code = readDeviceCode(text);
  if (code === undefined) return { kind: 'no-code' };
  try {
    const { record, at } = await recordOf(parts, boxFor(parts.primitives, code));
    const device = checkedDevice(parts.primitives, record, code);
    return device === undefined ? { kind: 'swapped' } : { kind: 'found', device, code, at };
  } catch (error) {
    return { kind: 'problem', code: codeOf(error) };
  }
};

/** A device that was opened on the hub's own page left its record there, and no page of another place reaches it but through the hub. */
const recordOf = async ({ client, tell }: AddingParts, boxId: string) => {
  try {
    return { record: await client(routes.readEnrolmentAsMember, { params: { boxId } }), at: 'server' } as const;
  } catch (error) {
    const mail =
      codeOf(error) === 'not-found'
        ? await tell('mailbox', mailFor(bytesFrom(boxId))).catch(() => undefined)
        : undefined;
    if (mail?.ok !== true || mail.message === undefined) throw error;
    const said: unknown = JSON.parse(new TextDecoder().decode(bytesFrom(mail.message)));
    return { record: routes.enrolmentRecord.parse(said), at: 'hub' } as const;
  }
};

/** Signs the roster with this device in it, and leaves for the device what it has to know. */
export const admitDevice = async (
  parts: AddingParts,
  { device, code, at }: Extract<Looked, { kind: 'found' }>,
  role: MemberDevice['role'],
  name: string,
): Promise<Admitted> => {
  const kid = toHex(kidOf(parts.primitives, device.signingKey));
  try {
    if (parts.members.keyOf(kid) === undefined) {
      const changed = await parts.members.add({ key: device.signingKey, sealingKey: device.sealingKey }, role);
      if (!changed.ok) return changed;
      await parts.keepName(kid, name);
    }
  } catch (error) {
    return { ok: false, problem: codeOf(error) };
  }
  try {
    const sealed = await sealBytes(device.sealingKey, welcomeInfo(code.keyId), welcomeOf(parts, kid, name));
    await leaveWelcome(parts, boxFor(parts.primitives, code), at, vouched(parts.primitives, code, sealed));
    return { ok: true };
  } catch {
    return { ok: false, problem: 'not-told' };
  }
};

const leaveWelcome = async (
  { client, tell }: AddingParts,
  boxId: string,
  at: 'server' | 'hub',
  welcome: Uint8Array,
) => {
  if (at === 'server') {
    await client(routes.welcomeDevice, { params: { boxId }, body: { welcome: toBase64url(welcome) } });
    return;
  }
  const taken = await tell('mailbox', mailFor(bytesFrom(boxId), welcome));
  if (!taken.ok) throw new Error(taken.refusal.reason);
};

export const welcomeInfo = (keyId: string): string => `lk1-welcome\n${keyId}`;

/** Everything that this device knows for itself; the server sees none of it. */
const welcomeOf = ({ household, members }: AddingParts, kid: string, name: string): WelcomeText => {
  const { homeId, handle, hubKey, doors, capability, homeName, memberName, names } = household();
  const doorNames = ownIn(household());
  const state = members.state.get();
  const own = state.kind === 'ready' ? state.devices.find((device) => device.own)?.kid : undefined;
  return {
    homeId,
    handle,
    hubKey: toBase64url(encodePublicKey(hubKey)),
    doors,
    capability,
    roster: { hash: toBase64url(members.head()), epoch: members.epoch() },
    memberName: name,
    ...(homeName === undefined ? {} : { homeName }),
    names: { ...names, ...(own === undefined ? {} : { [own]: memberName }), [kid]: name },
    ...(Object.keys(doorNames).length === 0 ? {} : { doorNames }),
  };
};

export interface WelcomeText {
  readonly homeId: string;
  readonly handle: string;
  readonly hubKey: string;
  readonly doors: Household['doors'];
  readonly capability: number;
  readonly roster: { readonly hash: string; readonly epoch: number };
  readonly memberName: string;
  readonly homeName?: string;
  readonly names: Readonly<Record<string, string>>;
  readonly doorNames?: OwnDoorNames;
}

export const pinOf = ({ roster: { hash, epoch } }: WelcomeText) => ({ hash: bytesFrom(hash), epoch });
