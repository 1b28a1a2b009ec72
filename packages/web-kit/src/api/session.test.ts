import { ApiProblem, createClient, routes, type Fetch } from '@latchkey/contract';
import { generateSigner, portablePrimitives, randomBytes } from '@latchkey/keys';
import { decodePublicKey, toBase64url } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { bytesFrom, codeOf, createSignedInClient } from './session.ts';

interface Asked {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: Record<string, string>;
}

/** A server that forgets the session once and checks the signature of the next sign-in. */
const forgetfulServer = () => {
  const asked: Asked[] = [];
  let signedIn = false;
  const fetch: Fetch = (url, init) => {
    const body = JSON.parse(init.body ?? '{}') as Record<string, string>;
    asked.push({ path: url, key: init.headers['idempotency-key'], body });
    const answer = (status: number, value: unknown) =>
      Promise.resolve({ ok: status < 300, status, text: () => Promise.resolve(JSON.stringify(value)) });
    if (url === '/api/challenges') {
      return answer(201, {
        challenge: toBase64url(new Uint8Array(32)),
        audience: 'http://localhost:8400',
        expiresInS: 60,
      });
    }
    if (url === '/api/sessions') {
      signedIn = true;
      return answer(201, { principalId: toBase64url(new Uint8Array(16)) });
    }
    if (!signedIn) {
      const why = { type: 'about:blank', title: 'Not signed in', status: 401, detail: '-', code: 'not-signed-in' };
      return answer(401, why);
    }
    return answer(202, { handedToHub: true });
  };
  return { fetch, asked };
};

test('a call without a session signs the challenge with the device’s key and is repeated under the same key', async () => {
  const { fetch, asked } = forgetfulServer();
  const signer = await generateSigner();
  const newKey = () => toBase64url(randomBytes(16));
  const client = createSignedInClient(createClient({ origin: '', fetch, newKey }), signer, 'member', newKey);
  const block = { hubId: toBase64url(new Uint8Array(16)), block: 'AAAA' };
  expect(await client(routes.newBlock, { body: block })).toEqual({ handedToHub: true });
  expect(asked.map(({ path }) => path)).toEqual([
    '/api/home/blocks',
    '/api/challenges',
    '/api/sessions',
    '/api/home/blocks',
  ]);
  expect(asked[3]?.key).toBe(asked[0]?.key);

  const said = asked[2]?.body ?? {};
  const message = routes.sessionMessage('http://localhost:8400', 'member', said['challenge'] ?? '');
  const key = decodePublicKey(bytesFrom(said['publicKey'] ?? ''));
  const good = portablePrimitives.verify(key, new TextEncoder().encode(message), bytesFrom(said['signature'] ?? ''));
  expect(good).toBe(true);
});

test('whatever was thrown has a code with a sentence', () => {
  expect(codeOf(new TypeError('a bug'))).toBe('internal');
  const why = { type: 'about:blank', title: 'x', status: 503, detail: 'x', code: 'hub-offline' as const };
  expect(codeOf(new ApiProblem(why))).toBe('hub-offline');
});
