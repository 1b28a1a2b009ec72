import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { ed25519Signer, generateEd25519Key, readIfThere, writeDurably, type Ed25519Signer } from '@latchkey/keys/node';
import { fromBase64, toBase64, type Head } from '@latchkey/log';
import * as z from 'zod';
import { WrongSetting } from './settings.ts';

/** What a witness must never lose: its key, and the newest head of each log that it cosigned. */

const keyShape = z.strictObject({ name: z.string().min(1).max(200), privateKey: z.base64().max(200) });
const headsShape = z.record(z.string().max(200), z.strictObject({ size: z.int().nonnegative(), root: z.base64() }));

async function readJson<T>(folder: string, name: string, shape: z.ZodType<T>): Promise<T | undefined> {
  const path = join(folder, name);
  const bytes = await readIfThere(path);
  if (bytes === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    throw new WrongSetting(
      `${path} is damaged. Restore it; a witness that forgot what it saw must not go on under its name.`,
    );
  }
}

export interface KeptKey extends Ed25519Signer {
  readonly name: string;
}

/** Made at the first start; the name stays with the key. */
export async function keptKey(folder: string, name: string): Promise<KeptKey> {
  let kept = await readJson(folder, 'key.json', keyShape);
  if (kept === undefined) {
    kept = { name, privateKey: toBase64(generateEd25519Key()) };
    await writeDurably(join(folder, 'key.json'), JSON.stringify(kept));
  }
  return { name: kept.name, ...ed25519Signer(fromBase64(kept.privateKey) ?? new Uint8Array()) };
}

export class Heads {
  readonly #folder: string;
  readonly #heads: Map<string, Head>;

  private constructor(folder: string, heads: Map<string, Head>) {
    this.#folder = folder;
    this.#heads = heads;
  }

  static async open(folder: string): Promise<Heads> {
    const kept = (await readJson(folder, 'heads.json', headsShape)) ?? {};
    const heads = Object.entries(kept).map(([origin, { size, root }]) => [origin, { size, root: fromBase64(root) ?? new Uint8Array() }] as const); // prettier-ignore
    return new Heads(folder, new Map(heads));
  }

  known = (origin: string): Head | undefined => this.#heads.get(origin);

  /** Resolves when it is durable. */
  async keep(origin: string, head: Head): Promise<void> {
    const next = new Map(this.#heads).set(origin, head);
    const rows = Array.from(next, ([name, { size, root }]) => [name, { size, root: toBase64(root) }] as const);
    await writeDurably(join(this.#folder, 'heads.json'), JSON.stringify(Object.fromEntries(rows)));
    this.#heads.set(origin, head);
  }
}

/** Two witnesses on one folder would cosign two stories; the kernel frees the name with the process, however it ends. */
export async function takeFolder(folder: string): Promise<Server> {
  const name = createHash('sha256').update(await realpath(folder)).digest('hex').slice(0, 32); // prettier-ignore
  const server = createServer();
  server.unref();
  await new Promise<void>((taken, refused) => {
    server.once('error', () => refused(new WrongSetting(`Another witness is running on ${folder}. Stop it first.`)));
    server.listen(process.platform === 'linux' ? `\0latchkey-witness-${name}` : join(folder, 'witness.sock'), taken);
  });
  return server;
}
