import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem, routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, newKey } from '../testing/caller.ts';
import { allRoutes } from '../testing/requests.ts';
import { MemoryStore } from '../store/memory.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  server.app.inject({ url, headers: { host: 'localhost:8400', ...headers } });
const post = (payload: string, headers: Record<string, string> = {}) =>
  server.app.inject({
    method: 'POST',
    url: '/api/challenges',
    headers: { host: 'localhost:8400', 'content-type': 'application/json', 'idempotency-key': newKey(), ...headers },
    payload,
  });

describe('an error', () => {
  it.each([
    '/nothing',
    '/home/nothing.html',
    '/api',
    '/api/nothing',
    '/api/home/',
    '/assets/none.js',
    '/api/hub',
    '/..%2f..%2fetc/passwd',
  ])('is a problem and never a page: %s', async (url) => {
    const answer = await get(url);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem.parse(answer.json())).toMatchObject({ status: 404, code: 'unknown-path' });
  });

  it('names what is wrong in a request, place by place', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/sessions',
      headers: { host: 'localhost:8400', 'idempotency-key': newKey() },
      payload: { role: 'king', transport: 'cookie' },
    });
    const { errors } = problem.parse(answer.json());
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/body/publicKey', '/body/challenge', '/body/signature', '/body/role']); // prettier-ignore
  });

  it.each([
    ['no JSON', '{', 400, 'invalid-request'],
    ['another kind of body', 'a=1', 415, 'invalid-request'],
    ['too large', JSON.stringify({ x: 'x'.repeat(20_000) }), 413, 'too-large'],
    ['a poisoned prototype', '{"__proto__":{"role":"admin"}}', 400, 'invalid-request'],
  ])('tells %s apart', async (name, payload, status, code) => {
    const type = name === 'another kind of body' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    const answer = await post(payload, type);
    expect(answer.statusCode).toBe(status);
    expect(problem.parse(answer.json()).code).toBe(code);
  });

  it('of the server’s own says nothing about its inside', async () => {
    Object.assign(server.effects.store, { firstHome: () => Promise.reject(new Error('password=hunter2')) });
    const answer = await get('/api/demo');
    expect(answer.statusCode).toBe(500);
    expect(answer.payload).not.toContain('hunter2');
  });
});

describe('a page of another origin', () => {
  it('cannot write, with or without our name for the host', async () => {
    expect((await post('{}', { origin: 'http://evil.example' })).json()).toMatchObject({ code: 'wrong-origin' });
    expect((await post('{}', { origin: 'http://localhost:8400' })).statusCode).toBe(201);
  });

  it('cannot have its own name resolve to this server', async () => {
    expect((await get('/api/demo', { host: 'evil.example:8400' })).json()).toMatchObject({ code: 'wrong-origin' });
    expect((await get('/health', { host: 'probe.internal' })).statusCode).toBe(200);
    // A hub on its own network reads the public log by the name that it has there.
    expect((await get('/api/log/key', { host: '192.168.1.2:7000' })).statusCode).toBe(200);
    expect((await get('/api/logs', { host: '192.168.1.2:7000' })).json()).toMatchObject({ code: 'wrong-origin' });
  });
});

it('waits for no request for good', () => {
  expect(server.app.server.requestTimeout).toBe(30_000);
});

describe('the figures', () => {
  it('are there for whoever shows the token, by any name, and for nobody else', async () => {
    const watched = await startTestServer({ settings: { metricsToken: 'of-the-operator' } });
    const asked = async (headers: Record<string, string>, of = watched) => {
      const { statusCode, payload } = await of.app.inject({ method: 'GET', url: '/metrics', headers });
      return { statusCode, payload };
    };
    const probe = { host: '10.0.0.7:8400', authorization: 'Bearer of-the-operator' };
    expect((await asked(probe)).payload).toContain('latchkey_hubs_connected');
    const nothing = { statusCode: 404, payload: (await asked({ host: 'localhost:8400' }, server)).payload };
    for (const headers of [
      { host: 'localhost:8400' },
      { host: 'evil.example' },
      { ...probe, authorization: 'Bearer of-the-operator2' },
      { ...probe, authorization: 'of-the-operator' },
      { ...probe, authorization: 'Bearer undefined' },
    ])
      expect(await asked(headers)).toEqual(nothing);
    expect(await asked({ ...probe, authorization: 'Bearer undefined' }, server)).toEqual(nothing);
    await watched.close();
  });
});

describe('the health', () => {
  it('is that of the database, which is asked once a second however often it is', async () => {
    let writes = 0;
    let away = false;
    const store = new MemoryStore();
    const kept = store.write.bind(store);
    store.write = (...all) => {
      if (all[1].length === 0) writes++;
      return away ? Promise.reject(new StoreUnavailable('away')) : kept(...all);
    };
    const watched = await startTestServer({ effects: { store } });
    const health = async () => (await watched.app.inject({ method: 'GET', url: '/health' })).statusCode;
    expect([await health(), await health(), writes]).toEqual([200, 200, 1]);
    away = true;
    watched.clock.advance(1000);
    expect([await health(), await health(), writes]).toEqual([503, 503, 2]);
    away = false;
    watched.clock.advance(1000);
    expect(await health()).toBe(200);
    await watched.close();
  });
});

describe('every answer', () => {
  it.each(['/', '/nothing', '/api/demo', '/health', '/api/docs/'])(
    'carries the policy of one origin: %s',
    async (url) => {
      const { headers } = await get(url);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    },
  );

  it('lets pages connect to this server and the carrier’s domain only', async () => {
    const { headers } = await get('/');
    expect(server.settings.origins).toContain('http://[::1]:8400');
    const connect = /connect-src ([^;]+)/.exec(String(headers['content-security-policy']))?.[1]?.split(' ');
    expect(connect).toEqual(["'self'", 'ws://localhost:8400', 'ws://127.0.0.1:8400', 'http://127.0.0.1:8402']);
  });
});

describe('limits', () => {
  it('let a caller use a minute’s worth, then one at a time', async () => {
    const guest = clientOf(server);
    for (let i = 0; i < 60; i++) await guest(routes.newChallenge, { body: {} });
    const answer = await post('{}');
    expect(answer.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(answer.headers['retry-after']).toBe('1');
    server.clock.advance(1_000);
    expect((await post('{}')).statusCode).toBe(201);
    expect((await post('{}')).statusCode).toBe(429);
  });

  it('are each caller’s own behind a proxy that the operator named, and everybody’s one where the header is forged', async () => {
    const behind = await startTestServer({ settings: { trustedProxies: ['127.0.0.1'] } });
    const status = async (from: TestServer, forwarded: string, remoteAddress = '127.0.0.1') => {
      const [host, key] = ['localhost:8400', newKey()];
      const headers = {
        host,
        'content-type': 'application/json',
        'idempotency-key': key,
        'x-forwarded-for': forwarded,
      };
      const asked = { method: 'POST', url: routes.newChallenge.path, payload: '{}', headers, remoteAddress } as const;
      return (await from.app.inject(asked)).statusCode;
    };
    for (let n = 0; n < 60; n++) await status(behind, `192.0.2.${n}, 203.0.113.9`);
    expect(await status(behind, '192.0.2.99, 203.0.113.9')).toBe(429);
    expect(await status(behind, '203.0.113.10')).toBe(201);
    for (let n = 0; n < 60; n++) await status(behind, `192.0.2.${n}`, '203.0.113.66');
    expect(await status(behind, '192.0.2.99', '203.0.113.66')).toBe(429);
    await behind.close();
    for (let n = 0; n < 60; n++) await status(server, `192.0.2.${n}`);
    expect(await status(server, '192.0.2.99')).toBe(429);
  });

  it('are none the wider after a restart, and the store holds no address', async () => {
    const first = await startTestServer();
    const guest = clientOf(first);
    for (let i = 0; i < 60; i++) await guest(routes.newChallenge, { body: {} });
    await first.close();
    const kept = await first.effects.store.throttles(first.clock.nowMs());
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('127.0.0.1');
    const again = await startTestServer({ effects: { store: first.effects.store, clock: first.clock } });
    const late = clientOf(again);
    await expect(late(routes.newChallenge, { body: {} })).rejects.toMatchObject({
      problem: { code: 'too-many-requests' },
    });
    first.clock.advance(1_000);
    await late(routes.newChallenge, { body: {} });
    await again.close();
  });
});

describe('the description', () => {
  it('has every route of the contract, each with its role, key and problem', async () => {
    const document = (await get('/api/openapi.json')).json<{ paths: Record<string, Record<string, { parameters: { name: string }[]; security?: object[] }>> }>(); // prettier-ignore
    for (const route of allRoutes) {
      const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      expect(operation, route.path).toBeDefined();
      expect(operation?.security !== undefined, route.path).toBe(route.role !== 'anyone');
      const asks = operation?.parameters.some(({ name }) => name === 'idempotency-key');
      expect(asks, route.path).toBe(route.method !== 'GET');
    }
  });

  it('is readable offline: the page loads nothing from elsewhere', async () => {
    const page = await get('/api/docs/');
    expect(page.statusCode).toBe(200);
    const sources = [...page.payload.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source).not.toMatch(/^(https?:)?\/\//);
      expect((await get(new URL(source, 'http://x/api/docs/').pathname)).statusCode).toBe(200);
    }
    expect(page.payload).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>\s*\S/);
  });
});

describe('the demo’s routes', () => {
  it('are not there without the demo', async () => {
    const real = await startTestServer({ settings: { demo: false } });
    const answer = await real.app.inject({ url: '/api/demo', headers: { host: 'localhost:8400' } });
    expect(answer.statusCode).toBe(404);
    await real.close();
  });

  it('lead to the hardware’s page', async () => {
    expect((await get('/door')).headers.location).toBe('http://localhost:8401/door/');
    expect((await get('/')).headers.location).toBe('/home/');
  });
});

describe('the apps', () => {
  it('are served as built: pages asked for anew each time, assets kept for ever, folders never listed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-web-'));
    for (const app of ['assets', 'home', 'courier', 'console']) await mkdir(join(folder, app));
    await writeFile(join(folder, 'home', 'index.html'), '<!doctype html>home');
    await writeFile(join(folder, 'assets', 'home-a1b2.js'), 'export {}');
    const apps = await startTestServer({ settings: { webFolder: folder } });
    const read = (url: string) => apps.app.inject({ url, headers: { host: 'localhost:8400' } });
    expect((await read('/home')).headers.location).toBe('/home/');
    const page = await read('/home/');
    expect(page.payload).toBe('<!doctype html>home');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect((await read('/assets/home-a1b2.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const url of ['/assets/', '/home/visit/abc', '/assets/none.js', '/home/../../etc/passwd']) {
      expect((await read(url)).statusCode).toBe(404);
    }
    await apps.close();
    await rm(folder, { recursive: true });
  });
});
