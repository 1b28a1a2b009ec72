import { sql } from 'kysely';
import type { Context, Rule } from '../postgres/writes/rule.ts';
import type { CarrierBlock, VisitState } from '../records.ts';
import type { Write } from '../store.ts';

const answerColumns = (answer: CarrierBlock['answer']) => ({
  answerSeq: answer?.seq ?? null,
  answerParent: answer?.parent ?? null,
  answerBytes: answer?.bytes ?? null,
});

/** The device is forgotten at the server wherever it stood for this carrier; its sessions, and what others gave it, are not this carrier's to end. */
const courierBlock: Rule<'courier-block'> = async ({ tx }, { carrierId, courierId, keyId, atMs }) => {
  const { numUpdatedRows } = await tx
    .updateTable('couriers')
    .set({ blockedMs: sql<number>`coalesce(blocked_ms, ${atMs})` })
    .where('courierId', '=', courierId)
    .where('carrierId', '=', carrierId)
    .where('keyId', '=', keyId)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await tx
    .updateTable('visits')
    .set({
      courierKeyId: null,
      sealedStop: null,
      courierId: sql<string | null>`case when state in ('assigned', 'arriving') then null else courier_id end`,
      state: sql<VisitState>`case when state in ('assigned', 'arriving') then 'granted' else state end`,
      sinceMs: sql<number | null>`case when state in ('assigned', 'arriving') then ${atMs}::bigint else since_ms end`,
      version: sql<number>`version + 1`,
    })
    .where('carrierId', '=', carrierId)
    .where('courierKeyId', '=', keyId)
    .execute();
  return true;
};

const seen = async ({ tx, standing, tenant }: Context, { principalId, atMs }: Extract<Write, { kind: 'seen' }>) => {
  await standing.becomeServer();
  await tx
    .insertInto('lastSeen')
    .values({ principalId, seenMs: atMs })
    .onConflict((c) =>
      c.column('principalId').doUpdateSet({ seenMs: sql<number>`greatest(last_seen.seen_ms, ${atMs})` }),
    )
    .execute();
  await standing.become(tenant);
  return true;
};

/** As `carrierRules` of the memory store. */
export const carrierWrites = {
  'carrier-block': async ({ tx }, { block: { answer, ...block } }) => {
    await tx
      .insertInto('carrierBlocks')
      .values({ ...block, ...answerColumns(answer) })
      .onConflict((c) => c.doNothing())
      .execute();
    return true;
  },
  'carrier-block-answered': async ({ tx }, { hubId, hash, answer }) => {
    await tx
      .updateTable('carrierBlocks')
      .set(answerColumns(answer))
      .where('hubId', '=', hubId)
      .where('hash', '=', hash)
      .where('answerSeq', 'is', null)
      .execute();
    return true;
  },
  'courier-block': courierBlock,
  seen,
} satisfies { readonly [K in Write['kind']]?: Rule<K> };
