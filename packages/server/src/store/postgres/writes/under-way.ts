import { DOOR_UNSAID } from '../../records.ts';
import type { Tx } from '../tenancy.ts';
import type { Rule, Rules } from './rule.ts';

/** Beside receipts that were kept before: what a newer one says was noted with that one. */
const isOvertaken = async (tx: Tx, hubId: string, seq: number): Promise<boolean> => {
  const newer = tx
    .selectFrom('receipts')
    .select('seq')
    .where('hubId', '=', hubId)
    .where('seq', '=', seq + 1);
  return (await newer.where('fork', '=', false).executeTakeFirst()) !== undefined;
};

const underWay: Rule<'under-way'> = async (
  { tx },
  { underWay: { hubId, door, acknowledgedMs = null, ...note }, seq },
) => {
  if (await isOvertaken(tx, hubId, seq)) return true;
  await tx
    .insertInto('underWay')
    .values({ hubId, door, acknowledgedMs, ...note })
    .onConflict((c) => c.columns(['hubId', 'door']).doUpdateSet({ acknowledgedMs, ...note }))
    .execute();
  return true;
};

const heard: Rule<'under-way-heard'> = async (
  { tx },
  { underWay: { hubId, door, visitId, heardMs, acknowledgedMs } },
) => {
  await tx
    .updateTable('underWay')
    .set({ heardMs, acknowledgedMs: acknowledgedMs ?? null })
    .where('hubId', '=', hubId)
    .where('door', '=', door)
    .where('visitId', '=', visitId)
    .execute();
  return true;
};

const over: Rule<'under-way-over'> = async ({ tx }, { hubId, at, seq }) => {
  if (await isOvertaken(tx, hubId, seq)) return true;
  const ofHub = tx.deleteFrom('underWay').where('hubId', '=', hubId);
  const ended = at && ofHub.where('visitId', '=', at.visitId).where('door', 'in', [at.door, DOOR_UNSAID]);
  await (ended ?? ofHub).execute();
  return true;
};

/** Which doors of a hub are in a visit, as its receipts say. */
export const underWayWrites: Rules<'under-way' | 'under-way-heard' | 'under-way-over'> = {
  'under-way': underWay,
  'under-way-heard': heard,
  'under-way-over': over,
};
