import { timingSafeEqual, createHash } from 'node:crypto';
import { z } from 'zod';
import { publicKeyBytes, sealingKeyBytes } from '@latchkey/contract';
import { readIfThere, writeAtomically } from '../atomic-file.ts';

export const publishedKey = z.strictObject({ signingKey: publicKeyBytes, sealingKey: sealingKeyBytes });
/** The carrier's console adds one key at a time; a name with it becomes the carrier's name. */
export const publishRequest = publishedKey.extend({ name: z.string().min(1).max(60).optional() });
const stored = z.object({ name: z.string(), keys: z.array(publishedKey).max(16) });

export type PublishedKey = z.infer<typeof publishedKey>;
type Stored = z.infer<typeof stored>;

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * What the carrier says about itself under its own domain. Whoever holds the set-up secret may add a key; nobody may take
 * one away here, because recipients have pinned them.
 */
export class Publication {
  #now: Stored;
  #writing: Promise<unknown> = Promise.resolve();
  readonly #path: string;
  readonly secret: string;

  private constructor(path: string, now: Stored, secret: string) {
    this.#path = path;
    this.#now = now;
    this.secret = secret;
  }

  static async open(folder: string, name: string, random: (bytes: number) => Buffer): Promise<Publication> {
    const path = `${folder}/published.json`;
    const secretPath = `${folder}/setup-secret`;
    const was = await readIfThere(path);
    const secret = (await readIfThere(secretPath))?.trim() ?? random(16).toString('base64url');
    await writeAtomically(secretPath, `${secret}\n`);
    return new Publication(path, was === undefined ? { name, keys: [] } : stored.parse(JSON.parse(was)), secret);
  }

  read(): Stored {
    return this.#now;
  }

  /** Compared through digests: neither length nor content of the secret shows in the time it takes. */
  mayPublish(shown: string | undefined): boolean {
    return shown !== undefined && timingSafeEqual(digest(shown), digest(this.secret));
  }

  /** Resolves when the key is on disk. `full` after sixteen: a demo, not a directory. */
  async publish(key: PublishedKey, name: string | undefined): Promise<'published' | 'full'> {
    const work = this.#writing.then(() => this.#add(key, name));
    this.#writing = work.catch(() => undefined);
    return work;
  }

  async #add(key: PublishedKey, name: string | undefined): Promise<'published' | 'full'> {
    const { keys } = this.#now;
    const known = keys.some((k) => k.signingKey === key.signingKey && k.sealingKey === key.sealingKey);
    if (!known && keys.length >= 16) return 'full';
    const next = { name: name ?? this.#now.name, keys: known ? keys : [...keys, key] };
    await writeAtomically(this.#path, JSON.stringify(next));
    this.#now = next;
    return 'published';
  }
}
