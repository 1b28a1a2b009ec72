// A demo world of its own for what is measured in a real browser: the launcher, free ports, Chromium as the browser tests have it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { giveUp, root } from '../setup.js';
import { bundleNode } from '../build.js';

/** One folder, begun anew each time, so that nothing heaps up. */
const data = join(root, '.cache/measured-world');
const startMs = 180_000;

/** Chromium and ports as the browser tests have them. */
export const worldParts = async () => {
  const folder = join(root, 'dist/measured');
  await bundleNode({ chromium: 'tests/world/chromium.ts', ports: 'tests/world/ports.ts' }, folder);
  const load = (name) => import(pathToFileURL(join(folder, `${name}.js`)).href);
  return { ...(await load('chromium')), ...(await load('ports')) };
};

const portNames = ['PORT', 'HARDWARE_PORT', 'CARRIER_PORT', 'CAMERA_PORT', 'LAN_PORT', 'WITNESS_PORT'];

/** Ports that are named are used; the rest are free ones. */
export const choosePorts = async (freePorts) => {
  const free = await freePorts(portNames.length);
  return Object.fromEntries(portNames.map((name, i) => [name, process.env[name] ?? String(free[i])]));
};

/** The real launcher: server, demo hardware, hub. Resolves with the addresses it writes. */
export const startWorld = async (ports) => {
  await rm(join(data, 'addresses.json'), { force: true });
  const env = { ...process.env, ...ports, LATCHKEY_DATA: data };
  const launcher = spawn(process.execPath, [join(root, 'scripts/start.js'), '--fresh'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => launcher.once('exit', done));
  const stop = async () => {
    launcher.kill('SIGTERM');
    await ended;
  };
  const file = join(data, 'addresses.json');
  const untilMs = performance.now() + startMs;
  while (performance.now() < untilMs && launcher.exitCode === null) {
    const text = existsSync(file) ? await readFile(file, 'utf8') : '';
    if (text.endsWith('}')) return { addresses: JSON.parse(text), stop };
    await new Promise((done) => setTimeout(done, 200));
  }
  await stop();
  return giveUp(`The demo did not start; its logs are in ${join(data, 'logs')}.`);
};
