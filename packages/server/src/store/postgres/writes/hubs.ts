import { asBuffer } from '../rows.ts';
import { changed, one, type Rule, type Rules } from './rule.ts';

const hub: Rule<'hub'> = async ({ tx }, { hub }) => {
  if (
    one(
      await tx
        .insertInto('hubs')
        .values(hub)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    )
  )
    return true;
  const bound = await tx.selectFrom('hubs').select('homeId').where('hubId', '=', hub.hubId).executeTakeFirst();
  return bound?.homeId === hub.homeId;
};

const block: Rule<'block'> = async ({ tx }, { block }) => {
  const row = { ...block, links: block.links.map(asBuffer), visitId: block.visitId ?? null };
  await tx
    .insertInto('blocks')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute();
  return true;
};

const receipt: Rule<'receipt'> = async ({ tx }, { receipt }) => {
  const row = { ...receipt, visitId: receipt.visitId ?? null };
  if (
    one(
      await tx
        .insertInto('receipts')
        .values(row)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    )
  )
    return true;
  const same = tx
    .selectFrom('receipts')
    .select('seq')
    .where('hubId', '=', receipt.hubId)
    .where('hash', '=', receipt.hash);
  return (await same.executeTakeFirst()) !== undefined;
};

const recording: Rule<'recording'> = async ({ tx }, { recording }) => {
  if (
    one(
      await tx
        .insertInto('recordings')
        .values(recording)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    )
  )
    return true;
  const there = tx.selectFrom('recordings').select('hubId').where('recordingId', '=', recording.recordingId);
  return (await there.executeTakeFirst())?.hubId === recording.hubId;
};

/** What belongs to a hub: whose it is, withdrawals for it, its receipts and films. */
export const hubWrites: Rules<'hub' | 'block' | 'block-settled' | 'receipt' | 'recording' | 'recording-grown'> = {
  hub,
  block,
  'block-settled': async ({ tx }, { hubId, hash }) => {
    await tx.deleteFrom('blocks').where('hubId', '=', hubId).where('hash', '=', hash).execute();
    return true;
  },
  receipt,
  recording,
  'recording-grown': async ({ tx }, { recordingId, hubId, bytes, closed }) =>
    changed(
      await tx
        .updateTable('recordings')
        .set({ bytes, closed })
        .where('recordingId', '=', recordingId)
        .where('hubId', '=', hubId)
        .executeTakeFirst(),
    ),
};
