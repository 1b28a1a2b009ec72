import { readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

const fileIn = (data: string) => join(data, 'postmaster.pid');

const linesOf = async (data: string): Promise<readonly string[]> => {
  const text = await readFile(fileIn(data), 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim());
};

/** Says that the file was written again: process ids alone repeat, in containers even from start to start. */
export type Edition = bigint | undefined;

export const editionOf = (data: string): Promise<Edition> =>
  stat(fileIn(data), { bigint: true }).then(
    ({ mtimeNs }) => mtimeNs,
    () => undefined,
  );

/** PostgreSQL writes its state into line 8 of its pid file; `pg_ctl` waits for the same word. */
export const isReady = async (data: string, before: Edition): Promise<boolean> =>
  (await linesOf(data))[7] === 'ready' && (await editionOf(data)) !== before;

export const pidOf = async (data: string): Promise<number | undefined> => {
  const pid = Number((await linesOf(data))[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
};

/** What an earlier start left. */
export interface Left {
  /** A PostgreSQL that still runs on this folder though its server is gone. */
  readonly orphan?: number;
  /**
   * A pid file whose number is no running PostgreSQL but taken all the same: by another program after a restart of the machine or
   * container, or by the dead one itself where nobody reaps it. PostgreSQL itself would refuse to start because of it.
   */
  readonly misleading?: string;
}

/**
 * The file of a process that is simply dead is not named: it leads PostgreSQL to children of that process which may still be there.
 */
export const findLeft = async (data: string): Promise<Left> => {
  const pid = await pidOf(data);
  if (pid === undefined) return {};
  const state = await stateOf(pid);
  if (state === undefined) return {};
  const where = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return state !== 'Z' && where === (await realpath(data)) ? { orphan: pid } : { misleading: fileIn(data) };
};

/** The letter behind the name in /proc/<pid>/stat; the name may hold anything. */
const stateOf = async (pid: number): Promise<string | undefined> => {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return line?.slice(line.lastIndexOf(')') + 2)[0];
};
