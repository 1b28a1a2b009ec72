import { routes, type ProblemCode } from '@latchkey/contract';
import { encodePublicKey, kidOf, toBase64url, toHex, type Enrolment } from '@latchkey/protocol';
import { bytesFrom, codeOf, type Client } from '@latchkey/web-kit/model';
import { checkedDevice, readDeviceCode, vouched, type DeviceCode } from './device-code.ts';
import { ownIn, type OwnDoorNames } from './door-names.ts';
import type { Household } from './household.ts';
import type { MemberDevice, Members } from './members.ts';
import { sealBytes } from './sealing.ts';
import type { Primitives } from '@latchkey/protocol';

export type Looked =
  | { readonly kind: 'found'; readonly device: Enrolment; readonly code: DeviceCode }
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
  readonly household: () => Household;
  readonly keepName: (kid: string, name: string) => Promise<void>;
}

/** Fetches what the code points to and checks it against the code, before anything is signed. */
export const lookAtDevice = async ({ primitives, client }: AddingParts, text: string): Promise<Looked> => {
  const code = readDeviceCode(text);
  if (code === undefined) return { kind: 'no-code' };
  try {
    const record = await client(routes.readEnrolmentAsMember, { params: { keyId: code.keyId } });
    const device = checkedDevice(primitives, record, code);
    return device === undefined ? { kind: 'swapped' } : { kind: 'found', device, code };
  } catch (error) {
    return { kind: 'problem', code: codeOf(error) };
  }
};

/** Signs the roster with this device in it, and leaves for the device what it has to know. */
export const admitDevice = async (
  parts: AddingParts,
  { device, code }: Extract<Looked, { kind: 'found' }>,
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
    const welcome = toBase64url(vouched(parts.primitives, code, sealed));
    await parts.client(routes.welcomeDevice, { params: { keyId: code.keyId }, body: { welcome } });
    return { ok: true };
  } catch {
    return { ok: false, problem: 'not-told' };
  }
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
