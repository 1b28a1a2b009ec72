import { ApiProblem, routes, type createClient, type ProblemCode } from '@latchkey/contract';
import { encodePublicKey, fromBase64url, toBase64url, type Signer } from '@latchkey/protocol';

export type Client = ReturnType<typeof createClient>;

/** What a session request says of the key that signs: the server's challenge under this device's signature. */
export interface SessionProof {
  readonly publicKey: string;
  readonly challenge: string;
  readonly signature: string;
  readonly transport: 'cookie';
}

const utf8 = new TextEncoder();

/** Asks for a challenge and signs it. What is signed begins with `lk1-session`, so it can never pose as a link. */
export const proveKey = async (
  client: Client,
  signer: Signer,
  role: 'member' | 'courier' | 'carrier',
): Promise<SessionProof> => {
  const { challenge, audience } = await client(routes.newChallenge, { body: {} });
  const signature = await signer.sign(utf8.encode(routes.sessionMessage(audience, role, challenge)));
  return {
    publicKey: toBase64url(encodePublicKey(signer.key)),
    challenge,
    signature: toBase64url(signature),
    transport: 'cookie',
  };
};

export const signIn = async (client: Client, signer: Signer, role: 'member' | 'courier' | 'carrier'): Promise<void> => {
  await client(routes.newSession, { body: { ...(await proveKey(client, signer, role)), role } });
};

/** What the server says of this device's key, the last time that it was asked. */
export type Standing = 'known' | 'unknown' | 'suspended';

interface SessionEnds {
  readonly onStanding?: (standing: Standing) => void;
  /** Never jumps. */
  readonly steadyMs?: () => number;
}

const firstWaitMs = 5000;
const longestWaitMs = 60_000;

/**
 * While this device is suspended, whatever asks goes on asking: its door every few seconds, its lists, its story. All of it hears the last
 * refusal again, here, and the server is asked once in a while, each time later.
 */
const createPatience = (steadyMs: () => number) => {
  let refusal: ApiProblem | undefined;
  let waitMs = 0;
  let untilMs = 0;
  return {
    still: () => (refusal !== undefined && steadyMs() < untilMs ? refusal : undefined),
    refused: (by: ApiProblem) => {
      waitMs = Math.min(longestWaitMs, Math.max(firstWaitMs, waitMs * 2));
      refusal = by;
      untilMs = steadyMs() + waitMs;
    },
    over: () => {
      refusal = undefined;
      waitMs = 0;
    },
  };
};

/**
 * A client that signs in by itself: a call that is told `not-signed-in` signs the challenge once and is repeated, with the
 * same idempotency key. Sessions end and servers restart; a person never sees either.
 */
export const createSignedInClient = (
  client: Client,
  signer: Signer,
  role: 'member' | 'courier' | 'carrier',
  newKey: () => string,
  { onStanding = () => undefined, steadyMs = () => performance.now() }: SessionEnds = {},
): Client => {
  let signing: Promise<void> | undefined;
  /** The server knows this key no more: it is asked again when the page is loaded anew, not with every call. */
  let unknown: ApiProblem | undefined;
  const suspended = createPatience(steadyMs);
  const signInOnce = async () => {
    signing ??= signIn(client, signer, role).finally(() => (signing = undefined));
    await signing.catch((error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.problem.code === 'suspended') {
        suspended.refused(error);
        onStanding('suspended');
      }
      if (error.problem.code === 'not-found') {
        unknown = error;
        onStanding('unknown');
      }
      throw error;
    });
    suspended.over();
    onStanding('known');
  };
  const call: Client = async (route, input) => {
    const refusal = unknown ?? suspended.still();
    if (refusal !== undefined) throw refusal;
    const keyed = { ...input, idempotencyKey: input.idempotencyKey ?? newKey() };
    try {
      return await client(route, keyed);
    } catch (error) {
      if (codeOf(error) !== 'not-signed-in') throw error;
      await signInOnce();
      return client(route, keyed);
    }
  };
  return call;
};

/** The closed code of whatever was thrown; a bug counts as `internal`, so that it too has a sentence. */
export const codeOf = (error: unknown): ProblemCode => (error instanceof ApiProblem ? error.problem.code : 'internal');

/** Bytes from a field that the contract checked already. */
export const bytesFrom = (text: string): Uint8Array => {
  const bytes = fromBase64url(text);
  if (bytes === undefined) throw new RangeError('not base64url');
  return bytes;
};
