import { sql, type Transaction } from 'kysely';
import { SERVER, type Tenant } from '../store.ts';
import type { Schema } from './schema.ts';

export type Tx = Transaction<Schema>;

const idOf = (tenant: Tenant) => (tenant.role === 'server' ? '' : tenant.id);
const same = (a: Tenant, b: Tenant) => a.role === b.role && idOf(a) === idOf(b);

/** Whose rows the queries of one transaction may touch. Row-level security reads these settings; both end with the transaction. */
export class Standing {
  readonly #tx: Tx;
  readonly #databaseRole: string | undefined;
  #now: Tenant | undefined;

  constructor(tx: Tx, databaseRole: string | undefined) {
    this.#tx = tx;
    this.#databaseRole = databaseRole;
  }

  async become(tenant: Tenant): Promise<void> {
    if (this.#now !== undefined && same(this.#now, tenant)) return;
    const settings = sql`set_config('lk.role', ${tenant.role}, true), set_config('lk.tenant', ${idOf(tenant)}, true)`;
    const first = this.#now === undefined && this.#databaseRole !== undefined;
    await (
      first ? sql`select set_config('role', ${this.#databaseRole}, true), ${settings}` : sql`select ${settings}`
    ).execute(this.#tx);
    this.#now = tenant;
  }

  becomeServer(): Promise<void> {
    return this.become(SERVER);
  }
}
