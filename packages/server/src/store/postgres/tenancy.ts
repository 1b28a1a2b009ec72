import { CompiledQuery, type Kysely } from 'kysely';
import { SERVER, type Tenant } from '../store.ts';
import { STANDING } from './led-query.ts';
import type { Schema } from './schema.ts';

/** One connection, in a transaction or not. */
export type Tx = Kysely<Schema>;

export const idOf = (tenant: Tenant) => (tenant.role === 'server' ? '' : tenant.id);
const same = (a: Tenant, b: Tenant) => a.role === b.role && idOf(a) === idOf(b);

/** Whose rows the queries on one connection may touch; said with the next of them. */
export class Standing {
  readonly #tx: Tx;
  #now: Tenant | undefined;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async become(tenant: Tenant): Promise<void> {
    if (this.#now !== undefined && same(this.#now, tenant)) return;
    await this.#tx.executeQuery(CompiledQuery.raw(STANDING, [tenant.role, idOf(tenant)]));
    this.#now = tenant;
  }

  becomeServer(): Promise<void> {
    return this.become(SERVER);
  }
}
