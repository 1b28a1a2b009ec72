import type { Store, Tenant } from './store/store.ts';

interface VisitRoute {
  readonly hubId: string;
  readonly courierKeyId: string | undefined;
}

const LIMIT = 20_000;

/**
 * Which hub a visit's messages go to and which courier's device may send them, in memory: an ask and a knock make no detour
 * through the database. Whoever changes the courier of a visit, or ends a series, forgets its route.
 */
export class VisitRoutes {
  readonly #store: Pick<Store, 'visit' | 'series'>;
  readonly #routes = new Map<string, VisitRoute>();
  #forgettings = 0;

  constructor(store: Pick<Store, 'visit' | 'series'>) {
    this.#store = store;
  }

  /** The hub of a visit that this courier's device may knock for. */
  async hubFor(visitId: string, courierKeyId: string): Promise<string | undefined> {
    const known = this.#routes.get(visitId);
    if (known?.courierKeyId === courierKeyId) return known.hubId;
    // Of somebody else's the database is asked as of nobody's, as for hubs.
    const route = await this.#load(visitId, courierKeyId);
    return route?.courierKeyId === courierKeyId ? route.hubId : undefined;
  }

  forget(visitId: string): void {
    this.#forgettings++;
    this.#routes.delete(visitId);
  }

  /** This device may knock for nothing any more. */
  forgetCourier(courierKeyId: string): void {
    this.#forgettings++;
    for (const [visitId, route] of this.#routes) if (route.courierKeyId === courierKeyId) this.#routes.delete(visitId);
  }

  async #load(visitId: string, courierKeyId: string): Promise<VisitRoute | undefined> {
    const forgettings = this.#forgettings;
    const visit = await this.#seen({ role: 'courier', id: courierKeyId }, visitId);
    if (visit === undefined) return undefined;
    const route = { hubId: visit.hubId, courierKeyId: visit.courierKeyId };
    // What was read may be what was just forgotten.
    if (forgettings !== this.#forgettings) return route;
    this.#routes.set(visitId, route);
    const oldest = this.#routes.keys().next().value;
    if (this.#routes.size > LIMIT && oldest !== undefined) this.#routes.delete(oldest);
    return route;
  }

  /** A carrier's visit, or a household's own series; nothing is carried for one that ended. */
  async #seen(courier: Tenant, visitId: string): Promise<VisitRoute | undefined> {
    const visit = await this.#store.visit(courier, visitId);
    if (visit !== undefined) return { hubId: visit.hubId, courierKeyId: visit.courierKeyId };
    const series = await this.#store.series(courier, visitId);
    return series === undefined || series.endedMs !== undefined ? undefined : series;
  }
}
