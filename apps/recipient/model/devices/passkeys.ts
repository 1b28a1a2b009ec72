import { ApiProblem, routes, type ProblemCode } from '@latchkey/contract';
import { codeOf, createCell, type Client, type Observable } from '@latchkey/web-kit/model';
import type { z } from 'zod';

type Listed = z.infer<NonNullable<typeof routes.listPasskeys.answer>>;
export type PasskeySummary = Listed['passkeys'][number];

export type PasskeysState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly code: ProblemCode }
  | { readonly kind: 'ready'; readonly listed: Listed };

/** `cancelled`: the person, or their time was up. `known`: this authenticator has one already. `last`: it has to stay. */
export type PasskeyTrouble = 'cancelled' | 'known' | 'last' | 'refused' | 'failed';

export type PasskeyDoing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'making' | 'showing' | 'changing' }
  | { readonly kind: 'trouble'; readonly why: PasskeyTrouble };

type MakeOptions = z.infer<NonNullable<typeof routes.newPasskeyOptions.answer>>;
type ShowOptions = z.infer<NonNullable<typeof routes.passkeyProofOptions.answer>>;

/** What a browser's authenticator does; both reject with an error of the name that WebAuthn gives it. */
export interface PasskeyEnds {
  /** Where this page stands, by the browser's own word and not by the server's. */
  readonly page: { readonly rpId: string; readonly origin: string };
  readonly make: (
    options: MakeOptions,
    account: string,
  ) => Promise<{ credentialId: string; clientData: string; attestation: string }>;
  readonly show: (
    options: ShowOptions,
  ) => Promise<{ credentialId: string; clientData: string; authenticatorData: string; signature: string }>;
}

export interface Passkeys {
  readonly supported: boolean;
  readonly state: Observable<PasskeysState>;
  readonly doing: Observable<PasskeyDoing>;
  readonly look: () => Promise<void>;
  readonly make: (name: string) => Promise<void>;
  readonly show: () => Promise<void>;
  readonly rename: (passkeyId: string, name: string) => Promise<void>;
  readonly remove: (passkeyId: string) => Promise<void>;
}

export interface PasskeysParts {
  readonly client: Client;
  /** Undefined where this browser has no authenticator to ask. */
  readonly ends: PasskeyEnds | undefined;
  /** What an authenticator's own list calls the account: the household's public handle. */
  readonly account: string;
  /** The account is open to this session from now on. */
  readonly onShown: () => void;
}

export const createPasskeys = ({ client, ends, account, onShown }: PasskeysParts): Passkeys => {
  const state = createCell<PasskeysState>({ kind: 'loading' });
  const doing = createCell<PasskeyDoing>({ kind: 'nothing' });

  const look = async () => {
    try {
      state.set({ kind: 'ready', listed: await client(routes.listPasskeys, {}) });
    } catch (error) {
      state.update((before) => (before.kind === 'ready' ? before : { kind: 'failed', code: codeOf(error) }));
    }
  };
  const attempt = async (kind: 'making' | 'showing' | 'changing', work: () => Promise<unknown>) => {
    doing.set({ kind });
    try {
      await work();
      doing.set({ kind: 'nothing' });
    } catch (error) {
      doing.set({ kind: 'trouble', why: troubleIn(error, kind) });
    }
    await look();
  };
  return {
    supported: ends !== undefined,
    state,
    doing,
    look,
    make: (name) =>
      attempt('making', async () => {
        const made = await ends?.make(await client(routes.newPasskeyOptions, { body: {} }), account);
        if (made !== undefined) await client(routes.newPasskey, { body: { name, ...made } });
      }),
    show: () =>
      attempt('showing', async () => {
        const shown = await ends?.show(await client(routes.passkeyProofOptions, { body: {} }));
        if (shown === undefined) return;
        await client(routes.showPasskey, { body: shown });
        onShown();
      }),
    rename: (passkeyId, name) =>
      attempt('changing', () => client(routes.namePasskey, { params: { passkeyId }, body: { name } })),
    remove: (passkeyId) => attempt('changing', () => client(routes.removePasskey, { params: { passkeyId } })),
  };
};

/** WebAuthn tells a refusal of the person and a passed time by one name, on purpose. */
const names: Readonly<Record<string, PasskeyTrouble>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'known',
};

const troubleIn = (error: unknown, kind: 'making' | 'showing' | 'changing'): PasskeyTrouble => {
  if (!(error instanceof ApiProblem)) return (error instanceof Error ? names[error.name] : undefined) ?? 'failed';
  if (error.problem.code === 'wrong-signature' || error.problem.code === 'challenge-expired') return 'refused';
  return kind === 'changing' && error.problem.code === 'conflict' ? 'last' : 'failed';
};

/** What has to be said on every screen: confirm, or make the first one. */
export const owed = (state: PasskeysState): 'show' | 'make' | undefined => {
  if (state.kind !== 'ready' || !state.listed.required || state.listed.shownUntilMs !== undefined) return undefined;
  return state.listed.passkeys.length === 0 ? 'make' : 'show';
};
