import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountFor } from './account.ts';
import { findBinaries } from './binaries.ts';
import { prepareFolder } from './cluster-folder.ts';
import { EmbeddedPostgres, type Watcher } from './embedded.ts';
import { placesIn } from './places.ts';
import { SUPERUSER } from './settings.ts';

export { CannotStart } from './cannot-start.ts';
export { lockFolder, type FolderLock } from './folder-lock.ts';

export interface EmbeddedOptions extends Watcher {
  /** Where the cluster lives. As root every parent must be open to other users: `/var/lib/latchkey/<name>`. */
  readonly folder: string;
  /** Of this process. For 0 PostgreSQL runs as an unprivileged user. */
  readonly uid: number;
  /** Where root keeps the binaries, one copy for all folders. */
  readonly shared: string;
}

export interface RunningPostgres {
  /** Over the Unix socket. */
  readonly url: string;
  /** The postmaster's process id. */
  readonly pid: () => Promise<number | undefined>;
  /** In order; resolves when no process of it is left. */
  readonly stop: () => Promise<void>;
}

/**
 * A real PostgreSQL on a folder of the server's: made at the first start, recovered after a crash, restarted when it dies, and gone
 * when the server is. The caller holds the folder's lock.
 * @throws CannotStart
 */
export const startEmbeddedPostgres = async (options: EmbeddedOptions): Promise<RunningPostgres> => {
  const { folder, uid, shared, note, onLost } = options;
  const dropped = uid === 0;
  const [account, binaries] = await Promise.all([
    accountFor(uid),
    findBinaries(platform(), arch(), { to: dropped ? shared : join(folder, 'programs'), always: dropped }),
  ]);
  const owner = { account, dropped };
  const places = placesIn(folder, tmpdir());
  await prepareFolder(places, binaries, owner);
  const postgres = new EmbeddedPostgres(places, binaries, owner, { note, onLost });
  await postgres.start();
  return {
    url: `postgres://${SUPERUSER}@${encodeURIComponent(places.socket)}/postgres`,
    pid: () => postgres.pid(),
    stop: () => postgres.stop(),
  };
};
