// Each app's service worker: a small file beside its page lists what the app keeps, and runs the code. Hashes stand in the release.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is larger than this is fetched when it is needed, and not kept for offline use: a city's map, not a library. */
const LIMIT_KEPT_BYTES = 2 * 1024 * 1024;
const beside = ['manifest.webmanifest', 'icon.svg', 'icon-192.png', 'badge-96.png'];

/** Every asset that the page can come to load, now or later: each names the next ones, and no other text looks like such a name. */
const reachable = async (webFolder, page) => {
  const assets = await readdir(join(webFolder, 'assets'));
  const found = new Set();
  const read = async (path) => {
    const text = await readFile(path, 'utf8');
    for (const name of assets.filter((one) => !found.has(one) && text.includes(one))) {
      found.add(name);
      if (/\.(?:js|css)$/.test(name)) await read(join(webFolder, 'assets', name));
    }
  };
  await read(page);
  return [...found].sort().map((name) => `/assets/${name}`);
};

const listed = async (folder, url) => {
  const path = join(folder, url.endsWith('/') ? `${url}index.html` : url);
  if ((await stat(path)).size > LIMIT_KEPT_BYTES) return [];
  return [{ url, hash: createHash('sha256').update(await readFile(path)).digest('base64') }];
};

const bundled = async (root, entry) => {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({ cwd: root, input: entry, platform: 'browser', logLevel: 'warn' });
  // One classic script: browsers that know no module workers install it too.
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  return output[0].code;
};

const sha256 = (bytes) => createHash('sha256').update(bytes);

/** `webFolder` holds the finished page and assets. */
export const writeWorker = async ({ root, webFolder, app, address }) => {
  const entry = join(root, 'apps', app, 'worker', 'main.ts');
  if (!existsSync(entry)) return;
  const code = await bundled(root, entry);
  const script = `/assets/${address}-worker-${sha256(code).digest('base64url').slice(0, 8)}.js`;
  await writeFile(join(webFolder, script), code);
  const urls = [`/${address}/`, ...beside.map((name) => `/${address}/${name}`), ...(await reachable(webFolder, join(webFolder, address, 'index.html')))];
  const files = (await Promise.all(urls.map((url) => listed(webFolder, url)))).flat();
  const version = sha256(JSON.stringify([script, files])).digest('hex').slice(0, 16);
  const shell = JSON.stringify({ scope: `/${address}/`, version, files: files.map(({ url }) => url) });
  await writeFile(join(webFolder, address, 'worker.js'), `self.latchkeyShell=${shell};\nimportScripts('${script}');\n`);
};
