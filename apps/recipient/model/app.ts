import { routes } from '@latchkey/contract';
import { toBase64url, type Primitives } from '@latchkey/protocol';
import {
  createCell,
  createSignedInClient,
  makeDeviceKeys,
  newIdempotencyKey,
  noHead,
  proveKey,
  readDeviceKeys,
  type Client,
  type Clock,
  type ClockCheck,
  type DeviceKeys,
  type EventLine,
  type Later,
  type Observable,
  type RandomBytes,
  type Shelf,
  type Standing,
} from '@latchkey/web-kit/model';
import type { FetchText } from './parcels/carrier-domain.ts';
import { createHome, type Home } from './home.ts';
import { keepHousehold, leaveHousehold, readFork, readHead, readHousehold, type Household } from './household.ts';
import type { NoticeEnds } from './notices/setting.ts';
import type { PasskeyEnds } from './devices/passkeys.ts';
import { createJoining, type Joining } from './devices/joining.ts';
import { createRecovering, type Recovering } from './recovery/recovering.ts';
import { pairWithCode, type Names, type PairingFault, type PairingStep } from './pairing/flow.ts';

export type AppState =
  | { readonly kind: 'opening' }
  /** `atHome`: the page is the hub's own, where no household begins. */
  | { readonly kind: 'unpaired'; readonly atHome?: boolean }
  /** The household is remembered and the keys do not work: this browser lost them. */
  | { readonly kind: 'keys-lost' }
  | { readonly kind: 'ready'; readonly home: Home };

export type PairingView =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly step: PairingStep }
  | { readonly kind: 'failed'; readonly fault: PairingFault };

export interface AppParts {
  readonly shelf: Shelf;
  /** Without a session. */
  readonly client: Client;
  readonly primitives: Primitives;
  readonly clock: Clock;
  readonly clockCheck: ClockCheck;
  readonly later: Later;
  readonly randomBytes: RandomBytes;
  readonly random: () => number;
  readonly openEvents: () => EventLine;
  readonly fetchText: FetchText;
  /** Undefined where this browser cannot be told while the app is closed. */
  readonly noticeEnds: NoticeEnds | undefined;
  /** Undefined where this browser has no authenticator to ask. */
  readonly passkeyEnds: PasskeyEnds | undefined;
}

export interface App {
  readonly state: Observable<AppState>;
  readonly pairing: Observable<PairingView>;
  readonly open: () => Promise<void>;
  /** Pairs with the hub of this code. A household that is there already is left first. */
  readonly pair: (code: string, names: Names) => Promise<void>;
  readonly forget: () => Promise<void>;
  /** The other way in: a household that is there already takes this device in. */
  readonly joining: Joining;
  /** And one for a household whose devices are all lost. */
  readonly recovering: Recovering;
}

const keysName = 'keys';

export const createApp = (parts: AppParts): App => {
  const state = createCell<AppState>({ kind: 'opening' });
  const pairing = createCell<PairingView>({ kind: 'idle' });

  const enter = async (household: Household, keys: DeviceKeys) => {
    const standing = createCell<Standing>('known');
    const client = createSignedInClient(parts.client, keys.signer, 'member', newIdempotencyKey, {
      onStanding: standing.set,
      steadyMs: () => parts.clock.steadyMs(),
    });
    const home = await createHome({
      ...parts,
      household,
      keys,
      client,
      standing,
      seenBefore: await readHead(parts.shelf, noHead),
      forkSeen: await readFork(parts.shelf),
    });
    home.start();
    state.set({ kind: 'ready', home });
  };
  const isAtHome = () =>
    parts.client(routes.readPlace, {}).then(
      ({ at }) => at === 'hub',
      () => false,
    );
  /** Nobody waits for the answer: a server is what most pages come from. */
  const outside = () => {
    state.set({ kind: 'unpaired' });
    void isAtHome().then((atHome) => {
      if (atHome && state.get().kind === 'unpaired') state.set({ kind: 'unpaired', atHome });
    });
  };
  const settle = async (household: Household): Promise<Household> => {
    const placed: Household = (await isAtHome()) ? { ...household, atHome: true } : household;
    await keepHousehold(parts.shelf, placed);
    return placed;
  };
  const open = async () => {
    const household = await readHousehold(parts.shelf);
    await recovering.resume();
    if (household === undefined) {
      outside();
      return;
    }
    const keys = await readDeviceKeys(parts.shelf, keysName).catch(() => undefined);
    if (keys === undefined) state.set({ kind: 'keys-lost' });
    else await enter(household, keys);
  };
  const forget = async () => {
    const current = state.get();
    if (current.kind === 'ready') {
      // A device that left hears nothing more of the household; while it still has the key to say so.
      await current.home.notices.turnOff();
      await current.home.address.leave();
      current.home.stop();
    }
    await leaveHousehold(parts.shelf);
    pairing.set({ kind: 'idle' });
    outside();
  };
  const pair = async (code: string, names: Names) => {
    if (state.get().kind !== 'unpaired') await forget();
    const keys = async () => (await readDeviceKeys(parts.shelf, keysName)) ?? makeDeviceKeys(parts.shelf, keysName);
    const paired = await pairWithCode(
      {
        ...parts,
        ...homeCalls(parts.client),
        keys,
        wallMs: () => parts.clock.wallMs(),
        keep: (household) => keepHousehold(parts.shelf, household),
        names,
        onStep: (step) => pairing.set({ kind: 'working', step }),
      },
      code,
    );
    if (!paired.ok) {
      pairing.set({ kind: 'failed', fault: paired.fault });
      return;
    }
    await enter(paired.household, await keys());
    pairing.set({ kind: 'idle' });
  };
  const joining = createJoining({
    ...parts,
    // New ones each time: a key has one record in the server's mailbox, and the code of an earlier try is gone.
    keys: () => makeDeviceKeys(parts.shelf, keysName),
    newKey: newIdempotencyKey,
    wallMs: () => parts.clock.wallMs(),
    joined: async (household, keys) => {
      await enter(await settle(household), keys);
    },
  });
  const recovering = createRecovering({
    ...parts,
    keys: async () => (await readDeviceKeys(parts.shelf, keysName)) ?? makeDeviceKeys(parts.shelf, keysName),
    newKey: newIdempotencyKey,
    wallMs: () => parts.clock.wallMs(),
    keepHousehold: async (household) => {
      await settle(household);
    },
    enter: async () => {
      if (state.get().kind !== 'ready') await open();
    },
  });
  return { state, pairing, open, pair, forget, joining, recovering };
};

/** The two calls that pairing makes; the new home's own session covers the second. */
const homeCalls = (client: Client) => ({
  openHome: async (keys: DeviceKeys) => {
    const proof = await proveKey(client, keys.signer, 'member');
    return client(routes.newHome, { body: { ...proof, sealingKey: toBase64url(keys.sealingKey) } });
  },
  tellHub: (hubId: string, step: 'hello' | 'roster', message: Uint8Array) =>
    client(routes.pairHub, { params: { hubId }, body: { step, message: toBase64url(message) } }),
});
