import { MemoryLog } from '../log/memory-log.ts';
import { apply, owns, Undoable } from './apply.ts';
import type { Identity } from '../operator/identity.ts';
import type { Receipt, Shipment } from './records.ts';
import {
  DELIVERIES_KEPT_MS,
  type ClaimLimits,
  type Once,
  type Page,
  type Store,
  type Tenant,
  type Throttle,
  type Write,
  type WriteOutcome,
} from './store.ts';
import { hex, pair, Tables } from './tables.ts';

/** The store of tests and of the simulator: same suite, same answers as PostgreSQL, gone when the process is. */
export class MemoryStore implements Store {
  readonly #t: Tables;
  readonly log = new MemoryLog(() => rows(this.#t.receipts).map(({ hash }) => hash));

  constructor(tables = new Tables()) {
    this.#t = tables;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is a database's
  async write(tenant: Tenant, writes: readonly Write[], once?: Once): Promise<WriteOutcome> {
    const first = once === undefined ? undefined : this.#t.onces.get(pair(once.scope, once.key));
    if (first !== undefined) return { ok: false, why: 'repeated', first };
    const undoable = new Undoable();
    for (const write of writes) {
      if (apply(this.#t, undoable, write, tenant)) continue;
      undoable.rollBack();
      return { ok: false, why: 'conflict', kind: write.kind };
    }
    if (once !== undefined) this.#t.onces.set(pair(once.scope, once.key), once);
    return { ok: true };
  }

  once = (scope: string, key: string) => Promise.resolve(this.#t.onces.get(pair(scope, key)));

  forget(beforeMs: number): Promise<void> {
    for (const [key, once] of this.#t.onces) if (once.atMs < beforeMs) this.#t.onces.delete(key);
    for (const [key, s] of this.#t.sessions) if (s.expiresMs < beforeMs) this.#t.sessions.delete(key);
    for (const [key, i] of this.#t.invitations) if (i.expiresMs < beforeMs) this.#t.invitations.delete(key);
    for (const [key, d] of this.#t.deliveries)
      if (d.endedMs !== undefined && d.endedMs < beforeMs - DELIVERIES_KEPT_MS) this.#t.deliveries.delete(key);
    return Promise.resolve();
  }

  throttles = (nowMs: number) =>
    Promise.resolve([...this.#t.throttles].flatMap(([caller, dueMs]) => (dueMs > nowMs ? [{ caller, dueMs }] : [])));
  keepThrottles(throttles: readonly Throttle[], nowMs: number): Promise<void> {
    for (const { caller, dueMs } of throttles) this.#t.throttles.set(caller, dueMs);
    for (const [caller, dueMs] of this.#t.throttles) if (dueMs <= nowMs) this.#t.throttles.delete(caller);
    return Promise.resolve();
  }

  underWay = (limit: number) => Promise.resolve(rows(this.#t.underWay).slice(0, limit));

  session = (tokenHash: Uint8Array) => Promise.resolve(this.#t.sessions.get(hex(tokenHash)));
  feedByToken = (tokenHash: Uint8Array) =>
    Promise.resolve(rows(this.#t.feeds).find((feed) => hex(feed.tokenHash) === hex(tokenHash)));
  memberByKey = (keyId: string) => Promise.resolve(this.#t.members.get(keyId));
  carrierByKey = (keyId: string) => Promise.resolve(rows(this.#t.carriers).find((c) => c.keyId === keyId));
  enrolment = (keyId: string) => Promise.resolve(this.#t.enrolments.get(keyId));
  enrolmentIn = (boxId: string) => Promise.resolve(rows(this.#t.enrolments).find((one) => one.boxId === boxId));
  homeByHandle = (handle: string) => Promise.resolve(rows(this.#t.homes).find((h) => h.handle === handle));
  firstHome = () => Promise.resolve(rows(this.#t.homes).sort((a, b) => a.createdMs - b.createdMs)[0]);
  hub = (hubId: string) => Promise.resolve(this.#t.hubs.get(hubId));
  carrier = (carrierId: string) => Promise.resolve(this.#t.carriers.get(carrierId));

  home = (tenant: Tenant, homeId: string) =>
    Promise.resolve(owns(tenant, { homeId }) ? this.#t.homes.get(homeId) : undefined);
  members = (tenant: Tenant, homeId: string) =>
    Promise.resolve(rows(this.#t.members).filter((m) => m.homeId === homeId && owns(tenant, m)));
  hubs = (tenant: Tenant, homeId: string) =>
    Promise.resolve(rows(this.#t.hubs).filter((h) => h.homeId === homeId && owns(tenant, h)));
  couriers = (tenant: Tenant, carrierId: string) =>
    Promise.resolve(rows(this.#t.couriers).filter((c) => c.carrierId === carrierId && owns(tenant, { carrierId })));
  shipment = (tenant: Tenant, shipmentId: string) => Promise.resolve(owned(tenant, this.#t.shipments.get(shipmentId)));
  shipments = (tenant: Tenant, limit: number, skip = 0) =>
    Promise.resolve(newest(tenant, this.#t.shipments, limit + skip).slice(skip));
  shipmentsOfHome = (tenant: Tenant, limit: number) => {
    const own = newest(tenant, this.#t.shipments, Infinity);
    const decided = own.filter(({ visitId }) => visitId !== undefined);
    const known = new Set(decided.map(({ carrierId }) => carrierId));
    const shown = decided.slice(0, Math.floor(limit / 2));
    const open = own.filter(({ visitId }) => visitId === undefined);
    const ofCarrier = open.map((one, at) => open.slice(0, at).filter(({ carrierId }) => carrierId === one.carrierId).length); // prettier-ignore
    const sharing = ({ carrierId, fromBucket }: Shipment) =>
      known.has(carrierId) || fromBucket === undefined ? carrierId : String(fromBucket);
    const isBefore = (a: number, b: number) => {
      const [first = 0, second = 0] = [ofCarrier[a], ofCarrier[b]];
      return first === second ? a < b : first < second;
    };
    const placed = open.map((one, at) => ({
      one,
      place: open.filter((other, n) => sharing(other) === sharing(one) && isBefore(n, at)).length,
      later: Number(!known.has(one.carrierId)),
    }));
    const chosen = placed
      .sort((a, b) => (a.later === b.later ? a.place - b.place : a.later - b.later))
      .slice(0, limit - shown.length);
    const all = new Set([...shown, ...chosen.map(({ one }) => one)]);
    return Promise.resolve(own.filter((one) => all.has(one)));
  };
  visit = (tenant: Tenant, visitId: string) => Promise.resolve(owned(tenant, this.#t.visits.get(visitId)));
  visits = (tenant: Tenant, limit: number) => Promise.resolve(newest(tenant, this.#t.visits, limit));
  visitsById = (tenant: Tenant, visitIds: readonly string[]) =>
    Promise.resolve(rows(this.#t.visits).filter((v) => visitIds.includes(v.visitId) && owns(tenant, v)));
  chains = (hubId: string, fromS: number, limit: number) =>
    Promise.resolve(
      rows(this.#t.visits)
        .filter((v) => v.hubId === hubId && v.toS >= fromS && v.assignments.length > 0)
        .slice(0, limit),
    );

  invitation = (boxId: string) => Promise.resolve(this.#t.invitations.get(boxId));
  invitations = (tenant: Tenant, limit: number) => Promise.resolve(newest(tenant, this.#t.invitations, limit));
  series = (tenant: Tenant, visitId: string) => Promise.resolve(owned(tenant, this.#t.series.get(visitId)));
  allSeries = (tenant: Tenant, limit: number) => Promise.resolve(newest(tenant, this.#t.series, limit));
  openSeries = (hubId: string, fromS: number, limit: number) =>
    Promise.resolve(
      rows(this.#t.series)
        .filter((s) => s.hubId === hubId && s.toS >= fromS && s.endedMs === undefined)
        .slice(0, limit),
    );

  openBlocks = (hubId: string) => Promise.resolve(rows(this.#t.blocks).filter((b) => b.hubId === hubId));

  carrierBlocks = (tenant: Tenant, limit: number) =>
    Promise.resolve(
      rows(this.#t.carrierBlocks)
        .filter(({ carrierId }) => owns(tenant, { carrierId }))
        .reverse()
        .slice(0, limit),
    );
  carrierBlock = (hubId: string, hash: Uint8Array) =>
    Promise.resolve(this.#t.carrierBlocks.get(pair(hubId, hex(hash))));
  lastSeen = (principalIds: readonly string[]) =>
    Promise.resolve(new Map([...this.#t.seen].filter(([principalId]) => principalIds.includes(principalId))));

  operatorMembersAs = (who: Pick<Identity, 'issuer' | 'subject' | 'email'>, limit: number, carrierId?: string) => {
    const known = rows(this.#t.operatorMembers).filter((one) => one.issuer === who.issuer);
    const asked = known.filter((one) => carrierId === undefined || one.carrierId === carrierId).reverse();
    const same = asked.filter((one) => one.subject === who.subject);
    const taken = same.filter((one) => one.lastSignInMs !== undefined);
    const invited = asked.filter(
      (one) => who.email !== undefined && one.subject === undefined && one.email === who.email,
    );
    const all = [...taken, ...same.filter((one) => one.lastSignInMs === undefined), ...invited];
    return Promise.resolve(all.slice(0, limit));
  };
  operatorMember = (tenant: Tenant, memberId: string) =>
    Promise.resolve(owned(tenant, this.#t.operatorMembers.get(memberId)));
  operatorMembers = (tenant: Tenant, limit: number) => Promise.resolve(lastOf(tenant, this.#t.operatorMembers, limit));
  apiKeyByKey = (keyId: string) => Promise.resolve(rows(this.#t.apiKeys).find((one) => one.keyId === keyId));
  apiKeys = (tenant: Tenant, limit: number) => Promise.resolve(lastOf(tenant, this.#t.apiKeys, limit));
  webhookTargets = (tenant: Tenant, limit: number) => Promise.resolve(lastOf(tenant, this.#t.webhookTargets, limit));
  deliveries = (tenant: Tenant, limit: number) => Promise.resolve(lastOf(tenant, this.#t.deliveries, limit));
  claimDeliveries = (nowMs: number, leaseMs: number, { all, ofOne, busy }: ClaimLimits) => {
    const due = [...this.#t.deliveries].filter(
      ([, one]) => one.state === 'waiting' && one.nextMs <= nowMs && !busy.includes(one.carrierId),
    );
    const placeOf = ([, { carrierId }]: (typeof due)[number], at: number) =>
      due.slice(0, at).filter(([, other]) => other.carrierId === carrierId).length;
    const placed = due.map((one, at) => ({ one, place: placeOf(one, at) })).filter(({ place }) => place < ofOne);
    const chosen = placed.sort((a, b) => a.place - b.place).slice(0, all);
    const claimed = chosen.flatMap(({ one: [key, one] }) => {
      const target = this.#t.webhookTargets.get(one.targetId);
      const delivery = { ...one, attempts: one.attempts + 1, nextMs: nowMs + leaseMs };
      this.#t.deliveries.set(key, delivery);
      return target === undefined ? [] : [{ delivery, target }];
    });
    return Promise.resolve(claimed);
  };

  receiptHead = (hubId: string) =>
    Promise.resolve(
      this.#receipts((r) => r.hubId === hubId && !r.fork)
        .sort(bySeq)
        .at(-1),
    );
  receiptsAt = (hubId: string, seq: number) =>
    Promise.resolve(this.#receipts((r) => r.hubId === hubId && r.seq === seq));
  receiptsOfHub = (tenant: Tenant, hubId: string, page: Page) =>
    Promise.resolve(paged(page, this.#receipts((r) => r.hubId === hubId && owns(tenant, r)))); // prettier-ignore
  forksOfHub = (tenant: Tenant, hubId: string, limit: number) =>
    Promise.resolve(this.#receipts((r) => r.hubId === hubId && r.fork && owns(tenant, r)).sort(bySeq).slice(0, limit)); // prettier-ignore
  receiptsOfVisit = (tenant: Tenant, visitId: string, page: Page) => {
    const visit = owned(tenant, this.#t.visits.get(visitId)) ?? owned(tenant, this.#t.series.get(visitId));
    if (visit === undefined) return Promise.resolve([]);
    return Promise.resolve(
      paged(
        page,
        this.#receipts((r) => r.visitId === visitId && r.homeId === visit.homeId && !r.fork),
      ),
    );
  };

  recording = (tenant: Tenant, recordingId: string) =>
    Promise.resolve(owned(tenant, this.#t.recordings.get(recordingId)));
  recordingsOfVisit = (tenant: Tenant, visitId: string) =>
    Promise.resolve(rows(this.#t.recordings).filter((r) => r.visitId === visitId && owns(tenant, r)));

  passkeys = (tenant: Tenant) =>
    Promise.resolve(
      rows(this.#t.passkeys)
        .filter((passkey) => owns(tenant, passkey))
        .sort((a, b) => a.createdMs - b.createdMs),
    );
  feed = (tenant: Tenant, memberId: string) => Promise.resolve(owned(tenant, this.#t.feeds.get(memberId)));
  pushes = (tenant: Tenant) =>
    Promise.resolve(
      rows(this.#t.pushes)
        .filter((push) => owns(tenant, push))
        .sort((a, b) => a.createdMs - b.createdMs),
    );

  close = () => Promise.resolve();

  #receipts(test: (r: Receipt) => boolean): Receipt[] {
    return rows(this.#t.receipts).filter(test);
  }
}

const rows = <V>(table: ReadonlyMap<string, V>): V[] => [...table.values()];

/** What one carrier keeps, the last first. */
const lastOf = <V extends { readonly carrierId: string }>(
  tenant: Tenant,
  table: ReadonlyMap<string, V>,
  limit: number,
): V[] =>
  rows(table)
    .filter(({ carrierId }) => owns(tenant, { carrierId }))
    .reverse()
    .slice(0, limit);

interface Owned {
  readonly homeId?: string;
  readonly carrierId?: string;
  readonly courierKeyId?: string;
}
const owned = <V extends Owned>(tenant: Tenant, row: V | undefined): V | undefined =>
  row !== undefined && owns(tenant, row) ? row : undefined;

const newest = <V extends Owned & { readonly createdMs: number }>(
  tenant: Tenant,
  table: ReadonlyMap<string, V>,
  limit: number,
): V[] =>
  rows(table)
    .filter((row) => owns(tenant, row))
    .reverse()
    .sort((a, b) => b.createdMs - a.createdMs)
    .slice(0, limit);

const bySeq = (a: Receipt, b: Receipt) => (a.seq === b.seq ? Number(a.fork) - Number(b.fork) : a.seq - b.seq);
const paged = ({ afterSeq, limit }: Page, receipts: readonly Receipt[]): Receipt[] =>
  receipts
    .filter((r) => r.seq > afterSeq)
    .sort(bySeq)
    .slice(0, limit);
