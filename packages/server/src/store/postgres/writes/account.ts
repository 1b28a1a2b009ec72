import { LIMITS } from '../../limits.ts';
import { roomOfHome } from './room.ts';
import { changed, one, type Rule, type Rules } from './rule.ts';

/** Two members who remove the last two at the same moment would otherwise leave none: the household's rows are locked first. */
const passkeyGone: Rule<'passkey-gone'> = async ({ tx }, { passkeyId, keepsLast }) => {
  const there = await tx.selectFrom('passkeys').select('passkeyId').forUpdate().execute();
  if (!there.some((one) => one.passkeyId === passkeyId) || (keepsLast && there.length === 1)) return false;
  await tx.deleteFrom('passkeys').where('passkeyId', '=', passkeyId).execute();
  return true;
};

const feed: Rule<'feed'> = async ({ tx }, { feed }) => {
  const member = tx.selectFrom('members').select('memberId').where('memberId', '=', feed.memberId);
  if ((await member.where('homeId', '=', feed.homeId).executeTakeFirst()) === undefined) return false;
  await tx.deleteFrom('feeds').where('memberId', '=', feed.memberId).execute();
  return one(
    await tx
      .insertInto('feeds')
      .values({ ...feed, lastReadMs: feed.lastReadMs ?? null })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst(),
  );
};

const push: Rule<'push'> = async (context, { push }) => {
  const { tx, standing, tenant } = context;
  // Whose it was before is not the tenant's to see: only the server can take it from there.
  await standing.becomeServer();
  await tx.deleteFrom('pushes').where('pushId', '=', push.pushId).execute();
  await standing.become(tenant);
  const { memberId, homeId } = push;
  if (!(await roomOfHome(context, 'pushes', homeId, LIMITS.pushes))) return false;
  const member = tx.selectFrom('members').select('memberId').where('memberId', '=', memberId);
  if ((await member.where('homeId', '=', homeId).executeTakeFirst()) === undefined) return false;
  return one(await tx.insertInto('pushes').values(push).executeTakeFirst());
};

/** What a member's account at this server has: passkeys, a calendar's address, browsers that are told. */
export const accountWrites: Rules<
  | 'passkey'
  | 'passkey-used'
  | 'passkey-named'
  | 'passkey-gone'
  | 'feed'
  | 'feed-read'
  | 'feed-gone'
  | 'push'
  | 'push-gone'
> = {
  passkey: async (context, { passkey }) =>
    (await roomOfHome(context, 'passkeys', passkey.homeId, LIMITS.passkeys)) &&
    one(
      await context.tx
        .insertInto('passkeys')
        .values({ ...passkey, lastUsedMs: passkey.lastUsedMs ?? null })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
  'passkey-used': async ({ tx }, { passkeyId, fromCounter, counter, atMs }) =>
    changed(
      await tx
        .updateTable('passkeys')
        .set({ counter, lastUsedMs: atMs })
        .where('passkeyId', '=', passkeyId)
        .where('counter', '=', fromCounter)
        .executeTakeFirst(),
    ),
  'passkey-named': async ({ tx }, { passkeyId, name }) =>
    changed(await tx.updateTable('passkeys').set({ name }).where('passkeyId', '=', passkeyId).executeTakeFirst()),
  'passkey-gone': passkeyGone,
  feed,
  'feed-read': async ({ tx }, { memberId, atMs }) => {
    await tx.updateTable('feeds').set({ lastReadMs: atMs }).where('memberId', '=', memberId).execute();
    return true;
  },
  'feed-gone': async ({ tx }, { memberId }) => {
    await tx.deleteFrom('feeds').where('memberId', '=', memberId).execute();
    return true;
  },
  push,
  'push-gone': async ({ tx }, { pushId }) => {
    await tx.deleteFrom('pushes').where('pushId', '=', pushId).execute();
    return true;
  },
};
