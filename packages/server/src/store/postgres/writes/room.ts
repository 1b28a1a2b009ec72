import type { Context } from './rule.ts';

type OfCarrier = 'webhookTargets' | 'apiKeys' | 'operatorMembers';
type OfHome = 'passkeys' | 'pushes';

/** Whether this carrier may keep one more. Its row is held until the end of the transaction, so that two at once are counted one after the other. */
export const roomOfCarrier = async (
  { tx, standing, tenant }: Context,
  table: OfCarrier,
  carrierId: string,
  most: number,
) => {
  await standing.becomeServer();
  await tx.selectFrom('carriers').select('carrierId').where('carrierId', '=', carrierId).forNoKeyUpdate().execute();
  const kept = await tx.selectFrom(table).select('carrierId').where('carrierId', '=', carrierId).limit(most).execute();
  await standing.become(tenant);
  return kept.length < most;
};

/** The same of a household. */
export const roomOfHome = async (context: Context, table: OfHome, homeId: string, most: number) => {
  const { tx, standing, tenant } = context;
  await holdHome(context, homeId);
  const kept = await tx.selectFrom(table).select('homeId').where('homeId', '=', homeId).limit(most).execute();
  await standing.become(tenant);
  return kept.length < most;
};

/** The same of invitations that are open at this time. */
export const roomForInvitation = async (context: Context, homeId: string, nowMs: number, most: number) => {
  const { tx, standing, tenant } = context;
  await holdHome(context, homeId);
  const open = tx
    .selectFrom('invitations')
    .select('homeId')
    .where('homeId', '=', homeId)
    .where('expiresMs', '>', nowMs);
  const kept = await open.limit(most).execute();
  await standing.become(tenant);
  return kept.length < most;
};

const holdHome = async ({ tx, standing }: Context, homeId: string): Promise<void> => {
  await standing.becomeServer();
  await tx.selectFrom('homes').select('homeId').where('homeId', '=', homeId).forNoKeyUpdate().execute();
};
