/** Whoever builds the same sources has the same bytes, and can compare a running server with them. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { nodePrimitives } from '@latchkey/keys/node';
import { releasedText } from '@latchkey/log/release';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHomeRelay, MemoryBlobs } from '@latchkey/server';
import { pino } from 'pino';
import type { TestServer } from '../../packages/server/src/testing/server.ts';
import { startAppServer } from '../world/app-server.ts';
import { buildAgain, copyOfApps, newMakers, swap } from '../world/next-build.ts';
import { freePorts } from '../world/ports.ts';
import { secretsIn } from '../world/secrets.ts';
import { root } from '../world/world.ts';

const sources = ['packages', 'apps', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/** A clone elsewhere, with a longer name; what was installed is only linked to, so that it lies at another place seen from there. */
const cloneTo = async (folder: string) => {
  for (const source of sources) await cp(join(root, source), join(folder, source), { recursive: true });
  const installed = join(root, 'node_modules');
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(installed)) {
    const [from, to] = [join(installed, name), join(folder, 'node_modules', name)];
    if (name === '@latchkey' || name === '.package-lock.json')
      await cp(from, to, { recursive: true, verbatimSymlinks: true }); // prettier-ignore
    else await symlink(from, to);
  }
  await mkdir(join(folder, '.cache'));
  // The same texts have the same compressed forms; making them anew is most of a build.
  await symlink(join(root, '.cache', 'compressed'), join(folder, '.cache', 'compressed'));
};

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
};

it('the same sources in another folder, time zone and language build the same bytes', async () => {
  const place = await mkdtemp(join(tmpdir(), 'latchkey-a-clone-at-some-other-place-'));
  await cloneTo(place);
  const env = { ...process.env, TZ: 'Pacific/Kiritimati', LC_ALL: 'C', SOURCE_DATE_EPOCH: '1790000000' };
  await promisify(execFile)(process.execPath, ['scripts/build.js'], { cwd: place, env });
  for (const part of ['web', 'node']) {
    const [own, other] = [join(root, 'dist', part), join(place, 'dist', part)];
    const names = (await filesIn(own)).filter((name) => !name.endsWith('release.txt')).sort();
    expect((await filesIn(other)).filter((name) => !name.endsWith('release.txt')).sort()).toEqual(names);
    for (const name of names) expect((await readFile(join(other, name))).equals(await readFile(join(own, name))), name).toBe(true); // prettier-ignore
  }
  const listed = async (at: string) => releasedText(await readFile(join(at, 'dist/web/home/release.txt'), 'utf8'))?.split('\n').slice(4); // prettier-ignore
  expect(await listed(place)).toEqual(await listed(root));
  await rm(place, { recursive: true });
});

describe('P13: what is shipped', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ed25519 = generateKeyPairSync('ed25519').privateKey;
  const der = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' });
  const planted = [
    privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    JSON.stringify(privateKey.export({ format: 'pem', type: 'sec1' })),
    der(privateKey).toString('base64'),
    der(privateKey).toString('base64url'),
    privateKey.export({ format: 'der', type: 'sec1' }).toString('base64'),
    der(ed25519).toString('base64url'),
    JSON.stringify(privateKey.export({ format: 'jwk' })),
    `const key = { kty: "EC", d: "${privateKey.export({ format: 'jwk' }).d ?? ''}" }`,
    'postgres://latchkey:hunter22@database/latchkey',
  ];

  it.each(planted)('a secret is found where there is one', (secret) => {
    expect(secretsIn(`a();${secret};b()`)).not.toEqual([]);
  });

  it('holds no key, no password and no path of the machine that built it, in no file and no map', async () => {
    const release = (await readFile(join(root, '.cache/release-key.pem'), 'utf8')).split('\n')[1] ?? '';
    expect(release.length).toBeGreaterThan(40);
    const known = new Map([
      ['the release key', release],
      ['the folder it was built in', root],
    ]);
    const names = await filesIn(join(root, 'dist'));
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) {
      if (/\.(br|gz)$/.test(name)) continue;
      expect(secretsIn(await readFile(join(root, 'dist', name), 'latin1'), known), name).toEqual([]);
    }
  });
});

describe('latchkey verify-app', () => {
  let apps: Awaited<ReturnType<typeof copyOfApps>>;
  let origin: string;
  let server: TestServer;
  beforeAll(async () => {
    apps = await copyOfApps();
    const address = await startAppServer(apps.folder);
    server = await address.start();
    origin = address.origin;
    // The log takes in what was handed in.
    server.clock.advance(1_000);
  });
  afterAll(async () => {
    await server.close();
    await apps.remove();
  });

  const verifyApp = (...args: string[]) =>
    new Promise<{ code: number; out: string; wrong: string }>((resolve) => {
      const program = join(root, 'apps/cli/latchkey.js');
      execFile(process.execPath, [program, 'verify-app', ...args], (error, out, wrong) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, wrong });
      });
    });

  it('says that a server serves what its makers signed, file by file, and has it in its log', async () => {
    const { code, out, wrong } = await verifyApp(
      origin,
      '--key',
      apps.makers.key,
      '--build',
      join(root, 'dist', 'web'),
    );
    expect([code, wrong], out).toEqual([0, '']);
    expect(out).toMatch(/Served: all \d+ files are those that were signed\.\nOwn build: the same, file by file\.\nLog: \S+ has this release, in a tree of 1; no witness has seen it\.\nIt holds\./); // prettier-ignore
  });

  it('of a hub’s page at home checks the household’s app, and looks for its release in the server’s log', async () => {
    const [port = 0] = await freePorts(1);
    const page = `http://localhost:${String(port)}`;
    const relay = await makeHomeRelay(
      {
        blobs: new MemoryBlobs(),
        clock: server.clock,
        random: (n) => Uint8Array.from(randomBytes(n)),
        primitives: nodePrimitives(),
        log: pino({ level: 'silent' }),
      },
      {
        audience: page,
        origins: [page],
        lineToken: 'only this process',
        held: () => [],
        rateFactor: 20,
        webFolder: apps.folder,
      },
    );
    try {
      await relay.listen(port);
      const asked = await verifyApp(page, '--key', apps.makers.key, '--log-at', origin);
      expect([asked.code, asked.wrong], asked.out).toEqual([0, '']);
      expect(asked.out).toMatch(
        /A page at home: .*\nServed: all \d+ files are those that were signed\.\nLog: \S+ has this release/,
      );
      const unasked = await verifyApp(page, '--key', apps.makers.key);
      expect([unasked.code, unasked.wrong]).toEqual([2, expect.stringContaining('--log-at')]);
      const own = await verifyApp(page, '--build', join(root, 'dist', 'web'));
      expect([own.code, own.wrong], own.out).toEqual([0, '']);
      expect(own.out).toContain('Log: not asked; your own build was compared.');
    } finally {
      await relay.close();
    }
  });

  it('says which files are others, and that another key signed', async () => {
    await buildAgain(apps.folder, 'home', 'swapped');
    await swap(apps.folder, '/console/icon.svg', (icon) => `${icon} `);
    const { code, out } = await verifyApp(origin);
    expect(code).toBe(1);
    expect(out).toContain('3 of ');
    for (const path of ['/home/', '/home/worker.js', '/console/icon.svg'])
      expect(out).toContain(`  ${path} is another file\n`);
    expect(out).toContain('Whose key that is, this cannot tell');
    const stranger = await verifyApp(origin, '--key', newMakers().key);
    expect([stranger.code, stranger.out]).toEqual([1, expect.stringContaining('not signed by this key')]);
  });

  it('says what to do where it cannot ask', async () => {
    for (const [args, sentence] of [
      [['nowhere'], '"nowhere" is no address of a server'],
      [['http://127.0.0.1:9'], 'could not be fetched'],
      [[origin, '--log', 'k'], '"k" is no verifier key.'],
    ] as const) {
      const { code, wrong } = await verifyApp(...args);
      expect([code, wrong]).toEqual([2, expect.stringContaining(sentence)]);
      expect(wrong).not.toContain('    at ');
    }
  });
});
