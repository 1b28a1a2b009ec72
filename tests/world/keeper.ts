/** Starts `server-keeper.ts` as a process: a server as far as its database is concerned. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rolldown } from 'rolldown';
import { z } from 'zod';
import { root } from './world.ts';
import { databaseFolder } from './postgres.ts';
import { until } from './until.ts';

const line = z.looseObject({
  url: z.string().optional(),
  pid: z.number().optional(),
  note: z.string().optional(),
  lost: z.string().optional(),
  /** A receipt of this hub with this sequence number is durable. */
  acknowledged: z.tuple([z.number(), z.number()]).optional(),
});
type Line = z.infer<typeof line>;

export interface Keeper {
  readonly child: ChildProcess;
  readonly pid: number;
  /** What it said so far. */
  readonly lines: readonly Line[];
  /** Resolves when PostgreSQL takes connections. */
  readonly ready: () => Promise<{ readonly url: string; readonly pid: number }>;
  readonly ended: Promise<number>;
  readonly complaint: () => string;
}

/** One file that Node runs without further means, inside the clone so that it finds its packages. */
export const bundleKeeper = async (): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(root, 'node_modules/.latchkey-test-'));
  const file = join(folder, 'keeper.mjs');
  const bundle = await rolldown({ input: join(root, 'tests/world/server-keeper.ts'), platform: 'node' });
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
};

export const newDatabaseFolder = (): string => {
  const name = `latchkey-test-${randomUUID()}`;
  return userInfo().uid === 0 ? databaseFolder(name) : join(tmpdir(), name);
};

export const startKeeper = (file: string, folder: string, task: 'idle' | 'write' = 'idle'): Keeper => {
  const child = spawn(process.execPath, [file, folder, task], { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
  const lines: Line[] = [];
  let complaint = '';
  createInterface({ input: child.stdout }).on('line', (text) => lines.push(line.parse(JSON.parse(text))));
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 128)));
  const ready = () =>
    until('PostgreSQL to be ready', () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new TypeError(`the keeper ended: ${complaint}`);
      const said = lines.find((l) => l.url !== undefined);
      return said?.url === undefined || said.pid === undefined ? undefined : { url: said.url, pid: said.pid };
    });
  return { child, pid: child.pid ?? 0, lines, ready, ended, complaint: () => complaint };
};
