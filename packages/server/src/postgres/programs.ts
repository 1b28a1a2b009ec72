import { spawn } from 'node:child_process';
import { kill } from 'node:process';
import type { Account } from './account.ts';

/** Runs a program to its end; rejects with what it said. */
export const runProgram = (file: string, args: readonly string[], account: Account | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...account,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    });
    let said = '';
    const listen = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new ProgramFailed(file, said))));
  });

export class ProgramFailed extends Error {
  constructor(file: string, said: string) {
    super(`${file} failed: ${said.trim()}`);
    this.name = 'ProgramFailed';
  }
}

/** Whether a process of that id exists. */
export const isAlive = (pid: number): boolean => {
  try {
    return kill(pid, 0);
  } catch {
    return false;
  }
};

/** Sends a signal; a process that is already gone is no problem. */
export const signalProcess = (pid: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void => {
  try {
    kill(pid, signal);
  } catch {
    // Gone already.
  }
};
