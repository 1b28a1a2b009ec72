/** Another server, on another host as far as it can tell: a port, a folder and a database of its own, and nothing of anybody. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { databaseFolder } from './postgres.ts';
import { until } from './until.ts';
import { root, type World } from './world.ts';

export interface SecondServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** `world`: whose demo carrier its pages may ask; nothing else of it is known here. */
export const startSecondServer = async ({ env }: Pick<World, 'env'>): Promise<SecondServer> => {
  const data = await mkdtemp(join(tmpdir(), 'latchkey-second-'));
  const port = await freePort();
  const own = { PORT: String(port), LATCHKEY_DATA: data, LATCHKEY_ROOT: root, LATCHKEY_DEMO: '1' };
  const child = spawn(process.execPath, [join(root, 'dist/node/server.js')], {
    cwd: root,
    env: { ...env, ...own },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://localhost:${String(port)}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    for (const folder of [data, databaseFolder(data)]) await rm(folder, { recursive: true, force: true });
  };
  const isUp = () => fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  ); // prettier-ignore
  await until('the second server to be up', async () => {
    if (child.exitCode !== null) throw new TypeError(`the second server ended: ${said}`);
    return isUp();
  });
  return { url, stop };
};
