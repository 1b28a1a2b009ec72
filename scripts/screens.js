// `npm run screens [-- TEST…]`: the browser tests that keep an album walk through the apps, and one page shows every picture they took.
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveUp, root, say, setup } from './setup.js';
import { buildAll } from './build.js';
import { contactSheet, screensOf } from './web/contact-sheet.js';

const usage = 'usage: npm run screens [-- TEST…]   TEST is a browser test that keeps an album, such as visit-screens; without one, all of them';
const tests = join(root, 'tests/browser');
const pictures = join(root, 'artifacts/screens');

/** Tests that say openAlbum() take pictures; a new one is found without a list. */
const albums = async () => {
  const names = (await readdir(tests)).filter((name) => name.endsWith('.test.ts'));
  const kept = await Promise.all(names.map(async (name) => (await readFile(join(tests, name), 'utf8')).includes('openAlbum()')));
  return names.filter((_, i) => kept[i]).map((name) => name.slice(0, -'.test.ts'.length));
};

const chosenFrom = (known, wished) => {
  const unknown = wished.find((name) => !known.includes(name));
  if (unknown !== undefined) giveUp(`No album is called ${unknown}. There are: ${known.join(', ')}.\n${usage}`, 2);
  return wished.length === 0 ? known : wished;
};

const runTests = (names) =>
  new Promise((done) => {
    const files = names.map((name) => `tests/browser/${name}.test.ts`);
    const vitest = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'browser', '--testTimeout=900000', ...files], { cwd: root, env: { ...process.env, LATCHKEY_LOOKS: 'all' }, stdio: 'inherit' });
    vitest.once('exit', (code) => done(code ?? 1));
  });

const main = async () => {
  const wished = process.argv.slice(2);
  const chosen = chosenFrom(await albums(), wished);
  await setup();
  await buildAll();
  // A picture of last month on the page would be looked at as one of today.
  if (wished.length === 0) await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const code = await runTests(chosen);
  const files = await readdir(pictures);
  await writeFile(join(pictures, 'index.html'), contactSheet(files));
  say(`\n${screensOf(files).length} screens: artifacts/screens/index.html`);
  process.exitCode = code;
};

await main();
