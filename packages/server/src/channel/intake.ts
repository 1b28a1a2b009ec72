import { visitStateAfter } from '@latchkey/delivery';
import type { Bus } from '../bus.ts';
import type { Effects } from '../effects.ts';
import { short, textOf } from '../ids.ts';
import type { LogKeeper } from '../log/keeper.ts';
import type { Metrics } from '../metrics.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { Visit } from '../store/records.ts';
import type { Tenant, Write } from '../store/store.ts';
import { movedTo } from '../visits.ts';
import { visitTold } from '../webhooks/events.ts';
import { sendAgain } from './catch-up.ts';
import type { HubLine } from './line.ts';
import type { Settled } from './settled.ts';
import { ReceiptKeeper, type Placed } from './receipt-keeper.ts';
import type { Silence } from './silence.ts';
import { suspending } from './suspensions.ts';
import type { Sessions } from '../http/sessions.ts';

interface IntakeWorld {
  readonly effects: Effects;
  readonly bus: Bus;
  readonly metrics: Metrics;
  readonly notifier: Notifier;
  readonly silence: Silence;
  readonly lines: { readonly settled: Settled };
  readonly logKeeper: LogKeeper | undefined;
  readonly sessions: Sessions;
}

interface Arrived {
  readonly seq: number;
  readonly receipt: string;
}

interface Written {
  readonly visits: readonly Visit[];
  readonly cutOff: readonly string[];
}

type VisitWrite = Extract<Write, { kind: 'visit-seen' | 'visit-change' }>;

const NOTHING: Written = { visits: [], cutOff: [] };
const LIMIT_BATCH = 64;
const STOP_READING_AT = 512;
const READ_AGAIN_AT = 128;
const TRIES = 5;
/** Visits of one hub at one time: more than it has doors open. */
const LIMIT_REMEMBERED = 4;

/**
 * The receipts of one line, one batch after the other: checked, kept in one transaction with what they change in visits and
 * blocks and with which visit the hub is in, acknowledged, told. Nothing is acknowledged that is not durable.
 */
export class ReceiptIntake {
  readonly #line: HubLine;
  readonly #homeId: string;
  readonly #effects: Effects;
  readonly #bus: Bus;
  readonly #metrics: Metrics;
  readonly #keeper: ReceiptKeeper;
  readonly #queue: Arrived[] = [];
  /** What this hub told of lately, as it was when it was last seen here; a story is kept only where it still is so. */
  readonly #visits = new Map<string, Visit>();
  #working = false;
  #sendingAgain = false;

  readonly #settled: Settled;
  readonly #notifier: Notifier;
  readonly #silence: Silence;
  readonly #logKeeper: LogKeeper | undefined;
  readonly #sessions: Sessions;

  private constructor(line: HubLine, homeId: string, world: IntakeWorld, keeper: ReceiptKeeper) {
    this.#line = line;
    this.#homeId = homeId;
    this.#effects = world.effects;
    this.#bus = world.bus;
    this.#metrics = world.metrics;
    this.#settled = world.lines.settled;
    this.#notifier = world.notifier;
    this.#silence = world.silence;
    this.#logKeeper = world.logKeeper;
    this.#sessions = world.sessions;
    this.#keeper = keeper;
  }

  /** Also answers what `welcome` says. */
  static async open(line: HubLine, homeId: string, world: IntakeWorld) {
    const { effects } = world;
    const head = await effects.store.receiptHead(line.hubId);
    const of = { hubId: line.hubId, hubKey: line.hubKey, homeId };
    const keeper = new ReceiptKeeper(of, effects.store, effects.primitives, head);
    const intake = new ReceiptIntake(line, homeId, world, keeper);
    return { intake, receiptsUpTo: head?.seq ?? -1, head: head === undefined ? '' : textOf(head.hash) };
  }

  push(arrived: Arrived): void {
    this.#queue.push(arrived);
    if (this.#queue.length >= STOP_READING_AT) this.#line.pause();
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      while (this.#queue.length > 0) {
        await this.#keep(this.#queue.splice(0, LIMIT_BATCH));
        if (this.#queue.length < READ_AGAIN_AT) this.#line.resume();
      }
    } catch (error) {
      // The hub sends again after the next welcome what was not acknowledged.
      this.#effects.log.warn({ hub: short(this.#line.hubId), why: (error as Error).message }, 'receipts not kept');
      this.#queue.length = 0;
      this.#line.close('goingAway');
    } finally {
      this.#working = false;
    }
  }

  async #keep(batch: readonly Arrived[]): Promise<void> {
    const placed: Placed[] = [];
    for (const { seq, receipt } of batch) {
      const one = await this.#keeper.place(seq, receipt, this.#effects.clock.nowMs(), placed);
      if (one === undefined) {
        this.#metrics.receipts.inc({ outcome: 'refused' });
        this.#effects.log.warn({ hub: short(this.#line.hubId), seq }, 'a receipt does not verify after anything kept');
        if (placed.length > 0) await this.#commit(placed);
        this.#queue.length = 0;
        this.#line.close('garbage');
        return;
      }
      placed.push(one);
    }
    await this.#commit(placed);
  }

  async #commit(placed: readonly Placed[]): Promise<void> {
    const fresh = placed.filter(({ known }) => !known);
    const { visits: changed, cutOff } = fresh.length === 0 ? NOTHING : await this.#write(fresh);
    if (fresh.length > 0) this.#logKeeper?.wake();
    for (const { claims } of fresh)
      if (claims.answers !== undefined) this.#settled.add(this.#line.hubId, claims.answers, claims.seq);
    const last = placed.at(-1);
    if (last !== undefined) this.#line.send({ type: 'receipt-ack', upToSeq: last.row.seq });
    for (const { row } of fresh) {
      this.#metrics.receipts.inc({ outcome: row.fork ? 'fork' : 'kept' });
      if (row.fork)
        this.#effects.log.error({ hub: short(this.#line.hubId), seq: row.seq }, 'a hub signed two histories');
    }
    this.#silence.heard(this.#homeId, this.#line.hubId, fresh);
    this.#tell(fresh, changed);
    if (fresh.some(({ claims, row }) => claims.event === 'clock-set-back' && !row.fork)) this.#sendAgain();
    // After it was told, so that the device itself reads why.
    for (const memberId of cutOff) this.#sessions.endedOf(memberId);
  }

  /** Once at a time: a hub that tells of many set-backs is no reason to read its visits as often. */
  #sendAgain(): void {
    if (this.#sendingAgain) return;
    this.#sendingAgain = true;
    sendAgain(this.#line, this.#effects)
      .catch(() =>
        this.#effects.log.warn({ hub: short(this.#line.hubId) }, 'a hub that was set back was not told what comes'),
      )
      .finally(() => (this.#sendingAgain = false));
  }

  /** Writes, and again from the start where a visit changed under it. Answers the visits whose courier and carrier are to hear, and who is cut off. */
  async #write(fresh: readonly Placed[]): Promise<Written> {
    const tenant: Tenant = { role: 'home', id: this.#homeId };
    const from = { homeId: this.#homeId, hubId: this.#line.hubId };
    for (let tries = 0; tries < TRIES; tries++) {
      const visits = [...(await this.#visitsOf(tenant, fresh)).values()];
      const { writes, memberIds } = await suspending(this.#effects, from, fresh);
      const changes = visits.map((visit) => stateChange(visit, fresh, this.#effects.clock.nowMs()));
      const outcome = await this.#effects.store.write(tenant, [
        ...fresh.map(({ row }): Write => ({ kind: 'receipt', receipt: row })),
        ...fresh.flatMap((one) => this.#settles(one)),
        ...changes,
        ...visits.flatMap((visit) => visitTold(this.#effects, visit, visit.state, stateAfter(visit, fresh))),
        ...writes,
        ...this.#silence.notes(this.#homeId, this.#line.hubId, fresh),
      ]);
      if (outcome.ok) {
        for (const [at, visit] of visits.entries()) this.#remember(changedBy(visit, changes[at]));
        return { visits, cutOff: memberIds };
      }
      this.#visits.clear();
    }
    throw new Error('visits kept changing under their receipts');
  }

  #remember(visit: Visit): void {
    this.#visits.delete(visit.visitId);
    this.#visits.set(visit.visitId, visit);
    const oldest = this.#visits.keys().next().value;
    if (this.#visits.size > LIMIT_REMEMBERED && oldest !== undefined) this.#visits.delete(oldest);
  }

  #settles({ row, claims: { answers, event } }: Placed): Write[] {
    if (answers === undefined) return [];
    const { hubId } = this.#line;
    const answer = { seq: row.seq, parent: row.parent, bytes: row.bytes };
    return [
      { kind: 'block-settled', hubId, hash: answers },
      ...(event === 'blocked' ? [{ kind: 'carrier-block-answered', hubId, hash: answers, answer } as const] : []),
    ];
  }

  /** A carrier's block of a device names no visit, so that its answer reaches the carrier only like this. */
  async #tellCarrier(hash: Uint8Array): Promise<void> {
    const { hubId } = this.#line;
    const block = await this.#effects.store.carrierBlock(hubId, hash);
    if (block !== undefined) this.#bus.tell('carrier', block.carrierId, { type: 'block', hubId, hash: textOf(hash) });
  }

  async #visitsOf(tenant: Tenant, fresh: readonly Placed[]): Promise<ReadonlyMap<string, Visit>> {
    const ids = new Set(fresh.flatMap(({ row }) => (row.visitId === undefined ? [] : [row.visitId])));
    const visits = new Map<string, Visit>();
    for (const id of ids) {
      const visit = this.#visits.get(id) ?? (await this.#effects.store.visit(tenant, id));
      // A hub may name any visit in what it signs; it changes only those that were granted for it.
      if (visit?.hubId === this.#line.hubId) visits.set(id, visit);
    }
    return visits;
  }

  #tell(fresh: readonly Placed[], visits: readonly Visit[]): void {
    const byId = new Map(visits.map((visit) => [visit.visitId, visit]));
    for (const { row } of fresh) {
      const receipt = textOf(row.bytes);
      this.#bus.tell('home', this.#homeId, { type: 'receipt', hubId: row.hubId, receipt });
      const visit = row.visitId === undefined ? undefined : byId.get(row.visitId);
      if (visit === undefined || row.fork) continue;
      const event = {
        type: 'receipt',
        visitId: visit.visitId,
        seq: row.seq,
        parent: textOf(row.parent),
        receipt,
      } as const;
      this.#bus.tell('carrier', visit.carrierId, event);
      if (visit.courierKeyId !== undefined) this.#bus.tell('courier', visit.courierKeyId, event);
    }
    this.#notifier.receipts(this.#homeId, fresh, byId);
    for (const { claims } of fresh) {
      if (claims.event === 'blocked' && claims.answers !== undefined) {
        this.#tellCarrier(claims.answers).catch(() => this.#effects.log.debug('a carrier was not told of an answer'));
      }
    }
    for (const visit of visits) if (stateAfter(visit, fresh) !== visit.state) tellVisit(this.#bus, visit);
  }
}

/** Everybody whose list shows this visit. */
export const tellVisit = (bus: Bus, visit: Pick<Visit, 'visitId' | 'homeId' | 'carrierId' | 'courierKeyId'>): void => {
  const { visitId } = visit;
  bus.tell('home', visit.homeId, { type: 'visit', visitId });
  bus.tell('carrier', visit.carrierId, { type: 'visit', visitId });
  if (visit.courierKeyId !== undefined) bus.tell('courier', visit.courierKeyId, { type: 'stop', visitId });
};

const stateAfter = (visit: Visit, fresh: readonly Placed[]): Visit['state'] => {
  const own = fresh.filter(({ row }) => row.visitId === visit.visitId && !row.fork);
  return own.reduce((before, { claims }) => visitStateAfter(before, claims.event), visit.state);
};

/** Also where it stays as it is: it may have changed since it was seen, and what its receipts say is for the visit that it is. */
const stateChange = (visit: Visit, fresh: readonly Placed[], nowMs: number): VisitWrite => {
  const { visitId, version } = visit;
  const state = stateAfter(visit, fresh);
  if (state === visit.state) return { kind: 'visit-seen', visitId, version };
  return { kind: 'visit-change', visitId, fromVersion: version, change: movedTo(visit, state, nowMs) };
};

const changedBy = (visit: Visit, write: VisitWrite | undefined): Visit =>
  write?.kind === 'visit-change' ? { ...visit, ...write.change, version: visit.version + 1 } : visit;
