import { unsafeAfter } from '@latchkey/delivery';
import { carrierRules } from './carrier/apply.ts';
import { memberRules } from './carrier/member-apply.ts';
import { webhookRules } from './carrier/webhook-apply.ts';
import { DOOR_UNSAID, type Invitation, type Member, type UnderWay } from './records.ts';
import { hex, pair, type Tables } from './tables.ts';
import { LIMITS } from './limits.ts';
import type { Tenant, Write } from './store.ts';
import { unsafeColumns, unsafeIn } from './unsafe-said.ts';

/** Changes rows and remembers how to change them back. */
export class Undoable {
  readonly #undo: (() => void)[] = [];

  set<V>(table: Map<string, V>, key: string, row: V): true {
    const before = table.get(key);
    this.#undo.push(() => {
      if (before === undefined) table.delete(key);
      else table.set(key, before);
    });
    table.set(key, row);
    return true;
  }

  delete(table: Map<string, unknown>, key: string): true {
    const before = table.get(key);
    if (before !== undefined) this.#undo.push(() => void table.set(key, before));
    table.delete(key);
    return true;
  }

  rollBack(): void {
    for (const change of this.#undo.splice(0).reverse()) change();
  }
}

const ownsHome = (tenant: Tenant, homeId: string) =>
  tenant.role === 'server' || (tenant.role === 'home' && tenant.id === homeId);
const ownsCarrier = (tenant: Tenant, carrierId: string) =>
  tenant.role === 'server' || (tenant.role === 'carrier' && tenant.id === carrierId);

/** Whether a row with these columns is the tenant's. */
export const owns = (
  tenant: Tenant,
  row: { readonly homeId?: string; readonly carrierId?: string; readonly courierKeyId?: string },
): boolean => {
  switch (tenant.role) {
    case 'server':
      return true;
    case 'home':
      return row.homeId === tenant.id;
    case 'carrier':
      return row.carrierId === tenant.id;
    case 'courier':
      return row.courierKeyId === tenant.id;
  }
};

type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;
type Rule<K extends Write['kind']> = (t: Tables, u: Undoable, w: Of<K>, tenant: Tenant) => boolean;

const has = <V>(table: Map<string, V>, test: (row: V) => boolean) => [...table.values()].some(test);

interface OfHome {
  readonly homeId: string;
}
const hasRoom = (table: ReadonlyMap<string, OfHome>, { homeId }: OfHome, most: number): boolean =>
  [...table.values()].filter((one) => one.homeId === homeId).length < most;

const openAt = (invitations: ReadonlyMap<string, Invitation>, nowMs: number) =>
  new Map([...invitations].filter(([, { expiresMs }]) => expiresMs > nowMs));

const home: Rule<'home'> = (t, u, w) => {
  const taken = t.homes.has(w.home.homeId) || has(t.homes, (h) => h.handle === w.home.handle);
  if (taken || t.members.has(w.member.keyId)) return false;
  u.set(t.homes, w.home.homeId, w.home);
  return u.set(t.members, w.member.keyId, w.member);
};

const members: Rule<'members'> = (t, u, w, tenant) => {
  if (!ownsHome(tenant, w.homeId)) return false;
  if (w.members.some((m) => (t.members.get(m.keyId)?.homeId ?? w.homeId) !== w.homeId)) return false;
  const staying = new Set(w.members.map((m) => m.keyId));
  for (const member of [...t.members.values()].filter((m) => m.homeId === w.homeId)) {
    if (staying.has(member.keyId)) continue;
    u.delete(t.members, member.keyId);
    for (const [key, s] of t.sessions) if (s.principalId === member.memberId) u.delete(t.sessions, key);
    u.delete(t.feeds, member.memberId);
    for (const [key, push] of t.pushes) if (push.memberId === member.memberId) u.delete(t.pushes, key);
  }
  for (const member of w.members) if (!t.members.has(member.keyId)) u.set(t.members, member.keyId, member);
  const home = t.homes.get(w.homeId);
  if (w.rosters !== undefined && home !== undefined) u.set(t.homes, w.homeId, { ...home, rosters: w.rosters });
  return w.hubId === undefined || beganAnew(t, u, w.homeId, w.hubId);
};

const beganAnew = (t: Tables, u: Undoable, homeId: string, hubId: string): true => {
  const home = t.homes.get(homeId);
  if (home !== undefined) u.set(t.homes, homeId, { ...home, hubId });
  for (const member of [...t.members.values()].filter((one) => one.homeId === homeId)) unsuspend(t, u, member);
  return true;
};

const unsuspend = (t: Tables, u: Undoable, member: Member): true => {
  const { memberId, homeId, keyId, publicKey, sealingKey, createdMs, names } = member;
  const counts = { memberId, homeId, keyId, publicKey, sealingKey, createdMs };
  return u.set(t.members, keyId, names === undefined ? counts : { ...counts, names });
};

const memberSuspended: Rule<'member-suspended'> = (t, u, { memberId, untilMs }, tenant) => {
  const member = [...t.members.values()].find((one) => one.memberId === memberId);
  if (member === undefined || !ownsHome(tenant, member.homeId)) return false;
  if (untilMs === undefined) return unsuspend(t, u, member);
  for (const [key, s] of t.sessions) if (s.principalId === memberId) u.delete(t.sessions, key);
  return u.set(t.members, member.keyId, { ...member, suspendedUntilMs: untilMs });
};

const memberNames: Rule<'member-names'> = (t, u, { memberId, names }, tenant) => {
  const member = [...t.members.values()].find((one) => one.memberId === memberId);
  if (member === undefined || !ownsHome(tenant, member.homeId)) return false;
  return u.set(t.members, member.keyId, { ...member, names });
};

const visit: Rule<'visit'> = (t, u, w, tenant) => {
  const shipment = t.shipments.get(w.visit.shipmentId);
  if (shipment === undefined || !ownsHome(tenant, w.visit.homeId) || shipment.homeId !== w.visit.homeId) return false;
  if (t.visits.has(w.visit.visitId) || shipment.visitId !== w.replaces) return false;
  u.set(t.visits, w.visit.visitId, w.visit);
  return u.set(t.shipments, shipment.shipmentId, { ...shipment, visitId: w.visit.visitId });
};

const declined: Rule<'shipment-declined'> = (t, u, { shipmentId, wish, atMs }, tenant) => {
  const before = t.shipments.get(shipmentId);
  if (before === undefined || !ownsHome(tenant, before.homeId) || before.visitId !== undefined) return false;
  return u.set(t.shipments, shipmentId, { ...before, declinedWish: wish, declinedMs: atMs });
};

const visitChange: Rule<'visit-change'> = (t, u, w, tenant) => {
  const before = t.visits.get(w.visitId);
  if (before === undefined || !owns(tenant, before) || before.version !== w.fromVersion) return false;
  return u.set(t.visits, w.visitId, { ...before, ...w.change, version: before.version + 1 });
};

const visitSeen: Rule<'visit-seen'> = (t, _, { visitId, version }, tenant) => {
  const there = t.visits.get(visitId);
  return there !== undefined && owns(tenant, there) && there.version === version;
};

const receipt: Rule<'receipt'> = (t, u, { receipt: r }, tenant) => {
  if (!ownsHome(tenant, r.homeId)) return false;
  const key = pair(r.hubId, hex(r.hash));
  if (t.receipts.has(key)) return true;
  const place = pair(r.hubId, String(r.seq));
  if (!r.fork && t.receiptsBySeq.has(place)) return false;
  if (!r.fork) u.set(t.receiptsBySeq, place, r);
  return u.set(t.receipts, key, r);
};

const isOvertaken = (t: Tables, hubId: string, seq: number): boolean =>
  t.receiptsBySeq.has(pair(hubId, String(seq + 1)));

const doorOf = ({ hubId, door }: Pick<UnderWay, 'hubId' | 'door'>): string => pair(hubId, String(door));

const underWay: Rule<'under-way'> = (t, u, { underWay: note, seq }) =>
  isOvertaken(t, note.hubId, seq) || u.set(t.underWay, doorOf(note), note);

const underWayHeard: Rule<'under-way-heard'> = (t, u, { underWay: note }) =>
  t.underWay.get(doorOf(note))?.visitId !== note.visitId || u.set(t.underWay, doorOf(note), note);

const underWayOver: Rule<'under-way-over'> = (t, u, { hubId, at, seq }) => {
  if (isOvertaken(t, hubId, seq)) return true;
  const ofHub = [...t.underWay].filter(([, one]) => one.hubId === hubId);
  for (const [name, { visitId, door }] of ofHub)
    if (at === undefined || (visitId === at.visitId && [at.door, DOOR_UNSAID].includes(door))) u.delete(t.underWay, name); // prettier-ignore
  return true;
};

const recordingGrown: Rule<'recording-grown'> = (t, u, w, tenant) => {
  const before = t.recordings.get(w.recordingId);
  if (before?.hubId !== w.hubId || !owns(tenant, before)) return false;
  return u.set(t.recordings, w.recordingId, { ...before, bytes: w.bytes, closed: w.closed });
};

const invitationAnswer: Rule<'invitation-answer'> = (t, u, { boxId, keyId, answer }) => {
  const before = t.invitations.get(boxId);
  if (before === undefined) return false;
  if (before.answerKeyId !== undefined) return before.answerKeyId === keyId;
  return u.set(t.invitations, boxId, { ...before, answer, answerKeyId: keyId });
};

const seriesEnd: Rule<'series-end'> = (t, u, { visitId, endedMs }, tenant) => {
  const before = t.series.get(visitId);
  if (before === undefined || !ownsHome(tenant, before.homeId)) return false;
  return before.endedMs !== undefined || u.set(t.series, visitId, { ...before, endedMs });
};

const seriesSaid: Rule<'series-said'> = (t, u, { visitId, saying }, tenant) => {
  const before = t.series.get(visitId);
  if (before === undefined || tenant.role !== 'courier' || tenant.id !== before.courierKeyId) return false;
  const { unsafe, unsafeHeard, ...rest } = before;
  const said = unsafeAfter(unsafeIn({ unsafe, unsafeHeard }), saying);
  return u.set(t.series, visitId, { ...rest, ...unsafeColumns(said) });
};

/** A carrier's own key and an enrolled device stay for good. */
const stands: Rule<'stands'> = (t, _, { role, principalId, tenantId }) => {
  if (role === 'courier' || principalId === tenantId) return true;
  if (role === 'carrier') return t.apiKeys.has(principalId) && t.apiKeys.get(principalId)?.revokedMs === undefined;
  return has(t.members, (one) => one.memberId === principalId && one.suspendedUntilMs === undefined);
};

const sessionsEnd: Rule<'sessions-end'> = (t, u, { principalId }) => {
  for (const [key, s] of t.sessions) if (s.principalId === principalId) u.delete(t.sessions, key);
  return true;
};

const rules: { readonly [K in Write['kind']]: Rule<K> } = {
  home,
  members,
  'member-names': memberNames,
  'member-suspended': memberSuspended,
  carrier: (t, u, { carrier }) =>
    !has(t.carriers, (c) => c.keyId === carrier.keyId) && u.set(t.carriers, carrier.carrierId, carrier),
  enrolment: (t, u, { enrolment }) => {
    const { keyId, boxId } = enrolment;
    const taken = boxId !== undefined && has(t.enrolments, (one) => one.boxId === boxId && one.keyId !== keyId);
    return !taken && u.set(t.enrolments, keyId, enrolment);
  },
  'enrolment-welcome': (t, u, { boxId, welcome }) => {
    const before = [...t.enrolments.values()].find((one) => one.boxId === boxId);
    return before !== undefined && u.set(t.enrolments, before.keyId, { ...before, welcome });
  },
  courier: (t, u, { courier }, tenant) =>
    ownsCarrier(tenant, courier.carrierId) &&
    !has(t.couriers, (c) => c.carrierId === courier.carrierId && c.keyId === courier.keyId) &&
    u.set(t.couriers, courier.courierId, courier),
  session: (t, u, { session }) => u.set(t.sessions, hex(session.tokenHash), session),
  'session-end': (t, u, { tokenHash }) => u.delete(t.sessions, hex(tokenHash)),
  hub: (t, u, { hub }, tenant) => {
    const before = t.hubs.get(hub.hubId);
    if (!ownsHome(tenant, hub.homeId)) return false;
    return before === undefined ? u.set(t.hubs, hub.hubId, hub) : before.homeId === hub.homeId;
  },
  shipment: (t, u, { shipment }, tenant) =>
    ownsCarrier(tenant, shipment.carrierId) &&
    t.homes.has(shipment.homeId) &&
    !t.shipments.has(shipment.shipmentId) &&
    u.set(t.shipments, shipment.shipmentId, shipment),
  'shipment-declined': declined,
  visit,
  'visit-change': visitChange,
  'visit-seen': visitSeen,
  block: (t, u, { block }, tenant) => {
    const key = pair(block.hubId, hex(block.hash));
    if (!ownsHome(tenant, block.homeId) && tenant.role !== 'carrier') return false;
    return t.blocks.has(key) || u.set(t.blocks, key, block);
  },
  'block-settled': (t, u, w) => u.delete(t.blocks, pair(w.hubId, hex(w.hash))),
  receipt,
  'under-way': underWay,
  'under-way-heard': underWayHeard,
  'under-way-over': underWayOver,
  ...carrierRules,
  ...webhookRules,
  ...memberRules,
  recording: (t, u, { recording }, tenant) => {
    const before = t.recordings.get(recording.recordingId);
    if (before !== undefined) return before.hubId === recording.hubId;
    return ownsHome(tenant, recording.homeId) && u.set(t.recordings, recording.recordingId, recording);
  },
  'recording-grown': recordingGrown,
  'session-passkey': (t, u, { tokenHash, passkeyMs }) => {
    const session = t.sessions.get(hex(tokenHash));
    return session === undefined || u.set(t.sessions, hex(tokenHash), { ...session, passkeyMs });
  },
  passkey: (t, u, { passkey }, tenant) =>
    ownsHome(tenant, passkey.homeId) &&
    hasRoom(t.passkeys, passkey, LIMITS.passkeys) &&
    !has(t.passkeys, (one) => one.credentialId === passkey.credentialId) &&
    u.set(t.passkeys, passkey.passkeyId, passkey),
  'passkey-used': (t, u, { passkeyId, fromCounter, counter, atMs }, tenant) => {
    const before = t.passkeys.get(passkeyId);
    if (before === undefined || !owns(tenant, before) || before.counter !== fromCounter) return false;
    return u.set(t.passkeys, passkeyId, { ...before, counter, lastUsedMs: atMs });
  },
  'passkey-named': (t, u, { passkeyId, name }, tenant) => {
    const before = t.passkeys.get(passkeyId);
    return before !== undefined && owns(tenant, before) && u.set(t.passkeys, passkeyId, { ...before, name });
  },
  'passkey-gone': (t, u, { passkeyId, keepsLast }, tenant) => {
    const before = t.passkeys.get(passkeyId);
    if (before === undefined || !owns(tenant, before)) return false;
    if (keepsLast && ![...t.passkeys.values()].some((one) => one !== before && one.homeId === before.homeId))
      return false;
    return u.delete(t.passkeys, passkeyId);
  },
  push: (t, u, { push }, tenant) =>
    ownsHome(tenant, push.homeId) &&
    (t.pushes.get(push.pushId)?.homeId === push.homeId || hasRoom(t.pushes, push, LIMITS.pushes)) &&
    has(t.members, (m) => m.memberId === push.memberId && m.homeId === push.homeId) &&
    u.set(t.pushes, push.pushId, push),
  'push-gone': (t, u, { pushId }, tenant) => {
    const push = t.pushes.get(pushId);
    return push === undefined || !owns(tenant, push) || u.delete(t.pushes, pushId);
  },
  feed: (t, u, { feed }, tenant) =>
    ownsHome(tenant, feed.homeId) &&
    has(t.members, (m) => m.memberId === feed.memberId && m.homeId === feed.homeId) &&
    !has(t.feeds, (one) => one.memberId !== feed.memberId && hex(one.tokenHash) === hex(feed.tokenHash)) &&
    u.set(t.feeds, feed.memberId, feed),
  'feed-read': (t, u, { memberId, atMs }, tenant) => {
    const before = t.feeds.get(memberId);
    return before === undefined || !owns(tenant, before) || u.set(t.feeds, memberId, { ...before, lastReadMs: atMs });
  },
  'feed-gone': (t, u, { memberId }, tenant) => {
    const before = t.feeds.get(memberId);
    return before === undefined || !owns(tenant, before) || u.delete(t.feeds, memberId);
  },
  invitation: (t, u, { invitation }, tenant) =>
    ownsHome(tenant, invitation.homeId) &&
    !t.invitations.has(invitation.boxId) &&
    hasRoom(openAt(t.invitations, invitation.createdMs), invitation, LIMITS.invitations) &&
    u.set(t.invitations, invitation.boxId, invitation),
  'invitation-answer': invitationAnswer,
  'invitation-end': (t, u, { boxId }, tenant) => {
    const before = t.invitations.get(boxId);
    return before === undefined || !ownsHome(tenant, before.homeId) || u.delete(t.invitations, boxId);
  },
  series: (t, u, { series }, tenant) =>
    ownsHome(tenant, series.homeId) && !t.series.has(series.visitId) && u.set(t.series, series.visitId, series),
  'series-end': seriesEnd,
  'series-said': seriesSaid,
  'sessions-end': sessionsEnd,
  stands,
};

/** False: a conflict; the caller rolls back. */
export const apply = (t: Tables, u: Undoable, write: Write, tenant: Tenant): boolean =>
  // The table pairs each kind with its own rule; the compiler cannot follow that through an index by a union.
  (rules[write.kind] as Rule<Write['kind']>)(t, u, write, tenant);
