/** Which of a process's system calls reached the disk: what nobody can claim without doing it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { until } from './until.ts';

export const straceFile = ['/usr/bin/strace', '/usr/local/bin/strace'].find((file) => existsSync(file));

export interface Trace {
  /** Lines so far, one a call, each with the path behind the file descriptor. */
  readonly calls: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Follows the process and all its children from now on. */
export const traceSyncs = async (file: string, pid: number): Promise<Trace> => {
  const child = spawn(file, ['-f', '-y', '-e', 'trace=fsync,fdatasync', '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] }); // prettier-ignore
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await until('strace to be attached', () => {
    if (child.exitCode !== null) throw new TypeError(`strace ended: ${said}`);
    return said.includes('attached');
  });
  return {
    calls: () => said.split('\n').filter((line) => /\b(fsync|fdatasync)\(/.test(line)),
    stop: async () => {
      child.kill('SIGINT');
      await gone;
    },
  };
};
