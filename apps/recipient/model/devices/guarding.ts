import { routes } from '@latchkey/contract';
import {
  assertedRoster,
  assertionChallenge,
  assertionProblem,
  es256FromCose,
  passkeyPage,
  rawSignature,
  sameKey,
  toBase64url,
  type Link,
  type Primitives,
  type PublicKey,
  type Roster,
  type RosterPasskey,
} from '@latchkey/protocol';
import { bytesFrom, codeOf, createCell, type Client, type Observable } from '@latchkey/web-kit/model';
import type { Changed, Confirmed, Members } from './members.ts';
import type { PasskeyEnds, PasskeySummary } from './passkeys.ts';

/** The hub's level from which it understands passkeys in rosters. */
const NEEDED_LEVEL = 8;

interface Parts {
  readonly primitives: Primitives;
  readonly client: Client;
  readonly ends: PasskeyEnds | undefined;
}

/** Asks the authenticator for its word on exactly this roster: docs/protocol/00-roster.md. What it says is checked here as the hub checks it. */
export const confirming =
  ({ primitives, client, ends }: Parts) =>
  async (roster: Link<Roster>, passkey: RosterPasskey): Promise<Confirmed> => {
    const allow = await client(routes.listPasskeys, {}).then(
      ({ passkeys }) => passkeys.filter((one) => isOf(one, passkey.key)).map(({ credentialId }) => credentialId),
      () => [],
    );
    if (ends === undefined || allow.length === 0) return { ok: false, problem: 'passkey-not-here' };
    const challenge = toBase64url(assertionChallenge(roster.hash));
    const shown = await ends.show({ challenge, rpId: ends.page.rpId, allow }).catch(() => undefined);
    if (shown === undefined) return { ok: false, problem: 'passkey-cancelled' };
    const assertion = {
      authenticatorData: bytesFrom(shown.authenticatorData),
      clientDataJSON: bytesFrom(shown.clientData),
      signature: rawSignature(bytesFrom(shown.signature)) ?? new Uint8Array(64),
    };
    const problem = assertionProblem(primitives, assertion, passkey, challenge);
    return problem === undefined ? { ok: true, roster: assertedRoster(roster, assertion) } : { ok: false, problem };
  };

export type GuardingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  /** `problem`: the hub's own word, the server's, or the authenticator's. */
  | { readonly kind: 'failed'; readonly problem: string };

/** Whether this admin's changes to the household need a passkey. */
export interface Guarding {
  readonly state: Observable<GuardingState>;
  /** Whether the hub understands it, and this passkey is of the one kind that a hub verifies. */
  readonly mayGuard: (passkey: PasskeySummary) => boolean;
  readonly begin: (passkey: PasskeySummary) => Promise<void>;
  /** Hex kid of this device, or of another whose passkey is lost. */
  readonly end: (kid: string) => Promise<void>;
}

export const createGuarding = ({
  primitives,
  ends,
  members,
  level,
}: Parts & { readonly members: Members; readonly level: () => number }): Guarding => {
  const state = createCell<GuardingState>({ kind: 'idle' });
  const attempt = async (work: () => Promise<Changed>) => {
    if (state.get().kind === 'working') return;
    state.set({ kind: 'working' });
    const changed = await work().catch((error: unknown): Changed => ({ ok: false, problem: codeOf(error) }));
    state.set(changed.ok ? { kind: 'idle' } : { kind: 'failed', problem: changed.problem });
  };
  return {
    state,
    mayGuard: (passkey) => ends !== undefined && level() >= NEEDED_LEVEL && keyOf(passkey) !== undefined,
    begin: (passkey) =>
      attempt(async () => {
        const key = keyOf(passkey);
        if (key === undefined || ends === undefined) return { ok: false, problem: 'passkey-not-here' };
        return members.setPasskey({ key, page: passkeyPage(primitives, ends.page.rpId, ends.page.origin) });
      }),
    end: (kid) => attempt(() => members.dropPasskey(kid)),
  };
};

const keyOf = ({ publicKey }: PasskeySummary): PublicKey | undefined => es256FromCose(bytesFrom(publicKey));

/** Whether the server's list means the passkey of this key. */
export const isOf = (passkey: PasskeySummary, key: PublicKey): boolean => {
  const own = keyOf(passkey);
  return own !== undefined && sameKey(own, key);
};
