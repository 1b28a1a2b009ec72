/** What a process and its children have taken of the processor, and how long they stood in line for it, from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

interface Seen {
  readonly parent: number;
  readonly seconds: number;
}

const look = (): ReadonlyMap<number, Seen> => {
  const seen = new Map<number, Seen>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      // The name in brackets may hold spaces; what follows it does not. Fields as in proc_pid_stat(5).
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0);
      seen.set(pid, { parent: Number(fields[1]), seconds: ticks / TICKS_A_SECOND });
    } catch {
      continue;
    }
  }
  return seen;
};

/** Seconds of this process alone, and of everything that it started. Zeros where there is no /proc. */
export const processorOf = (pid: number): { readonly own: number; readonly children: number } => {
  let seen: ReadonlyMap<number, Seen>;
  try {
    seen = look();
  } catch {
    return { own: 0, children: 0 };
  }
  const below = (root: number): number =>
    [...seen].reduce((sum, [child, { parent, seconds }]) => (parent === root ? sum + seconds + below(child) : sum), 0);
  return { own: seen.get(pid)?.seconds ?? 0, children: below(pid) };
};

/** Seconds that this process's threads were ready to run and no core was free for them; zero where there is no such count. */
export const waitedOf = (pid: number): number => {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[1]) / 1e9)
      .reduce((sum, seconds) => sum + seconds, 0);
  } catch {
    return 0;
  }
};
