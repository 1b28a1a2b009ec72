import { found } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import type { Tenant } from '../store/store.ts';
import type { World } from '../world.ts';

const LIMIT = 500;

/** The receipts of one visit of the tenant, each with the hash before it, and the key they verify under. */
export const visitReceipts = async ({ effects }: World, tenant: Tenant, visitId: string, afterSeq: number) => {
  const visit = found((await effects.store.visit(tenant, visitId)) ?? (await effects.store.series(tenant, visitId)));
  const hub = found(await effects.store.hub(visit.hubId));
  const receipts = await effects.store.receiptsOfVisit(tenant, visitId, { afterSeq, limit: LIMIT });
  return {
    hubKey: textOf(hub.hubKey),
    receipts: receipts.map(({ seq, parent, bytes }) => ({ seq, parent: textOf(parent), receipt: textOf(bytes) })),
    more: receipts.length === LIMIT,
  };
};
