import type { Store, Tenant } from './store/store.ts';
import type { Hub } from './store/records.ts';

const LIMIT = 20_000;

/** Which household a hub belongs to, in memory: a hub that is bound stays bound, so that nothing here grows stale. */
export class HubRoutes {
  readonly #store: Pick<Store, 'hubs'>;
  readonly #hubs = new Map<string, Hub>();

  constructor(store: Pick<Store, 'hubs'>) {
    this.#store = store;
  }

  /** Undefined for a hub that is not the household's. */
  async hubOf(homeId: string, hubId: string): Promise<Hub | undefined> {
    const known = this.#hubs.get(hubId);
    // Of somebody else's the database is asked as of nobody's: an answer without that way tells by its time that there is such a hub.
    if (known?.homeId === homeId) return known;
    const tenant: Tenant = { role: 'home', id: homeId };
    const hub = (await this.#store.hubs(tenant, homeId)).find((candidate) => candidate.hubId === hubId);
    if (hub === undefined) return undefined;
    this.#hubs.set(hubId, hub);
    const oldest = this.#hubs.keys().next().value;
    if (this.#hubs.size > LIMIT && oldest !== undefined) this.#hubs.delete(oldest);
    return hub;
  }
}
