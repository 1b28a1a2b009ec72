import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Everything that runs, from /proc. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly folder: string;
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
    };
  });

export const processes = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? []);

/** Processes that name one of these folders in their command line or stand in it. */
export const processesAbout = (...folders: readonly string[]): Process[] =>
  processes().filter((p) => folders.some((f) => p.command.includes(f) || p.folder.startsWith(f)));

export const isAlive = (pid: number): boolean => read(pid) !== undefined;

/** Kills whichever of them still run. */
export const killAll = (pids: readonly number[]): void => {
  for (const pid of pids) quietly(() => process.kill(pid, 'SIGKILL'));
};
