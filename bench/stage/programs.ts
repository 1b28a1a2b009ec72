import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** Where the bundles lie; the bench runs from the clone's root. */
export const built = (...parts: readonly string[]) => join(process.cwd(), 'dist', ...parts);

export interface Program {
  readonly firstLine: string;
  readonly pid: number;
  /** Closes its standard input, which ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

/** With `LATCHKEY_BENCH_PROFILE=FOLDER` every program leaves there what it spent the processor on. */
const profiling = (): readonly string[] => {
  const folder = process.env['LATCHKEY_BENCH_PROFILE'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
};

/** Starts a Node program and waits for its first line on standard output. */
export const startProgram = async (
  file: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Program> => {
  const child: ChildProcess = spawn(process.execPath, [...profiling(), file, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const firstLine = await new Promise<string>((resolve, reject) => {
    if (child.stdout === null) return reject(new TypeError('no output'));
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new TypeError(`${file} ended with ${String(code)}`)));
  });
  const stop = async () => {
    child.stdin?.end();
    await gone;
  };
  return { firstLine, pid: child.pid ?? 0, stop };
};
