import { sql } from 'kysely';
import { fromRow } from '../postgres/rows.ts';
import type { Tx } from '../postgres/tenancy.ts';
import type { WebhookDelivery, WebhookTarget } from '../records.ts';

/** Rows that another node is taking at this moment are passed over: each delivery is one node's until its lease ends. */
export const claimDeliveries = async (tx: Tx, nowMs: number, leaseMs: number, limit: number) => {
  const due = tx
    .selectFrom('deliveries')
    .select('ordinal')
    .where('state', '=', 'waiting')
    .where('nextMs', '<=', nowMs)
    .orderBy('nextMs')
    .limit(limit)
    .forUpdate()
    .skipLocked();
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
