import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whoever reads the file finds the old text or the new one, also after a power cut in between. */
export const writeAtomically = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** Undefined where there is no such file. */
export const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * One file that several events write: one at a time, in their order; a later text replaces one that still waits, and the
 * text that is there already is not written again.
 */
export class KeptFile {
  readonly #path: string;
  #waiting: string | undefined;
  #written: string | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  read(): Promise<string | undefined> {
    return readIfThere(this.#path);
  }

  /** Resolves when this text, or a later one, is on disk. */
  write(text: string): Promise<void> {
    if (this.#waiting === undefined) {
      const before = this.#work.catch(() => undefined);
      this.#work = before.then(() => {
        const newest = this.#waiting ?? text;
        this.#waiting = undefined;
        return this.#put(newest);
      });
    }
    this.#waiting = text;
    return this.#work;
  }

  async #put(text: string): Promise<void> {
    if (text === this.#written) return;
    await writeAtomically(this.#path, text);
    this.#written = text;
  }
}
