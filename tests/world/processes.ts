import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Everything that runs, from /proc. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly folder: string;
  readonly environment: string;
}

const quietly = <T>(look: () => T): T | undefined => {
  try {
    return look();
  } catch {
    return undefined;
  }
};

const read = (pid: number): Process | undefined =>
  quietly(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; it only waits to be read by its parent.
    if (state === 'Z' || state === 'X') return undefined;
    return {
      pid,
      parent: Number(parent),
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(),
      folder: quietly(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '',
      environment: quietly(() => readFileSync(`/proc/${pid}/environ`, 'utf8')) ?? '',
    };
  });

export const processes = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? []);

/** Processes that name one of these folders in their command line or environment, or stand in it. */
export const processesAbout = (...folders: readonly string[]): Process[] =>
  processes().filter((p) =>
    folders.some((f) => p.command.includes(f) || p.environment.includes(f) || p.folder.startsWith(f)),
  );

/** Those whose command line names this program. */
export const running = (all: readonly Process[], program: string): number[] =>
  all.filter((p) => p.command.includes(program) && !p.command.startsWith('/bin/sh')).map((p) => p.pid);

export const isAlive = (pid: number): boolean => read(pid) !== undefined;

/** Kills whichever of them still run. */
export const killAll = (pids: readonly number[]): void => {
  for (const pid of pids) quietly(() => process.kill(pid, 'SIGKILL'));
};
