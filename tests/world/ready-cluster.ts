/**
 * A database cluster that the server's own code made, once for all worlds: each gets a copy before its first start. Making one takes as long
 * as everything else that a world starts with, and always makes the same; what a first start does is seen where a world begins from nothing.
 */
import { createHash, randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountFor } from '../../packages/server/src/postgres/account.ts';
import { findBinaries } from '../../packages/server/src/postgres/binaries.ts';
import { prepareFolder } from '../../packages/server/src/postgres/cluster-folder.ts';
import { placesIn } from '../../packages/server/src/postgres/places.ts';
import { clusterFolder, SHARED_FOLDER } from './postgres.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const maker = join(root, 'packages/server/src/postgres/cluster-folder.ts');

/** With owners and modes. */
const copyAll = (from: string, to: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('cp', ['-a', from, to], { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new TypeError(`cp ended with ${String(code)}`))));
  });

/** In a folder that PostgreSQL's account reaches, then kept in the clone. */
const make = async (kept: string, { uid }: { readonly uid: number }): Promise<void> => {
  const folder = clusterFolder(join(tmpdir(), `latchkey-cluster-${randomUUID()}`));
  const dropped = uid === 0;
  const binaries = await findBinaries(platform(), arch(), { to: dropped ? SHARED_FOLDER : join(folder, 'programs'), always: dropped }); // prettier-ignore
  const half = `${kept}.${randomUUID()}`;
  try {
    await prepareFolder(placesIn(folder, tmpdir()), binaries, { account: await accountFor(uid), dropped });
    await mkdir(join(kept, '..'), { recursive: true });
    await copyAll(join(folder, 'data'), half);
    // Another test file may have been faster, with the same.
    await rename(half, kept).catch(() => undefined);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(half, { recursive: true, force: true });
  }
};

/** Puts a cluster where the server of this data folder looks for its own, as after a first start that nobody used. */
export const giveCluster = async (data: string): Promise<void> => {
  const user = userInfo();
  const made = createHash('sha256').update(await readFile(maker)).update(await readFile(join(root, 'package-lock.json'))); // prettier-ignore
  const kept = join(root, '.cache', 'clusters', made.digest('hex').slice(0, 16));
  if (!existsSync(kept)) await make(kept, user);
  const folder = clusterFolder(data);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await copyAll(kept, join(folder, 'data'));
};
