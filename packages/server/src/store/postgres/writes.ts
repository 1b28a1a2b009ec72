import { unsafeAfter } from '@latchkey/delivery';
import { carrierWrites } from '../carrier/writes.ts';
import { memberWrites } from '../carrier/member-writes.ts';
import { webhookWrites } from '../carrier/webhook-writes.ts';
import type { Tenant, Write } from '../store.ts';
import { arrivingColumns, asBuffer, divertColumns, saidColumns, toVisitRow } from './rows.ts';
import type { Standing, Tx } from './tenancy.ts';

type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;
export interface Context {
  readonly tx: Tx;
  readonly standing: Standing;
  readonly tenant: Tenant;
}
/** Resolves to false where the write does not fit: the caller rolls everything back. */
export type Rule<K extends Write['kind']> = (context: Context, write: Of<K>) => Promise<boolean>;

const one = (result: { readonly numInsertedOrUpdatedRows?: bigint | undefined } | undefined) =>
  result?.numInsertedOrUpdatedRows === 1n;
const changed = (result: { readonly numUpdatedRows: bigint }) => result.numUpdatedRows === 1n;

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

const visit: Rule<'visit'> = async ({ tx }, { visit, replaces }) => {
  const shipment = tx
    .updateTable('shipments')
    .set({ visitId: visit.visitId })
    .where('shipmentId', '=', visit.shipmentId)
    .where('homeId', '=', visit.homeId)
    .where('visitId', 'is not distinct from', replaces ?? null);
  if (!changed(await shipment.executeTakeFirst())) return false;
  return one(
    await tx
      .insertInto('visits')
      .values(toVisitRow(visit))
      .onConflict((c) => c.doNothing())
      .executeTakeFirst(),
  );
};

const visitChange: Rule<'visit-change'> = async ({ tx }, { visitId, fromVersion, change }) => {
  const { arriving, divert, said, assignments, ...plain } = change;
  const columns = {
    ...plain,
    ...(arriving === undefined ? {} : arrivingColumns({ arriving })),
    ...(divert === undefined ? {} : divertColumns({ divert })),
    ...(said === undefined ? {} : saidColumns({ said })),
    ...(assignments === undefined ? {} : { assignments: assignments.map(asBuffer) }),
    version: fromVersion + 1,
  };
  return changed(
    await tx
      .updateTable('visits')
      .set(columns)
      .where('visitId', '=', visitId)
      .where('version', '=', fromVersion)
      .executeTakeFirst(),
  );
};

/** Held until the end of the transaction, as a change would hold it. */
const visitSeen: Rule<'visit-seen'> = async ({ tx }, { visitId, version }) => {
  const held = tx.selectFrom('visits').select('visitId').where('visitId', '=', visitId).where('version', '=', version);
  return (await held.forNoKeyUpdate().executeTakeFirst()) !== undefined;
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

const block: Rule<'block'> = async ({ tx }, { block }) => {
  const row = { ...block, links: block.links.map(asBuffer), visitId: block.visitId ?? null };
  await tx
    .insertInto('blocks')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute();
  return true;
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

const push: Rule<'push'> = async ({ tx, standing, tenant }, { push }) => {
  // Whose it was before is not the tenant's to see: only the server can take it from there.
  await standing.becomeServer();
  await tx.deleteFrom('pushes').where('pushId', '=', push.pushId).execute();
  await standing.become(tenant);
  const { memberId, homeId } = push;
  const member = tx.selectFrom('members').select('memberId').where('memberId', '=', memberId);
  if ((await member.where('homeId', '=', homeId).executeTakeFirst()) === undefined) return false;
  return one(await tx.insertInto('pushes').values(push).executeTakeFirst());
};

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
    .select('unsafe')
    .where('visitId', '=', visitId)
    .where('courierKeyId', '=', tenant.id);
  const before = await own.forUpdate().executeTakeFirst();
  if (before === undefined) return false;
  const unsafe = unsafeAfter(before.unsafe ?? [], saying);
  const write = tx.updateTable('series').set({ unsafe: unsafe.length === 0 ? null : unsafe });
  return changed(await write.where('visitId', '=', visitId).executeTakeFirst());
};

const rules: { readonly [K in Write['kind']]: Rule<K> } = {
  home,
  members,
  'member-names': memberNames,
  'member-suspended': memberSuspended,
  carrier: async ({ tx }, { carrier }) =>
    one(
      await tx
        .insertInto('carriers')
        .values(carrier)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
  'enrolment-welcome': async ({ tx }, { keyId, welcome }) =>
    (await tx.updateTable('enrolments').set({ welcome }).where('keyId', '=', keyId).executeTakeFirst())
      .numUpdatedRows === 1n,
  enrolment: async ({ tx }, { enrolment }) =>
    one(
      await tx
        .insertInto('enrolments')
        .values(enrolment)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
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
  hub,
  shipment: async ({ tx }, { shipment }) => {
    const { visitId = null, declinedWish = null, declinedMs = null } = shipment;
    const row = { ...shipment, trackingNumbers: [...shipment.trackingNumbers], visitId, declinedWish, declinedMs };
    return one(
      await tx
        .insertInto('shipments')
        .values(row)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    );
  },
  'shipment-declined': async ({ tx, tenant }, { shipmentId, wish, atMs }) => {
    if (tenant.role !== 'home' && tenant.role !== 'server') return false;
    const own = tx.updateTable('shipments').set({ declinedWish: wish, declinedMs: atMs });
    const undecided = own.where('shipmentId', '=', shipmentId).where('visitId', 'is', null);
    return changed(await undecided.executeTakeFirst());
  },
  visit,
  'visit-change': visitChange,
  'visit-seen': visitSeen,
  block,
  'block-settled': async ({ tx }, { hubId, hash }) => {
    await tx.deleteFrom('blocks').where('hubId', '=', hubId).where('hash', '=', hash).execute();
    return true;
  },
  receipt,
  ...carrierWrites,
  ...webhookWrites,
  ...memberWrites,
  recording,
  passkey: async ({ tx }, { passkey }) =>
    one(
      await tx
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
  'recording-grown': async ({ tx }, { recordingId, hubId, bytes, closed }) =>
    changed(
      await tx
        .updateTable('recordings')
        .set({ bytes, closed })
        .where('recordingId', '=', recordingId)
        .where('hubId', '=', hubId)
        .executeTakeFirst(),
    ),
  invitation: async ({ tx }, { invitation }) => {
    const { answer, answerKeyId } = invitation;
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
        .values({ ...series, endedMs: series.endedMs ?? null, unsafe: series.unsafe ?? null })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst(),
    ),
  'series-end': seriesEnd,
  'series-said': seriesSaid,
  'sessions-end': async ({ tx }, { principalId }) => {
    await tx.deleteFrom('sessions').where('principalId', '=', principalId).execute();
    return true;
  },
};

/** Writes that come before their tenant exists, or that touch what no tenant sees. */
const ofServer: ReadonlySet<Write['kind']> = new Set<Write['kind']>([
  'home',
  'carrier',
  'enrolment',
  'enrolment-welcome',
  'session',
  'session-passkey',
  'session-end',
  'sessions-end',
  'invitation-answer',
]);

/** One write inside a transaction; false is a conflict. */
export const applyWrite = async (context: Context, write: Write): Promise<boolean> => {
  if (ofServer.has(write.kind)) await context.standing.becomeServer();
  else await context.standing.become(context.tenant);
  // The table pairs each kind with its own rule; the compiler cannot follow that through an index by a union.
  return (rules[write.kind] as Rule<Write['kind']>)(context, write);
};
