import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Keys in files: made once, mode 0600, never half written, and on the disk before anything relies on them. */

/** Whole or not at all, and durable when it resolves. Makes the folder, which is nobody else's to read. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(`${path}.new`, 'w', 0o600);
  await file.writeFile(content);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}

/** Undefined where there is no such file. */
export async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).then(
    (bytes) => new Uint8Array(bytes),
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
}

/** What the file holds; at the first start what `make` gives, kept from then on. */
export async function readOrMake(path: string, make: () => string | Uint8Array): Promise<Uint8Array> {
  const known = await readIfThere(path);
  if (known !== undefined) {
    await chmod(path, 0o600);
    return known;
  }
  const made = make();
  await writeDurably(path, made);
  return typeof made === 'string' ? new TextEncoder().encode(made) : made;
}
