import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtApps, startAppServer } from '../world/app-server.ts';

/** What the first visit of each app may transfer, compressed, until the page is whole. */
const budgets = { home: 200_000, courier: 200_000, console: 200_000 } as const;

let origin: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const apps = await startAppServer(builtApps);
  const server = await apps.start();
  origin = apps.origin;
  close = server.close;
});
afterAll(() => close());

interface Got {
  readonly bytes: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** As a browser asks, and counted as it travels: `fetch` would unpack it first. */
const get = (path: string): Promise<Got> =>
  new Promise((resolve, reject) => {
    const asking = request(`${origin}${path}`, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve({ bytes, headers: answer.headers });
        else reject(new Error(`${path} answered ${String(answer.statusCode)}`));
      });
    });
    asking.on('error', reject);
    asking.end();
  });

const filesOf = async (app: string): Promise<readonly string[]> => {
  const page = await readFile(`${builtApps}/${app}/index.html`, 'utf8');
  return [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
};

it.each(Object.entries(budgets))('the first load of /%s/ stays within %i bytes', async (app, budget) => {
  const paths = [`/${app}/`, ...(await filesOf(app))];
  const got = await Promise.all(paths.map(get));
  const sizes = Object.fromEntries(paths.map((path, at) => [path, got[at]?.bytes ?? 0]));
  expect(paths.length).toBeGreaterThan(3);
  const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
  expect(total, JSON.stringify(sizes, null, 1)).toBeLessThanOrEqual(budget);
});

/** From each script to those that it needs before it can run. */
const needs = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
  const folder = join(builtApps, 'assets');
  const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const read = async (name: string): Promise<[string, readonly string[]]> => {
    const text = await readFile(join(folder, name), 'utf8');
    return [name, [...text.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, other]) => other ?? '')];
  };
  return new Map(await Promise.all(scripts.map(read)));
};

/** Scripts that are left when all that need nothing, or only what was taken away before, are taken away: those of a circle. */
const inCircles = (all: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const left = new Map(all);
  for (let size = -1; size !== left.size;) {
    size = left.size;
    for (const [name, others] of left) if (others.every((other) => !left.has(other))) left.delete(name);
  }
  return [...left.keys()];
};

it('no two scripts need one another before they can run, or a class is asked for that is not there yet', async () => {
  const all = await needs();
  expect([...all.values()].flat().length).toBeGreaterThan(50);
  expect(inCircles(all)).toEqual([]);
  expect(inCircles(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']], ['d', []]]))).toEqual(['a', 'b', 'c']); // prettier-ignore
});

it('texts travel compressed, and caches keep the forms apart', async () => {
  const script = (await filesOf('home')).find((file) => file.endsWith('.js')) ?? '';
  const { headers } = await get(script);
  expect(headers['content-encoding']).toBe('br');
  expect(headers['vary']).toContain('accept-encoding');
  expect(headers['cache-control']).toContain('immutable');
  expect(headers['content-type']).toMatch(/^(?:text|application)\/javascript/);
});

it.each(['home', 'courier', 'console'])('the manifest, icons and worker of /%s/ have their types', async (app) => {
  const types = {
    'manifest.webmanifest': /^application\/manifest\+json/,
    'icon.svg': /^image\/svg\+xml/,
    'icon-512.png': /^image\/png/,
    'icon-maskable-512.png': /^image\/png/,
    'apple-touch-icon.png': /^image\/png/,
    'worker.js': /^text\/javascript/,
  };
  for (const [name, type] of Object.entries(types)) {
    const { headers } = await get(`/${app}/${name}`);
    expect(headers['content-type'], name).toMatch(type);
    expect(headers['cache-control'], name).toBe('no-cache');
  }
});
