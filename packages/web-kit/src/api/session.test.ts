import { ApiProblem, createClient, routes, type Fetch } from '@latchkey/contract';
import { generateSigner, portablePrimitives, randomBytes } from '@latchkey/keys';
import { decodePublicKey, toBase64url } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { bytesFrom, codeOf, createSignedInClient, type Standing } from './session.ts';

interface Asked {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: Record<string, string>;
}

/** A server that forgets the session once, and lets in again whoever is not `refused`. */
const forgetfulServer = (refused: () => string | undefined = () => undefined) => {
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
    const code = refused();
    if (url === '/api/sessions' && code !== undefined) {
      return answer(403, { type: 'about:blank', title: 'Refused', status: 403, detail: '-', code });
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

const blockBody = { hubId: toBase64url(new Uint8Array(16)), block: 'AAAA' };

/** An app that asks every 2.5 s, as the watch over the door does. */
const polling = async (refused: () => string | undefined) => {
  const { fetch, asked } = forgetfulServer(refused);
  const signer = await generateSigner();
  const newKey = () => toBase64url(randomBytes(16));
  const standings: Standing[] = [];
  let nowMs = 0;
  const client = createSignedInClient(createClient({ origin: '', fetch, newKey }), signer, 'member', newKey, {
    onStanding: (standing) => standings.push(standing),
    steadyMs: () => nowMs,
  });
  const heard: string[] = [];
  return {
    heard,
    standings,
    signIns: () => asked.filter(({ path }) => path === '/api/sessions').length,
    requests: () => asked.length,
    pass: async (ms: number) => {
      for (const endMs = nowMs + ms; nowMs < endMs; nowMs += 2500)
        heard.push(await client(routes.newBlock, { body: blockBody }).then(() => 'done', codeOf));
    },
  };
};

test('a suspended device asks ever more rarely, however often its screens ask, and is back within a minute of its end', async () => {
  let suspended = true;
  const app = await polling(() => (suspended ? 'suspended' : undefined));
  await app.pass(3_600_000);
  // 5, 10, 20, 40 s and then each minute, with three requests each: for the call itself, the challenge and the session.
  expect(app.signIns()).toBeLessThanOrEqual(64);
  expect(app.requests()).toBe(3 * app.signIns());
  expect(new Set(app.heard)).toEqual(new Set(['suspended']));
  expect(app.signIns()).toBeGreaterThan(55);
  suspended = false;
  await app.pass(60_000);
  expect(app.heard.at(-1)).toBe('done');
  expect(app.standings.at(-1)).toBe('known');
  expect(app.standings.filter((one) => one === 'known')).toHaveLength(1);
});

test('a device that the server knows no more asks once, and then nothing', async () => {
  const app = await polling(() => 'not-found');
  await app.pass(3_600_000);
  expect([app.signIns(), app.requests()]).toEqual([1, 3]);
  expect(new Set(app.heard)).toEqual(new Set(['not-found']));
});

test('whatever was thrown has a code with a sentence', () => {
  expect(codeOf(new TypeError('a bug'))).toBe('internal');
  const why = { type: 'about:blank', title: 'x', status: 503, detail: 'x', code: 'hub-offline' as const };
  expect(codeOf(new ApiProblem(why))).toBe('hub-offline');
});
