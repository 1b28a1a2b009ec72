import { sql, type Transaction } from 'kysely';
import { SERVER, type Tenant } from '../store.ts';
import type { Schema } from './schema.ts';

export type Tx = Transaction<Schema>;

export const idOf = (tenant: Tenant) => (tenant.role === 'server' ? '' : tenant.id);
const same = (a: Tenant, b: Tenant) => a.role === b.role && idOf(a) === idOf(b);

/** Whose rows the queries of one transaction may touch. Row-level security reads these settings; both end with the transaction. */
export class Standing {
  readonly #tx: Tx;
  #now: Tenant | undefined;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async become(tenant: Tenant): Promise<void> {
    if (this.#now !== undefined && same(this.#now, tenant)) return;
    await sql`select set_config('lk.role', ${tenant.role}, true), set_config('lk.tenant', ${idOf(tenant)}, true)`.execute(
      this.#tx,
    );
    this.#now = tenant;
  }

  becomeServer(): Promise<void> {
    return this.become(SERVER);
  }
}
