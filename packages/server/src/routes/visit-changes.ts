import { found, HttpProblem } from '../http/problems.ts';
import type { Visit } from '../store/records.ts';
import type { Tenant } from '../store/store.ts';
import type { World } from '../world.ts';

const TRIES = 5;

/**
 * Reads the tenant's visit and changes it; from the start again where the door's receipts changed it in between, as they do when a
 * hub confirms a block faster than it is kept here.
 */
export const changingVisit = async <A>(
  { effects }: World,
  tenant: Tenant,
  visitId: string,
  change: (visit: Visit) => Promise<A>,
): Promise<A> => {
  for (let tries = 1; ; tries++) {
    const visit = found(await effects.store.visit(tenant, visitId));
    try {
      return await change(visit);
    } catch (error) {
      const isStale = error instanceof HttpProblem && error.problem.code === 'conflict';
      const now = isStale ? await effects.store.visit(tenant, visitId) : undefined;
      if (tries === TRIES || now === undefined || now.version === visit.version) throw error;
    }
  }
};
