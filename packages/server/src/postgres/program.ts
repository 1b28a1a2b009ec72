import { spawn, type ChildProcess } from 'node:child_process';
import type { Account } from './account.ts';

/** Nothing of the server's environment, which may hold secrets, reaches PostgreSQL. */
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Whom to run as; absent: as ourselves. */
  readonly account?: Account;
  /** File descriptor for what the program says. */
  readonly log: number | 'pipe';
}

export const start = ({ command, args, cwd, account, log }: Run): ChildProcess =>
  spawn(command, args, {
    cwd,
    env: environment,
    detached: true,
    stdio: ['pipe', log, log],
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  });

/** Resolves with the exit code; a signal counts as 128. */
export const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 128));
  });

/** Runs to the end. */
export const run = async (what: Run): Promise<{ readonly code: number; readonly said: string }> => {
  const child = start(what);
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin?.end();
  return { code: await exitOf(child), said };
};
