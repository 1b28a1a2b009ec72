import type pg from 'pg';
import { SERVER, type Tenant } from '../store.ts';
import { queryLed } from './led-query.ts';
import { tellOutage } from './outage.ts';
import { idOf } from './tenancy.ts';

/** Texts that keep a name on each connection, so that they are read and planned there once; lists of every length must not fill it. */
const LIMIT_NAMED = 400;

export class Names {
  readonly #names = new Map<string, string>();

  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= LIMIT_NAMED) return known;
    const name = `lk_${String(this.#names.size)}`;
    this.#names.set(text, name);
    return name;
  }
}

/**
 * Statements that are asked so often that putting their text together costs more than asking: the text is written once, in PostgreSQL's own names, and so are the
 * rows that it answers.
 */
export class Statements {
  readonly #pool: pg.Pool;
  readonly #names: Names;

  constructor(pool: pg.Pool, names: Names) {
    this.#pool = pool;
    this.#names = names;
  }

  /** One statement on behalf of a tenant, a transaction of its own. @throws StoreUnavailable, or the driver's error */
  as<R>(tenant: Tenant, text: string, values: readonly unknown[]): Promise<readonly R[]> {
    return tellOutage(async () => {
      const client = await this.#pool.connect();
      try {
        const name = this.#names.of(text);
        const standing = { name: 'lk_standing', values: [tenant.role, idOf(tenant)] } as const;
        const config = { ...(name === undefined ? {} : { name }), text, values: [...values] };
        return (await queryLed(client, [standing], config)).rows as R[];
      } finally {
        client.release();
      }
    });
  }

  asServer<R>(text: string, values: readonly unknown[]): Promise<readonly R[]> {
    return this.as(SERVER, text, values);
  }
}
