import { sql } from 'kysely';
import { fromRow } from '../postgres/rows.ts';
import type { Tx } from '../postgres/tenancy.ts';
import type { WebhookDelivery, WebhookTarget } from '../records.ts';
import type { ClaimLimits } from '../store.ts';

/**
 * Rows that another node is taking at this moment are passed over: each delivery is one node's until its lease ends. Among carriers it goes by lot: by
 * age whoever has most waiting would always come first.
 */
export const claimDeliveries = async (tx: Tx, nowMs: number, leaseMs: number, { all, ofOne, busy }: ClaimLimits) => {
  const waiting = tx.selectFrom('deliveries').where('state', '=', 'waiting').where('nextMs', '<=', nowMs);
  const idle = busy.length === 0 ? waiting : waiting.where('carrierId', 'not in', busy);
  const places = idle.select(['ordinal', sql<number>`row_number() over (partition by carrier_id order by next_ms, ordinal)`.as('place')]); // prettier-ignore
  const chosen = tx
    .selectFrom(places.as('places'))
    .select('ordinal')
    .where('place', '<=', ofOne)
    .orderBy('place')
    .orderBy(sql`random()`)
    .limit(all);
  // Said again of the row that is locked: since it was chosen it may have become another caller's.
  const due = waiting.select('ordinal').where('ordinal', 'in', chosen).forUpdate().skipLocked();
  const claimed = await tx
    .updateTable('deliveries')
    .set({ attempts: sql<number>`attempts + 1`, nextMs: nowMs + leaseMs })
    .where('ordinal', 'in', due)
    .returningAll()
    .execute();
  if (claimed.length === 0) return [];
  const ids = [...new Set(claimed.map(({ targetId }) => targetId))];
  const targets = await tx.selectFrom('webhookTargets').selectAll().where('targetId', 'in', ids).execute();
  return claimed.flatMap((row) => {
    const target = targets.find(({ targetId }) => targetId === row.targetId);
    const delivery: WebhookDelivery = fromRow(row);
    const known: WebhookTarget | undefined = target && fromRow(target);
    return known === undefined ? [] : [{ delivery, target: known }];
  });
};
