import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';

export const pidFileIn = (data: string) => join(data, 'postmaster.pid');

const linesOf = async (data: string): Promise<readonly string[]> => {
  const text = await readFile(pidFileIn(data), 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim());
};

/** From /proc/<pid>/stat, behind the name, which may hold anything. */
const parentOf = async (pid: number): Promise<number | undefined> => {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const parent = Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]);
  return Number.isInteger(parent) ? parent : undefined;
};

/**
 * PostgreSQL writes its state into line 8 of its pid file; `pg_ctl` waits for the same word. The file may be an earlier one's, even one
 * that becomes ready just now and ends in a moment: only the child of our guard counts.
 */
export const isReady = async (data: string, guard: number): Promise<boolean> => {
  const lines = await linesOf(data);
  return lines[7] === 'ready' && (await parentOf(Number(lines[0]))) === guard;
};

export const pidOf = async (data: string): Promise<number | undefined> => {
  const pid = Number((await linesOf(data))[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
};

/**
 * A PostgreSQL that still runs on this folder though its server is gone. The number alone proves nothing: after a restart of the
 * machine or container it belongs to another program, and a dead process that nobody reaps keeps it too.
 */
export const findOrphan = async (data: string): Promise<number | undefined> => {
  const pid = await pidOf(data);
  if (pid === undefined) return undefined;
  // A zombie has no working folder any more.
  const where = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return where !== undefined && where === (await realpath(data)) ? pid : undefined;
};
