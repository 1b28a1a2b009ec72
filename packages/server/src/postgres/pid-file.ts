import { readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

export const pidFileIn = (data: string) => join(data, 'postmaster.pid');

const linesOf = async (data: string): Promise<readonly string[]> => {
  const text = await readFile(pidFileIn(data), 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim());
};

/** Says that the file was written again: process ids alone repeat, in containers even from start to start. */
export type Edition = bigint | undefined;

export const editionOf = (data: string): Promise<Edition> =>
  stat(pidFileIn(data), { bigint: true }).then(
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
