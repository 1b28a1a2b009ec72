import { routes } from '@latchkey/contract';
import { decodePublicKey, hubIdOf, type Primitives } from '@latchkey/protocol';
import {
  bytesFrom,
  createCell,
  createSignedInClient,
  openPacked,
  proveKey,
  type Client,
  type DeviceKeys,
  type Later,
  type Observable,
  type RandomBytes,
} from '@latchkey/web-kit/model';
import { pinOf, welcomeInfo, type WelcomeText } from './adding.ts';
import { boxFor, newDeviceCode, sealedIn, writeDeviceCode, type DeviceCode } from './code.ts';
import { fingerprintOfKey } from './name.ts';
import type { Household } from '../household.ts';

export type JoiningState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'preparing' }
  /** The code is on the screen, and the household has not answered yet. */
  | { readonly kind: 'shown'; readonly code: string; readonly fingerprint: string }
  | { readonly kind: 'failed' };

export interface JoiningParts {
  readonly primitives: Primitives;
  readonly client: Client;
  readonly keys: () => Promise<DeviceKeys>;
  readonly randomBytes: RandomBytes;
  readonly newKey: () => string;
  readonly wallMs: () => number;
  readonly later: Later;
  /** The household is known and this device is in it. */
  readonly joined: (household: Household, keys: DeviceKeys) => Promise<void>;
}

export interface Joining {
  readonly state: Observable<JoiningState>;
  /** Makes this device known and waits until a household takes it in. */
  readonly start: (name: string) => Promise<void>;
  readonly stop: () => void;
}

const lookEveryMs = 2000;

/** A device that asks to be let into a household that is there already. */
export const createJoining = (parts: JoiningParts): Joining => {
  const { primitives, client, later } = parts;
  const state = createCell<JoiningState>({ kind: 'idle' });
  let cancel: (() => void) | undefined;
  let turn = 0;

  const start = async (name: string) => {
    const mine = ++turn;
    state.set({ kind: 'preparing' });
    try {
      const keys = await parts.keys();
      const device = { signingKey: keys.signer.key, sealingKey: keys.sealingKey, name };
      const { record, code } = newDeviceCode(primitives, device, parts.randomBytes(16));
      const body = { ...(await proveKey(client, keys.signer, 'courier')), record, boxId: boxFor(primitives, code) };
      await client(routes.newEnrolment, { body });
      const signedIn = createSignedInClient(client, keys.signer, 'courier', parts.newKey);
      if (mine !== turn) return;
      const fingerprint = fingerprintOfKey(primitives, keys.signer.key);
      state.set({ kind: 'shown', code: writeDeviceCode(code), fingerprint });
      look(mine, signedIn, keys, code);
    } catch {
      if (mine === turn) state.set({ kind: 'failed' });
    }
  };
  const look = (mine: number, signedIn: Client, keys: DeviceKeys, code: DeviceCode) => {
    cancel = later(() => {
      void (async () => {
        const household = await welcomed(parts, signedIn, keys, code).catch(() => undefined);
        if (mine !== turn) return;
        if (household === undefined) look(mine, signedIn, keys, code);
        else {
          await parts.joined(household, keys);
          state.set({ kind: 'idle' });
        }
      })();
    }, lookEveryMs);
  };
  return {
    state,
    start,
    stop: () => {
      turn++;
      cancel?.();
      state.set({ kind: 'idle' });
    },
  };
};

/** What the household left, if it is from whoever saw this device's code. */
const welcomed = async (
  { primitives: p, wallMs }: JoiningParts,
  signedIn: Client,
  keys: DeviceKeys,
  code: DeviceCode,
): Promise<Household | undefined> => {
  const { welcome } = await signedIn(routes.readWelcome, {});
  const sealed = welcome === undefined ? undefined : sealedIn(p, code, bytesFrom(welcome));
  const info = new TextEncoder().encode(welcomeInfo(code.keyId));
  const opened = sealed === undefined ? undefined : await openPacked(keys, sealed, info);
  if (opened === undefined) return undefined;
  const text = JSON.parse(new TextDecoder().decode(opened)) as WelcomeText;
  const hubKey = decodePublicKey(bytesFrom(text.hubKey));
  return {
    homeId: text.homeId,
    handle: text.handle,
    hubId: hubIdOf(p, hubKey),
    hubKey,
    doors: text.doors,
    capability: text.capability,
    roster: pinOf(text),
    memberName: text.memberName,
    ...(text.homeName === undefined ? {} : { homeName: text.homeName }),
    names: text.names,
    ...(text.doorNames === undefined ? {} : { doorNames: text.doorNames }),
    pairedAtMs: wallMs(),
  };
};
