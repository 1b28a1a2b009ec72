/** The whole of Latchkey as a newcomer starts it: the real launcher, real processes, ports and folders of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { freePorts } from './ports.ts';
import { databaseFolder } from './postgres.ts';
import { giveCluster } from './ready-cluster.ts';
import { until } from './until.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const pids = z.looseObject({ launcher: z.number(), server: z.number(), hardware: z.number() });
const addresses = z.looseObject({
  server: z.string(),
  carrier: z.string(),
  home: z.string(),
  courier: z.string(),
  console: z.string(),
  door: z.string(),
  atHome: z.string(),
  pids,
});

export interface World {
  readonly server: string;
  readonly carrier: string;
  readonly home: string;
  readonly courier: string;
  readonly console: string;
  readonly door: string;
  /** The same app, from the hub. */
  readonly atHome: string;
  readonly pids: { readonly launcher: number; readonly server: number; readonly hardware: number };
  readonly env: NodeJS.ProcessEnv;
  readonly data: string;
  /** What the launcher printed so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Those of this launcher: one that was killed leaves its file behind. */
const readAddresses = async (data: string, launcher: number | undefined) => {
  try {
    const read = addresses.parse(JSON.parse(await readFile(join(data, 'addresses.json'), 'utf8')));
    return read.pids.launcher === launcher ? read : undefined;
  } catch {
    return undefined;
  }
};

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

export const startWorld = async (extra: NodeJS.ProcessEnv = {}): Promise<World> => {
  const data = await mkdtemp(join(tmpdir(), 'latchkey-world-'));
  if (extra['DATABASE_URL'] === undefined) await giveCluster(data);
  return begin(data, extra);
};

/** As on a machine on which Latchkey never ran: its first start makes the database, too. */
export const startFromNothing = async (extra: NodeJS.ProcessEnv = {}): Promise<World> =>
  begin(await mkdtemp(join(tmpdir(), 'latchkey-world-')), extra);

const begin = async (data: string, extra: NodeJS.ProcessEnv): Promise<World> => {
  const [port = 0, hardware = 0, carrier = 0, camera = 0, lan = 0, witness = 0] = await freePorts(6);
  const env = {
    ...process.env,
    PORT: String(port),
    HARDWARE_PORT: String(hardware),
    CARRIER_PORT: String(carrier),
    CAMERA_PORT: String(camera),
    LAN_PORT: String(lan),
    WITNESS_PORT: String(witness),
    LATCHKEY_DATA: data,
    // Tests knock more often than people; the limits themselves have tests of their own.
    LATCHKEY_RATE_FACTOR: '20',
    ...extra,
  };
  return launch(env, data);
};

/** Once more on the same folder and ports, as a person would after everything went down. */
export const startAgain = ({ env, data }: World): Promise<World> => launch(env, data);

const launch = async (env: NodeJS.ProcessEnv, data: string): Promise<World> => {
  const launcher = spawn(process.execPath, ['scripts/start.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  launcher.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  launcher.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const stop = async () => {
    launcher.kill('SIGTERM');
    await ended(launcher);
    await rm(data, { recursive: true, force: true });
    await rm(databaseFolder(data), { recursive: true, force: true });
  };
  try {
    const found = await until(
      'the launcher to print its addresses',
      () => {
        if (launcher.exitCode !== null) throw new TypeError(`the launcher ended:\n${printed}`);
        return readAddresses(data, launcher.pid);
      },
      180_000,
    );
    return { ...found, env, data, output: () => printed, stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
};
