/** A real time server, Debian's chrony, on a loopback address of its own: it serves NTS and touches no clock of this machine. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { issue, type Authority } from './certificates.ts';
import { freePorts } from './ports.ts';
import { until } from './until.ts';

const run = promisify(execFile);
const chronyd = '/usr/sbin/chronyd';

export const chronyIsThere: boolean = existsSync(chronyd);

export interface TimeServer {
  /** As a hub's settings name it. */
  readonly named: string;
  /** From now on it lies by so many seconds: its own clock is turned, which is nobody else's. Once in its life: chrony takes a second time for a drift. */
  readonly turn: (seconds: number) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** An honest one in its place. */
  readonly replace: () => Promise<TimeServer>;
}

/** `address`: 127.0.0.2 and the like, the name in its certificate. `ports`: of the time and of key establishment. */
export const startTimeServer = async (
  authority: Authority,
  address: string,
  ports?: readonly [number, number],
): Promise<TimeServer> => {
  // Short: a socket's path has 108 bytes at most.
  const folder = await mkdtemp('/tmp/latchkey-chrony-');
  const [port = 0, ke = 0] = ports ?? (await freePorts(2));
  const { cert, key } = issue(authority, { host: address });
  await writeFile(join(folder, 'cert.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
  await mkdir(join(folder, 'run'));
  await chmod(join(folder, 'run'), 0o700);
  await writeFile(join(folder, 'chrony.conf'), settings({ folder, address, port, ke }));
  const child = spawn(chronyd, ['-x', '-d', '-U', '-u', userInfo().username, '-f', join(folder, 'chrony.conf')], { stdio: ['ignore', 'pipe', 'pipe'] }); // prettier-ignore
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ask = (...command: readonly string[]) => run('chronyc', ['-h', join(folder, 'run/socket'), ...command]);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until('the time server to answer', async () => {
      if (child.exitCode !== null) throw new TypeError(`chronyd ended:\n${said}`);
      return ask('tracking').then(
        () => true,
        () => false,
      );
    });
  } catch (problem) {
    await stop();
    throw problem;
  }
  const turn = async (seconds: number) => {
    const told = new Date((Math.floor(Date.now() / 1000) + seconds) * 1000).toISOString();
    await ask('settime', told.slice(0, 19).replace('T', ' ') + ' UTC');
  };
  const replace = async () => {
    await stop();
    return startTimeServer(authority, address, [port, ke]);
  };
  return { named: `${address}:${String(ke)}`, turn, stop, replace };
};

const settings = (at: { folder: string; address: string; port: number; ke: number }): string =>
  [
    'local stratum 8',
    'manual',
    `bindaddress ${at.address}`,
    `port ${String(at.port)}`,
    `ntsport ${String(at.ke)}`,
    `ntsservercert ${at.folder}/cert.pem`,
    `ntsserverkey ${at.folder}/key.pem`,
    'ntsprocesses 0',
    'allow 127.0.0.0/8',
    'cmdport 0',
    `bindcmdaddress ${at.folder}/run/socket`,
    `pidfile ${at.folder}/pid`,
  ].join('\n') + '\n';

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
