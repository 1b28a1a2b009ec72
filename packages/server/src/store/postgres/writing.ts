import type { Kysely } from 'kysely';
import type { Once, Tenant, Write, WriteOutcome } from '../store.ts';
import { GatheredWrites } from './gathered-writes.ts';
import { tellOutage } from './outage.ts';
import type { Schema } from './schema.ts';
import type { Statements } from './statements.ts';
import { Standing, type Tx } from './tenancy.ts';
import { applyWrite } from './writes.ts';

const serialization = new Set(['40001', '40P01']);
/** Row-level security, a foreign key, or a unique key that another transaction took in between. */
const unfit = new Set(['42501', '23503', '23505']);
const codeOf = (problem: unknown) => (problem instanceof Error && 'code' in problem ? String(problem.code) : '');

class Conflict extends Error {
  readonly kind: Write['kind'];
  constructor(kind: Write['kind']) {
    super(kind);
    this.name = 'Conflict';
    this.kind = kind;
  }
}
class Repeated extends Error {}

/** Changes of one transaction, with the idempotency key they go with; tried again where two transactions got in each other's way. */
export class Writing {
  readonly #db: Kysely<Schema>;
  readonly #gathered: GatheredWrites;
  readonly #once: (scope: string, key: string) => Promise<Once | undefined>;

  constructor(
    db: Kysely<Schema>,
    statements: Statements,
    once: (scope: string, key: string) => Promise<Once | undefined>,
  ) {
    this.#db = db;
    this.#gathered = new GatheredWrites(statements);
    this.#once = once;
  }

  async write(tenant: Tenant, writes: readonly Write[], once?: Once): Promise<WriteOutcome> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await tellOutage(() => this.#writeOnce(tenant, writes, once));
      } catch (problem) {
        if (!serialization.has(codeOf(problem)) || tries >= 4) throw problem;
      }
    }
  }

  async #writeOnce(tenant: Tenant, writes: readonly Write[], once: Once | undefined): Promise<WriteOutcome> {
    let doing: Write['kind'] | undefined;
    try {
      if (once === undefined && (await this.#gathered.take(tenant, writes))) return { ok: true };
      await this.#db.transaction().execute(async (tx) => {
        const standing = new Standing(tx);
        if (once !== undefined) await keepOnce(tx, standing, once);
        for (const write of writes) {
          doing = write.kind;
          if (!(await applyWrite({ tx, standing, tenant }, write))) throw new Conflict(write.kind);
        }
      });
      return { ok: true };
    } catch (problem) {
      if (problem instanceof Conflict) return { ok: false, why: 'conflict', kind: problem.kind };
      if (problem instanceof Repeated && once !== undefined) return await this.#repeated(once);
      if (doing !== undefined && unfit.has(codeOf(problem))) return { ok: false, why: 'conflict', kind: doing };
      throw problem;
    }
  }

  async #repeated(once: Once): Promise<WriteOutcome> {
    const first = await this.#once(once.scope, once.key);
    if (first === undefined) throw new RangeError('an idempotency key was forgotten while it was repeated');
    return { ok: false, why: 'repeated', first };
  }
}

/** The second of two equal requests waits here for the first one's transaction, and then finds its answer. */
const keepOnce = async (tx: Tx, standing: Standing, once: Once): Promise<void> => {
  await standing.becomeServer();
  const kept = await tx
    .insertInto('onces')
    .values(once)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows !== 1n) throw new Repeated();
};
