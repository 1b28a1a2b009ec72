import { one, type Rules } from './rule.ts';

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
> = {
  carrier: async ({ tx }, { carrier }) =>
    one(
      await tx
        .insertInto('carriers')
        .values(carrier)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
  enrolment: async ({ tx }, { enrolment }) =>
    one(
      await tx
        .insertInto('enrolments')
        .values({ ...enrolment, admits: enrolment.admits ?? null, welcome: enrolment.welcome ?? null })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
  'enrolment-welcome': async ({ tx }, { keyId, welcome }) =>
    (await tx.updateTable('enrolments').set({ welcome }).where('keyId', '=', keyId).executeTakeFirst())
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
};
