import { unsafeAfter } from '@latchkey/delivery';
import { LIMITS } from '../../limits.ts';
import { roomForInvitation } from './room.ts';
import { unsafeColumns, unsafeIn } from '../../unsafe-said.ts';
import { changed, one, type Rule, type Rules } from './rule.ts';

const invitationAnswer: Rule<'invitation-answer'> = async ({ tx }, { boxId, keyId, answer }) => {
  const first = tx.updateTable('invitations').set({ answer, answerKeyId: keyId });
  if (changed(await first.where('boxId', '=', boxId).where('answerKeyId', 'is', null).executeTakeFirst())) return true;
  const there = tx.selectFrom('invitations').select('answerKeyId').where('boxId', '=', boxId);
  return (await there.executeTakeFirst())?.answerKeyId === keyId;
};

const seriesEnd: Rule<'series-end'> = async ({ tx }, { visitId, endedMs }) => {
  const ending = tx.updateTable('series').set({ endedMs }).where('visitId', '=', visitId).where('endedMs', 'is', null);
  if (changed(await ending.executeTakeFirst())) return true;
  return (
    (await tx.selectFrom('series').select('visitId').where('visitId', '=', visitId).executeTakeFirst()) !== undefined
  );
};

/** The row is held from the reading to the writing: of two sayings at once none is lost. */
const seriesSaid: Rule<'series-said'> = async ({ tx, tenant }, { visitId, saying }) => {
  if (tenant.role !== 'courier') return false;
  const own = tx
    .selectFrom('series')
    .select(['unsafe', 'unsafeHeard'])
    .where('visitId', '=', visitId)
    .where('courierKeyId', '=', tenant.id);
  const before = await own.forUpdate().executeTakeFirst();
  if (before === undefined) return false;
  const said = unsafeColumns(unsafeAfter(unsafeIn(before), saying));
  const write = tx.updateTable('series').set({ unsafe: said.unsafe ?? null, unsafeHeard: said.unsafeHeard ?? null });
  return changed(await write.where('visitId', '=', visitId).executeTakeFirst());
};

/** People who come again: invitations, and the grants to their keys. */
export const peopleWrites: Rules<
  'invitation' | 'invitation-answer' | 'invitation-end' | 'series' | 'series-end' | 'series-said'
> = {
  invitation: async (context, { invitation }) => {
    const { tx } = context;
    const { homeId, createdMs, answer, answerKeyId } = invitation;
    if (!(await roomForInvitation(context, homeId, createdMs, LIMITS.invitations))) return false;
    const row = { ...invitation, answer: answer ?? null, answerKeyId: answerKeyId ?? null };
    return one(
      await tx
        .insertInto('invitations')
        .values(row)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    );
  },
  'invitation-answer': invitationAnswer,
  'invitation-end': async ({ tx }, { boxId }) => {
    await tx.deleteFrom('invitations').where('boxId', '=', boxId).execute();
    return true;
  },
  series: async ({ tx }, { series }) =>
    one(
      await tx
        .insertInto('series')
        .values({
          ...series,
          endedMs: series.endedMs ?? null,
          unsafe: series.unsafe ?? null,
          unsafeHeard: series.unsafeHeard ?? null,
        })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
  'series-end': seriesEnd,
  'series-said': seriesSaid,
};
