import { memberOf, membersAs, membersOf } from '../../carrier/member-writes.ts';
import type { ApiKey, CarrierBlock, OperatorMember, WebhookDelivery, WebhookTarget } from '../../records.ts';
import { SERVER, type Tenant } from '../../store.ts';
import { fromCarrierBlockRow, fromRows } from '../rows.ts';
import { idOf } from '../tenancy.ts';
import { maybe, type Read } from './read.ts';

/** What a carrier keeps here: blocks, people, programs, webhooks. */
export const carrierReads = (read: Read) => ({
  carrierBlocks: (tenant: Tenant, limit: number): Promise<readonly CarrierBlock[]> =>
    read(tenant, async (tx) =>
      (
        await tx
          .selectFrom('carrierBlocks')
          .selectAll()
          .where('carrierId', '=', idOf(tenant))
          .orderBy('ordinal', 'desc')
          .limit(limit)
          .execute()
      ).map(fromCarrierBlockRow),
    ),
  carrierBlock: (hubId: string, hash: Uint8Array): Promise<CarrierBlock | undefined> =>
    read(SERVER, async (tx) => {
      const same = tx.selectFrom('carrierBlocks').selectAll().where('hubId', '=', hubId).where('hash', '=', hash);
      const row = await same.executeTakeFirst();
      return row === undefined ? undefined : fromCarrierBlockRow(row);
    }),
  lastSeen: (principalIds: readonly string[]): Promise<ReadonlyMap<string, number>> =>
    principalIds.length === 0
      ? Promise.resolve(new Map())
      : read(SERVER, async (tx) => {
          const rows = await tx.selectFrom('lastSeen').selectAll().where('principalId', 'in', principalIds).execute();
          return new Map(rows.map(({ principalId, seenMs }) => [principalId, seenMs]));
        }),

  operatorMembersAs: (
    who: { readonly issuer: string; readonly subject: string; readonly email?: string },
    limit: number,
    carrierId?: string,
  ) => read(SERVER, (tx) => membersAs(tx, who, limit, carrierId)),
  operatorMember: (tenant: Tenant, memberId: string): Promise<OperatorMember | undefined> =>
    read(tenant, (tx) => memberOf(tx, tenant, memberId)),
  operatorMembers: (tenant: Tenant, limit: number): Promise<readonly OperatorMember[]> =>
    read(tenant, (tx) => membersOf(tx, tenant, limit)),

  apiKeyByKey: (keyId: string): Promise<ApiKey | undefined> =>
    read(SERVER, async (tx) =>
      maybe(await tx.selectFrom('apiKeys').selectAll().where('keyId', '=', keyId).executeTakeFirst()),
    ),
  apiKeys: (tenant: Tenant, limit: number): Promise<readonly ApiKey[]> =>
    read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('apiKeys').selectAll().orderBy('ordinal', 'desc').limit(limit).execute()),
    ),
  webhookTargets: (tenant: Tenant, limit: number): Promise<readonly WebhookTarget[]> =>
    read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('webhookTargets').selectAll().orderBy('ordinal', 'desc').limit(limit).execute()),
    ),
  deliveries: (tenant: Tenant, limit: number): Promise<readonly WebhookDelivery[]> =>
    read(tenant, async (tx) =>
      fromRows(await tx.selectFrom('deliveries').selectAll().orderBy('ordinal', 'desc').limit(limit).execute()),
    ),
});
