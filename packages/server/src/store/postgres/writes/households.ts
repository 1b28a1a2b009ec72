import { changed, one, type Rule, type Rules } from './rule.ts';

const home: Rule<'home'> = async ({ tx }, { home, member }) =>
  one(
    await tx
      .insertInto('homes')
      .values(home)
      .onConflict((c) => c.doNothing())
      .executeTakeFirst(),
  ) &&
  one(
    await tx
      .insertInto('members')
      .values(member)
      .onConflict((c) => c.doNothing())
      .executeTakeFirst(),
  );

const members: Rule<'members'> = async ({ tx, standing, tenant }, { homeId, members, rosters, hubId }) => {
  const staying = members.map((m) => m.keyId);
  let leaving = tx.deleteFrom('members').where('homeId', '=', homeId);
  if (staying.length > 0) leaving = leaving.where('keyId', 'not in', staying);
  const gone = await leaving.returning('memberId').execute();
  if (members.length > 0)
    await tx
      .insertInto('members')
      .values(members)
      .onConflict((c) => c.doNothing())
      .execute();
  const there = await tx.selectFrom('members').select('keyId').where('homeId', '=', homeId).execute();
  if (there.length !== members.length) return false;
  if (rosters !== undefined) await tx.updateTable('homes').set({ rosters }).where('homeId', '=', homeId).execute();
  if (hubId !== undefined) {
    await tx.updateTable('homes').set({ hubId }).where('homeId', '=', homeId).execute();
    await tx.updateTable('members').set({ suspendedUntilMs: null }).where('homeId', '=', homeId).execute();
  }
  if (gone.length === 0) return true;
  await standing.becomeServer();
  await tx
    .deleteFrom('sessions')
    .where(
      'principalId',
      'in',
      gone.map((m) => m.memberId),
    )
    .execute();
  await standing.become(tenant);
  return true;
};

const memberNames: Rule<'member-names'> = async ({ tx }, { memberId, names }) =>
  changed(await tx.updateTable('members').set({ names }).where('memberId', '=', memberId).executeTakeFirst());

const memberSuspended: Rule<'member-suspended'> = async ({ tx, standing, tenant }, { memberId, untilMs }) => {
  const said = tx.updateTable('members').set({ suspendedUntilMs: untilMs ?? null });
  if (!changed(await said.where('memberId', '=', memberId).executeTakeFirst())) return false;
  if (untilMs === undefined) return true;
  await standing.becomeServer();
  await tx.deleteFrom('sessions').where('principalId', '=', memberId).execute();
  await standing.become(tenant);
  return true;
};

/** Households and who belongs to them. */
export const householdWrites: Rules<'home' | 'members' | 'member-names' | 'member-suspended'> = {
  home,
  members,
  'member-names': memberNames,
  'member-suspended': memberSuspended,
};
