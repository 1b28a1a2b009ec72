import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { ed25519Signer, generateEd25519Key } from '@latchkey/keys/node';
import { noteKey, verifierKey } from '@latchkey/log';
import { openPostgresStore } from '../packages/server/src/store/postgres/index.ts';
import type { Grow } from '../packages/server/src/log/log-store.ts';
import { signedGrowth } from '../packages/server/src/log/signed-growth.ts';
import { embeddedPostgres } from '../tests/world/postgres.ts';
import { figure, quantile, type Bench } from './figure.ts';

/**
 * Leaves a second that the log takes up durably: from the table of what is pending, through the tree, to a signed checkpoint, in the transactions of
 * the running server. The floor writes the same leaves in the same batches into a bare table of the same database, durably too. The two take turns.
 */
const BATCH = 4096;
const ROUNDS = 100;
const WARM_UP = 4;

export const logAppend: Bench = {
  names: ['log.append'],
  run: async () => {
    const postgres = await embeddedPostgres();
    const store = await openPostgresStore({ url: postgres.url, onConnectionLost: () => undefined });
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      await client.query('create table bare (entry bytea not null)');
      const { name, grow } = aLog();
      const [ours, floor]: [number[], number[]] = [[], []];
      for (let round = 0; round < WARM_UP + ROUNDS; round++) {
        const leaves = Array.from({ length: BATCH }, () => randomBytes(32));
        const write = (table: string) =>
          client.query(`insert into ${table} (entry) select unnest($1::bytea[])`, [leaves]);
        await write('log_pending');
        const grown = await seconds(() => store.log.grow(BATCH, name, grow));
        const bare = await seconds(() => write('bare'));
        if (round >= WARM_UP) [ours, floor].forEach((list, i) => list.push(BATCH / (i === 0 ? grown : bare)));
      }
      const head = await store.log.head();
      if (head?.size !== BATCH * (WARM_UP + ROUNDS)) throw new Error('The log lost leaves.');
      return [figure('log.append', '1/s', quantile(ours, 0.5), quantile(floor, 0.5), ROUNDS)];
    } finally {
      await client.end();
      await store.close();
      await postgres.stop();
    }
  },
};

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

function aLog(): { readonly name: string; readonly grow: Grow } {
  const signer = ed25519Signer(generateEd25519Key());
  const key = noteKey(sha256, 'bench.example/log', 1, signer.publicKey);
  const grow = signedGrowth({ key, sign: signer.sign }, sha256);
  return { name: verifierKey(key), grow };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
