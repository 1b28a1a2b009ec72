import { LIMITS } from '../limits.ts';
import { roomOfCarrier } from '../postgres/writes/room.ts';
import type { Context, Rule } from '../postgres/writes/rule.ts';
import { fromRows } from '../postgres/rows.ts';
import type { WebhookTarget } from '../records.ts';
import type { Write } from '../store.ts';
import { declinePayload, testPayload, visitPayload } from './payload.ts';

const apiKeyRevoked: Rule<'api-key-revoked'> = async ({ tx, standing, tenant }, { carrierId, apiKeyId, atMs }) => {
  const own = tx.selectFrom('apiKeys').select('revokedMs').where('apiKeyId', '=', apiKeyId);
  const key = await own.where('carrierId', '=', carrierId).executeTakeFirst();
  if (key === undefined) return false;
  if (key.revokedMs === null) {
    await tx.updateTable('apiKeys').set({ revokedMs: atMs }).where('apiKeyId', '=', apiKeyId).execute();
  }
  await standing.becomeServer();
  await tx.deleteFrom('sessions').where('principalId', '=', apiKeyId).execute();
  await standing.become(tenant);
  return true;
};

/** A carrier's own key is no program's too. Asked as the server: other carriers' rows are not this one's to see. */
const apiKey: Rule<'api-key'> = async (context, { apiKey: key }) => {
  const { tx, standing, tenant } = context;
  if (!(await roomOfCarrier(context, 'apiKeys', key.carrierId, LIMITS.apiKeys))) return false;
  await standing.becomeServer();
  const taken = await tx.selectFrom('carriers').select('keyId').where('keyId', '=', key.keyId).executeTakeFirst();
  await standing.become(tenant);
  if (taken !== undefined) return false;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('apiKeys')
    .values({ ...key, revokedMs: key.revokedMs ?? null })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

type EventWrite = Extract<Write, { kind: 'webhook-event' }>;

/**
 * The carrier whose visit it is, and what is said about it: read as the server, because a household's hub causes most of it. Undefined: nobody listens.
 */
const about = async ({ tx }: Context, { of, event, atMs }: EventWrite) => {
  if ('only' in of) return { carrierId: of.carrierId, payload: testPayload(event, atMs) };
  if ('shipmentId' in of) {
    const shipments = tx.selectFrom('shipments').selectAll().where('shipmentId', '=', of.shipmentId);
    const found = fromRows(await shipments.execute())[0];
    return found && { carrierId: found.carrierId, payload: declinePayload(event, atMs, found) };
  }
  const row = await tx
    .selectFrom('visits')
    .innerJoin('shipments', 'shipments.shipmentId', 'visits.shipmentId')
    .select(['visits.visitId', 'visits.state', 'visits.carrierId', 'shipments.shipmentId', 'shipments.trackingNumbers'])
    .where('visits.visitId', '=', of.visitId)
    .where((visits) =>
      visits.exists(
        visits
          .selectFrom('webhookTargets')
          .select('targetId')
          .whereRef('webhookTargets.carrierId', '=', 'visits.carrierId')
          .where('goneMs', 'is', null),
      ),
    )
    .executeTakeFirst();
  return row === undefined ? undefined : { carrierId: row.carrierId, payload: visitPayload(event, atMs, row, row) };
};

const webhookEvent: Rule<'webhook-event'> = async (context, write) => {
  const { tx, standing, tenant } = context;
  await standing.becomeServer();
  const said = await about(context, write);
  if (said !== undefined) {
    const own = tx.selectFrom('webhookTargets').selectAll().where('carrierId', '=', said.carrierId);
    const targets = await own.where('goneMs', 'is', null).execute();
    const rows = targets
      .filter((target) =>
        'only' in write.of ? target.targetId === write.of.only : target.events.includes(write.event),
      )
      .map(({ targetId }) => ({ ...said, ...firstAttempt(write), targetId }));
    if (rows.length > 0) await tx.insertInto('deliveries').values(rows).execute();
  }
  await standing.become(tenant);
  return true;
};

const firstAttempt = ({ eventId, event, atMs }: EventWrite) => ({
  eventId,
  event,
  state: 'waiting' as const,
  attempts: 0,
  nextMs: atMs,
  createdMs: atMs,
  lastStatus: null,
  lastWhy: null,
  endedMs: null,
});

const targetRow = (target: WebhookTarget) => ({
  ...target,
  events: [...target.events],
  previousSecret: target.previousSecret ?? null,
  previousUntilMs: target.previousUntilMs ?? null,
  goneMs: target.goneMs ?? null,
});

/** As `webhookRules` of the memory store. */
export const webhookWrites = {
  'api-key': apiKey,
  'api-key-revoked': apiKeyRevoked,
  'webhook-target': async (context, { target }) => {
    if (!(await roomOfCarrier(context, 'webhookTargets', target.carrierId, LIMITS.webhooks))) return false;
    await context.tx.insertInto('webhookTargets').values(targetRow(target)).execute();
    return true;
  },
  'webhook-target-change': async ({ tx }, { carrierId, targetId, change }) => {
    const own = tx.updateTable('webhookTargets').set(change).where('targetId', '=', targetId);
    return (await own.where('carrierId', '=', carrierId).executeTakeFirst()).numUpdatedRows === 1n;
  },
  'webhook-target-end': async ({ tx }, { carrierId, targetId }) => {
    await tx.deleteFrom('deliveries').where('targetId', '=', targetId).where('carrierId', '=', carrierId).execute();
    const own = tx.deleteFrom('webhookTargets').where('targetId', '=', targetId).where('carrierId', '=', carrierId);
    return (await own.executeTakeFirst()).numDeletedRows === 1n;
  },
  'webhook-event': webhookEvent,
  'delivery-attempted': async ({ tx }, { eventId, targetId, change }) => {
    await tx
      .updateTable('deliveries')
      .set({
        ...change,
        endedMs: change.endedMs ?? null,
        lastStatus: change.lastStatus ?? null,
        lastWhy: change.lastWhy ?? null,
      })
      .where('eventId', '=', eventId)
      .where('targetId', '=', targetId)
      .where('state', '=', 'waiting')
      .execute();
    return true;
  },
  'delivery-again': async ({ tx }, { carrierId, eventId, targetId, atMs }) => {
    const again = { state: 'waiting' as const, attempts: 0, nextMs: atMs, endedMs: null };
    const own = tx.updateTable('deliveries').set(again).where('eventId', '=', eventId).where('targetId', '=', targetId);
    const changed = await own.where('carrierId', '=', carrierId).where('state', '!=', 'waiting').executeTakeFirst();
    return changed.numUpdatedRows === 1n;
  },
} satisfies { readonly [K in Write['kind']]?: Rule<K> };
