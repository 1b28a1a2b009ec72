import { ApiProblem, createClient, routes } from '@latchkey/contract';
import { encodePublicKey } from '@latchkey/protocol';
import { toBase64url, utf8Encode } from './encoding.ts';
import type { OwnKeys, Transport, World } from './world.ts';

export type Call = ReturnType<typeof createClient>;

export interface Proof {
  readonly publicKey: string;
  readonly challenge: string;
  readonly signature: string;
  readonly transport: Transport;
}

/**
 * A session bound to a key. `signedIn` repeats a call once after signing in anew: sessions end, keys stay. The token lives in
 * memory only.
 */
export interface Session {
  /** For routes that anyone may call. */
  readonly open: Call;
  /** For routes of this role. */
  readonly signedIn: <A>(use: (call: Call) => Promise<A>) => Promise<A>;
  /** Signs a fresh challenge: what every route that makes a principal asks for. */
  readonly prove: () => Promise<Proof>;
  /** Keeps the token of a principal just made. */
  readonly keep: (made: { readonly token?: string | undefined }) => void;
}

export const createSession = (
  world: World,
  keys: OwnKeys,
  role: 'carrier' | 'courier',
  transport: Transport,
): Session => {
  let token: string | undefined;
  const call = createClient({
    origin: world.server,
    fetch: world.fetch,
    newKey: () => toBase64url(world.random(16)),
    bearer: () => token,
  });
  const prove = async (): Promise<Proof> => {
    const { challenge, audience } = await call(routes.newChallenge, { body: {} });
    const signature = await keys.signer.sign(utf8Encode(routes.sessionMessage(audience, role, challenge)));
    const publicKey = toBase64url(encodePublicKey(keys.signer.key));
    return { publicKey, challenge, signature: toBase64url(signature), transport };
  };
  const signIn = async () => {
    const made = await call(routes.newSession, { body: { ...(await prove()), role } });
    token = made.token;
  };
  return {
    open: call,
    prove,
    keep: (made) => {
      token = made.token;
    },
    signedIn: async (use) => {
      try {
        return await use(call);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.problem.code !== 'not-signed-in') throw error;
        await signIn();
        return use(call);
      }
    },
  };
};
