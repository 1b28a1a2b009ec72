/** Everything the server keeps, as a thief of its disk would read it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { databaseFolder } from './postgres.ts';

interface Kept {
  readonly name: string;
  readonly bytes: Buffer;
}

const client = async (data: string) => {
  const c = new pg.Client({ host: join(databaseFolder(data), 'run'), user: 'latchkey', database: 'postgres' });
  await c.connect();
  return c;
};

/** Every row of every table, as PostgreSQL prints it, with byte columns as the bytes they are. */
export const databaseContents = async (data: string): Promise<Kept[]> => {
  const c = await client(data);
  try {
    const tables = await c.query<{ name: string }>(
      "select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    );
    const kept: Kept[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await c.query<Record<string, unknown>>(`select * from ${name}`);
      for (const row of rows)
        for (const [column, value] of Object.entries(row)) kept.push(...asBytes(`${name}.${column}`, value));
    }
    return kept;
  } finally {
    await c.end();
  }
};

/** The visits that hubs are in, as the server notes them for its next start. */
export const visitsUnderWay = async (data: string): Promise<string[]> => {
  const c = await client(data);
  try {
    return (await c.query<{ visit_id: string }>('select visit_id from under_way')).rows.map((row) => row.visit_id);
  } finally {
    await c.end();
  }
};

const asBytes = (name: string, value: unknown): Kept[] => {
  if (value === null || value === undefined) return [];
  if (Buffer.isBuffer(value)) return [{ name, bytes: value }];
  if (Array.isArray(value)) return value.flatMap((item) => asBytes(name, item));
  return [{ name, bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)) }];
};

export const filesBelow = async (folder: string): Promise<Kept[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (name) => ({ name, bytes: await readFile(name) })));
};

/** Where a secret or a word stands, in any form in which a program would write it. */
export const findIn = (kept: readonly Kept[], what: Uint8Array | string): string[] => {
  const bytes = Buffer.from(what);
  const forms =
    typeof what === 'string'
      ? [bytes]
      : [
          bytes,
          ...(['hex', 'base64', 'base64url'] as const).map((form) =>
            Buffer.from(bytes.toString(form).replace(/=+$/, '')),
          ),
        ];
  return kept.filter((k) => forms.some((form) => k.bytes.includes(form))).map((k) => k.name);
};
