import { afterEach, describe, expect, it } from 'vitest';
import { readFile, stat } from 'node:fs/promises';
import { testHome, type TestHome } from '../testing/home.ts';

let home: TestHome | undefined;
afterEach(async () => {
  await home?.stop();
  home = undefined;
});

const key = (fill: string) => ({ signingKey: fill.repeat(58), sealingKey: fill.repeat(87) });
const published = async (at: TestHome) => (await fetch(`${at.carrier}/.well-known/latchkey`)).json();
const secretOf = async (at: TestHome) => (await readFile(`${at.data}/hardware/carrier/setup-secret`, 'utf8')).trim();
const publish = async (at: TestHome, body: unknown, headers: Record<string, string> = {}) =>
  at.post('/publish', body, { authorization: `Bearer ${await secretOf(at)}`, ...headers }, at.carrier);

describe('the carrier’s domain', () => {
  it('publishes a key to whoever knows the set-up secret, keeps it, and shows it to every origin', async () => {
    const first = (home = await testHome());
    expect(await published(first)).toMatchObject({ name: 'Brieftaube', keys: [] });
    expect((await publish(first, { ...key('A'), name: 'Pakete & mehr' })).status).toBe(204);
    expect((await publish(first, key('A'))).status).toBe(204);
    expect((await publish(first, key('B'))).status).toBe(204);
    await first.stop(true);
    const second = (home = await testHome(undefined, first.data));
    expect(await published(second)).toEqual({
      name: 'Pakete & mehr',
      domain: `127.0.0.1:${second.running.carrierPort}`,
      keys: [key('A'), key('B')],
    });
    const answer = await fetch(`${second.carrier}/.well-known/latchkey`, {
      headers: { origin: 'http://anywhere.test' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('keeps its secret in a file that only its owner reads, and in a fragment of the link', async () => {
    home = await testHome();
    expect((await stat(`${home.data}/hardware/carrier/setup-secret`)).mode & 0o777).toBe(0o600);
    const { consoleLink } = await home.running.addresses();
    expect(consoleLink).toBe(`http://localhost:9500/console/#/setup/${await secretOf(home)}`);
    expect(await (await fetch(home.carrier)).text()).toContain(`/console/#/setup/${await secretOf(home)}`);
  });

  it('refuses a wrong secret, a wrong shape and a wrong origin', async () => {
    home = await testHome();
    expect((await publish(home, key('A'), { authorization: 'Bearer guessed' })).status).toBe(401);
    expect((await publish(home, key('A'), { authorization: '' })).status).toBe(401);
    expect((await publish(home, { signingKey: 'A' })).status).toBe(422);
    expect((await publish(home, key('A'), { origin: 'http://evil.test' })).status).toBe(403);
    expect(await published(home)).toMatchObject({ keys: [] });
  });

  it('lets only the console’s origin through a browser’s preflight', async () => {
    const { carrier } = (home = await testHome());
    const preflight = async (origin: string) => {
      const answer = await fetch(`${carrier}/publish`, { method: 'OPTIONS', headers: { origin } });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await preflight('http://localhost:9500')).toBe('http://localhost:9500');
    expect(await preflight('http://evil.test')).toBeNull();
  });

  it('keeps at most sixteen keys', async () => {
    const here = (home = await testHome());
    for (const letter of 'ABCDEFGHIJKLMNOP') expect((await publish(here, key(letter))).status).toBe(204);
    expect((await publish(here, key('Q'))).status).toBe(409);
  });

  it('answers an unknown path with nothing', async () => {
    home = await testHome();
    for (const path of ['/x', '/.well-known/', '/door/']) expect((await fetch(home.carrier + path)).status).toBe(404);
  });
});
