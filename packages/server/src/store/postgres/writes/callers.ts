import { one, type Rule, type Rules } from './rule.ts';

/** The row is held: whoever cuts the principal off in this moment waits, and then finds the session that is kept with this. */
const stands: Rule<'stands'> = async ({ tx }, { role, principalId, tenantId }) => {
  if (role === 'courier' || principalId === tenantId) return true;
  const held =
    role === 'carrier'
      ? tx.selectFrom('apiKeys').select('apiKeyId').where('apiKeyId', '=', principalId).where('revokedMs', 'is', null)
      : tx.selectFrom('members').select('memberId').where('memberId', '=', principalId).where('suspendedUntilMs', 'is', null); // prettier-ignore
  return (await held.forShare().executeTakeFirst()) !== undefined;
};

/** Who may speak: carriers, couriers, the mailbox of device keys, sessions. */
export const callerWrites: Rules<
  | 'carrier'
  | 'enrolment'
  | 'enrolment-welcome'
  | 'courier'
  | 'session'
  | 'session-passkey'
  | 'session-end'
  | 'sessions-end'
  | 'stands'
> = {
  carrier: async ({ tx }, { carrier }) =>
    one(
      await tx
        .insertInto('carriers')
        .values(carrier)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
  enrolment: async ({ tx }, { enrolment }) => {
    const { admits = null, boxId = null, welcome = null } = enrolment;
    const row = { ...enrolment, admits, boxId, welcome };
    await tx.insertInto('enrolments').values(row).onConflict((c) => c.column('keyId').doUpdateSet(row)).execute(); // prettier-ignore
    return true;
  },
  'enrolment-welcome': async ({ tx }, { boxId, welcome }) =>
    (await tx.updateTable('enrolments').set({ welcome }).where('boxId', '=', boxId).executeTakeFirst())
      .numUpdatedRows === 1n,
  courier: async ({ tx }, { courier }) =>
    one(
      await tx
        .insertInto('couriers')
        .values({ ...courier, blockedMs: courier.blockedMs ?? null })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
  session: async ({ tx }, { session }) => {
    await tx
      .insertInto('sessions')
      .values({ ...session, passkeyMs: session.passkeyMs ?? null })
      .onConflict((c) => c.column('tokenHash').doUpdateSet(session))
      .execute();
    return true;
  },
  'session-passkey': async ({ tx }, { tokenHash, passkeyMs }) => {
    await tx.updateTable('sessions').set({ passkeyMs }).where('tokenHash', '=', tokenHash).execute();
    return true;
  },
  'session-end': async ({ tx }, { tokenHash }) => {
    await tx.deleteFrom('sessions').where('tokenHash', '=', tokenHash).execute();
    return true;
  },
  'sessions-end': async ({ tx }, { principalId }) => {
    await tx.deleteFrom('sessions').where('principalId', '=', principalId).execute();
    return true;
  },
  stands,
};
