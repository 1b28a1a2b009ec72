// Bundles the Node programs into dist/node and builds the web apps into dist/web. Skipped when nothing that goes in has changed.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say, setup } from './setup.js';
import { appConfig } from './web/apps.js';
import { compressAll } from './web/compressed.js';
import { firstPaintPlugin, firstPaints } from './web/first-paint.js';
import { headTags, isInstallable, writeInstallable } from './web/installable.js';
import { oneFile } from './web/one-file.js';
import { isReleased, writeRelease } from './web/release.js';
import { writeWorker } from './web/worker.js';

const nodeApps = ['server', 'hub', 'demo-hardware', 'demo-visit', 'witness', 'cli'];
/** Folder in apps/ → address. */
const webApps = { recipient: 'home', courier: 'courier', console: 'console', door: 'door', display: 'display', verify: 'verify' };
/** The page for people without any of this: also to be had as one file. */
const keepable = 'verify';
const inputs = ['packages', 'apps', 'scripts', 'package-lock.json', 'vite.config.js', 'tsconfig.base.json'];

async function* filesUnder(path) {
  if (!existsSync(path)) return;
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return void (yield path);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'node_modules' || entry.name.endsWith('.test.ts')) continue;
    yield* filesUnder(join(path, entry.name));
  }
}

/** One hash over every file that can change what is built. */
const inputHash = async () => {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for await (const file of filesUnder(join(root, input))) {
      hash
        .update(relative(root, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
};

const isOurs = (id) => id.startsWith('.') || id.startsWith('/') || id.startsWith('@latchkey/');

/**
 * Taken in although they are not ours: hundreds of small files each, of which a program needs a part, and which it would otherwise find and
 * compile one by one at each start.
 */
const takenIn = ['kysely', 'zod', '@hpke/core', '@noble/curves', '@noble/hashes', '@simplewebauthn/server'];
const isTakenIn = (id) => takenIn.some((name) => id === name || id.startsWith(`${name}/`));

export const bundleNode = async (entries, folder) => {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    cwd: root,
    input: entries,
    platform: 'node',
    external: (id) => !isOurs(id) && !isTakenIn(id),
    logLevel: 'warn',
    // Its comments name the folders that modules were read from, and a part's name would follow from where packages are installed.
    experimental: { attachDebugInfo: 'none' },
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    sourcemap: true,
    sourcemapPathTransform: (path) => path.replace(/^.*\/(?=node_modules\/)/, '../../'),
    entryFileNames: '[name].js',
    chunkFileNames: 'part-[hash].js',
  });
  await bundle.close();
};

const buildNode = async (folder) => {
  const present = nodeApps.filter((app) => existsSync(join(root, 'apps', app, 'main.ts')));
  const programs = Object.fromEntries(present.map((app) => [app, `apps/${app}/main.ts`]));
  await bundleNode({ ...programs, 'hub-code-finder': 'apps/hub/code-finder.ts' }, folder);
  return present;
};

/** Vite writes pages as dist/web/apps/<folder>/index.html; people know them by other names. */
const buildWeb = async (folder) => {
  const present = Object.keys(webApps).filter((app) => existsSync(join(root, 'apps', app, 'index.html')));
  if (present.length === 0) return present;
  const { build } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  const paints = await firstPaints({ root, apps: present, folder: `${folder}.first-paint`, bundle: bundleNode });
  for (const app of present) {
    await build(appConfig({ root, folder, app, plugins: [react(), headTags(webApps), firstPaintPlugin(paints[app])] }));
  }
  await rm(`${folder}.first-paint`, { recursive: true });
  for (const app of present) {
    await mkdir(join(folder, webApps[app]), { recursive: true });
    await rename(join(folder, 'apps', app, 'index.html'), join(folder, webApps[app], 'index.html'));
  }
  await rm(join(folder, 'apps'), { recursive: true, force: true });
  if (present.includes(keepable)) await writeKeepable(join(folder, webApps[keepable]), { build, plugins: [react()] });
  await finishApps(folder, present);
  return present;
};

const writeKeepable = async (folder, { build, plugins }) => {
  const html = await oneFile({
    folder: `${folder}.whole`,
    page: `apps/${keepable}/index.html`,
    build: (into) => build(appConfig({ root, folder: into, app: keepable, plugins, whole: true })),
  });
  await writeFile(join(folder, 'latchkey-verify.html'), html);
};

/** Icons, manifests and workers beside the pages, and the compressed forms of everything. */
const finishApps = async (folder, present) => {
  for (const app of present) {
    const address = webApps[app];
    if (!isInstallable(address)) continue;
    await writeInstallable(join(folder, address), address);
    await writeWorker({ root, webFolder: folder, app, address });
  }
  await compressAll(folder, join(root, '.cache', 'compressed'));
};

/** The bundler takes the caller's NODE_ENV, and a test's or a developer's would put twice as much of React into the apps. */
const asProduction = async (work) => {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
};

const timed = async (what, work) => {
  const began = performance.now();
  const made = await work();
  say(`  ${what}: ${made.join(', ')} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
};

/** Builds into a fresh folder and moves it into place at the end, so that an interrupted build leaves the old one whole. */
export const buildAll = async () => {
  const stamp = join(root, 'dist', '.inputs');
  const fresh = join(root, `dist.building-${process.pid}`);
  const wanted = await inputHash();
  const isBuilt = existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted;
  const release = (folder) => writeRelease({ root, webFolder: join(folder, 'web'), bundle: bundleNode, parts: `${fresh}.release` });
  if (isBuilt) return (await isReleased(root, join(root, 'dist', 'web'))) ? undefined : release(join(root, 'dist'));
  say('Building …');
  try {
    await timed('programs', () => buildNode(join(fresh, 'node')));
    await timed('apps', () => asProduction(() => buildWeb(join(fresh, 'web'))));
    await release(fresh);
    await writeFile(join(fresh, '.inputs'), wanted);
    await rm(join(root, 'dist'), { recursive: true, force: true });
    await rename(fresh, join(root, 'dist'));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setup();
  await buildAll();
}
