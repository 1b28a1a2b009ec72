import { sql } from 'kysely';
import { LIMITS } from '../limits.ts';
import { roomOfCarrier } from '../postgres/writes/room.ts';
import type { Rule } from '../postgres/writes/rule.ts';
import { fromRow, fromRows } from '../postgres/rows.ts';
import type { Tx } from '../postgres/tenancy.ts';
import type { OperatorMember } from '../records.ts';
import type { Tenant, Write } from '../store.ts';

const invited: Rule<'operator-member'> = async (context, { member }) => {
  if (!(await roomOfCarrier(context, 'operatorMembers', member.carrierId, LIMITS.operatorMembers))) return false;
  const { numInsertedOrUpdatedRows } = await context.tx
    .insertInto('operatorMembers')
    .values({
      ...member,
      email: member.email ?? null,
      subject: member.subject ?? null,
      lastSignInMs: member.lastSignInMs ?? null,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

const signedIn: Rule<'operator-member-signed-in'> = async ({ tx, tenant }, { memberId, subject, atMs }) => {
  if (tenant.role !== 'server') return false;
  const { numUpdatedRows } = await tx
    .updateTable('operatorMembers')
    .set({ subject, lastSignInMs: atMs })
    .where('memberId', '=', memberId)
    .where(sql<string>`coalesce(subject, ${subject})`, '=', subject)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** A sign-in that is under way at this moment holds the row: it is over before this, and its session goes too, or it finds nobody. */
const gone: Rule<'operator-member-gone'> = async ({ tx, standing, tenant }, { carrierId, memberId }) => {
  const own = tx.deleteFrom('operatorMembers').where('memberId', '=', memberId).where('carrierId', '=', carrierId);
  if ((await own.executeTakeFirst()).numDeletedRows !== 1n) return false;
  await standing.becomeServer();
  await tx.deleteFrom('sessions').where('principalId', '=', memberId).execute();
  await standing.become(tenant);
  return true;
};

/** As `memberRules` of the memory store. */
export const memberWrites = {
  'operator-member': invited,
  'operator-member-signed-in': signedIn,
  'operator-member-gone': gone,
} satisfies { readonly [K in Write['kind']]?: Rule<K> };

/** As `operatorMembersAs` of the memory store. */
export const membersAs = async (
  tx: Tx,
  { issuer, subject, email }: { readonly issuer: string; readonly subject: string; readonly email?: string },
  limit: number,
  carrierId: string | undefined,
): Promise<readonly OperatorMember[]> => {
  const ofIssuer = tx.selectFrom('operatorMembers').selectAll().where('issuer', '=', issuer).limit(limit);
  const asked = carrierId === undefined ? ofIssuer : ofIssuer.where('carrierId', '=', carrierId);
  const same = await asked
    .where('subject', '=', subject)
    .orderBy(sql`last_sign_in_ms is null`)
    .orderBy('ordinal', 'desc')
    .execute();
  if (email === undefined) return fromRows(same);
  const invited = await asked.where('subject', 'is', null).where('email', '=', email).orderBy('ordinal', 'desc').execute(); // prettier-ignore
  return fromRows([...same, ...invited].slice(0, limit));
};

const ofTenant = (tx: Tx, tenant: Tenant) => {
  const all = tx.selectFrom('operatorMembers').selectAll();
  return tenant.role === 'server' ? all : all.where('carrierId', '=', tenant.id);
};

export const memberOf = async (tx: Tx, tenant: Tenant, memberId: string): Promise<OperatorMember | undefined> => {
  const row = await ofTenant(tx, tenant).where('memberId', '=', memberId).executeTakeFirst();
  return row && fromRow(row);
};

export const membersOf = async (tx: Tx, tenant: Tenant, limit: number): Promise<readonly OperatorMember[]> =>
  fromRows(await ofTenant(tx, tenant).orderBy('ordinal', 'desc').limit(limit).execute());
