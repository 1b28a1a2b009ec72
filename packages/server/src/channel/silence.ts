import { ringAfterMs } from '@latchkey/protocol';
import type { Bus } from '../bus.ts';
import type { Effects } from '../effects.ts';
import { short } from '../ids.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { UnderWay } from '../store/records.ts';
import { SERVER, type Write } from '../store/store.ts';
import type { Placed } from './receipt-keeper.ts';
import { noteOf, underWayAfter } from './under-way.ts';

/** Protocol: the server alarms when a hub falls silent for so long during a visit. A line that is merely dialled anew is back before. */
const SILENT_AFTER_MS = 15_000;
/** After its own start a server waits longer: a hub that missed it for an hour dials only once a minute. */
const START_WAIT_MS = 60_000 + SILENT_AFTER_MS;
/** Doors that may stand open at one time, of all households here. */
const LIMIT_UNDER_WAY = 20_000;
/** Hubs without a line that are remembered: what they said last may be read after their line ended. */
const LIMIT_AWAY = 100_000;

type Parts = Pick<Effects, 'clock' | 'store' | 'log'>;

/**
 * Whoever pulls the plug of a hub, or of the router, silences its alarms with it: then the server rings, by what the hub signed last, until it is
 * heard again. Which hubs are in a visit is kept in one with the receipts that say so, so that a server that starts misses the same ones.
 */
export class Silence {
  readonly #effects: Parts;
  readonly #bus: Bus;
  readonly #notifier: Pick<Notifier, 'silent'>;
  /** By hub: one visit of each of its doors that may stand open, the one that began first in front; none is no entry. */
  readonly #underWay = new Map<string, readonly UnderWay[]>();
  readonly #rings = new Map<string, () => void>();
  /** Who has no line → when it was heard last. */
  readonly #away = new Map<string, number>();
  /** For whom it rang, or would if nobody had heard it: when it was heard last. */
  readonly #silent = new Map<string, number>();
  #closed = false;

  constructor(effects: Parts, bus: Bus, notifier: Pick<Notifier, 'silent'>) {
    this.#effects = effects;
    this.#bus = bus;
    this.#notifier = notifier;
  }

  /** Before the first line is heard: whoever is in a visit has some time to come. */
  async open(): Promise<void> {
    const { store } = this.#effects;
    for (const noted of await store.underWay(LIMIT_UNDER_WAY))
      this.#underWay.set(noted.hubId, [...(this.#underWay.get(noted.hubId) ?? []), noted]);
    for (const [hubId, noted] of this.#underWay) {
      const headMs = (await store.receiptHead(hubId))?.receivedMs ?? 0;
      const sinceMs = Math.max(headMs, ...noted.map(({ heardMs }) => heardMs));
      this.#isAway(hubId, sinceMs);
      if (heardOf(noted) === undefined) this.#ringIn(hubId, sinceMs, 0, START_WAIT_MS);
      else this.#silent.set(hubId, sinceMs);
    }
  }

  /** To be kept in one with these receipts, before they are heard. */
  notes(homeId: string, hubId: string, fresh: readonly Placed[]): readonly Write[] {
    return noteOf(this.#underWay.get(hubId) ?? [], { homeId, hubId }, fresh);
  }

  /** Receipts of this hub that are kept, in their order. */
  heard(homeId: string, hubId: string, kept: readonly Placed[]): void {
    const before = this.#underWay.get(hubId) ?? [];
    const after = underWayAfter(before, { homeId, hubId }, kept);
    if (after === before) return;
    this.#underWay.delete(hubId);
    if (after.length > 0) this.#begin(hubId, after);
  }

  /** It has a line. */
  back(hubId: string): void {
    this.#away.delete(hubId);
    this.#silent.delete(hubId);
    this.#quiet(hubId);
    const underWay = this.#underWay.get(hubId) ?? [];
    if (underWay.every(({ acknowledgedMs }) => acknowledgedMs === undefined)) return;
    // The next silence of the same visit rings again.
    const anew = underWay.map(({ hubId, homeId, door, visitId, heardMs }) => ({
      hubId,
      homeId,
      door,
      visitId,
      heardMs,
    }));
    this.#underWay.set(hubId, anew);
    void this.#note(anew);
  }

  /** For the household's lists and events. */
  told(hubId: string) {
    const sinceMs = this.#silent.get(hubId);
    const underWay = this.#underWay.get(hubId) ?? [];
    const [first] = underWay;
    if (sinceMs === undefined || first === undefined) return {};
    const { visitId } = first;
    const acknowledgedMs = heardOf(underWay);
    return { silent: { visitId, sinceMs, ...(acknowledgedMs === undefined ? {} : { acknowledgedMs }) } };
  }

  /** A member heard it: no more rings of this silence, for the next server neither. Resolves to false where this is not its silence. */
  async acknowledge(hubId: string, sinceMs: number): Promise<boolean> {
    const underWay = this.#underWay.get(hubId);
    if (underWay === undefined || this.#silent.get(hubId) !== sinceMs) return false;
    if (heardOf(underWay) !== undefined) return true;
    const acknowledgedMs = this.#effects.clock.nowMs();
    const heard = underWay.map((one) => ({ ...one, heardMs: sinceMs, acknowledgedMs }));
    this.#quiet(hubId);
    this.#underWay.set(hubId, heard);
    for (const one of heard.slice(0, 1)) this.#tell(one);
    await this.#note(heard);
    return true;
  }

  /** It has no line any more; it was last heard at `sinceMs`. */
  lost(hubId: string, sinceMs: number): void {
    if (this.#closed) return;
    this.#isAway(hubId, sinceMs);
    const underWay = this.#underWay.get(hubId);
    if (underWay === undefined) return;
    this.#missed(hubId, sinceMs);
    void this.#note(underWay.map((one) => ({ ...one, heardMs: sinceMs })));
  }

  close(): void {
    this.#closed = true;
    for (const cancel of this.#rings.values()) cancel();
    this.#rings.clear();
  }

  #begin(hubId: string, underWay: readonly UnderWay[]): void {
    this.#underWay.set(hubId, underWay);
    forgetBeyond(LIMIT_UNDER_WAY, this.#underWay);
    // Its line ended while this was being kept.
    const awayMs = this.#away.get(hubId);
    if (awayMs !== undefined && !this.#rings.has(hubId) && !this.#closed) this.#missed(hubId, awayMs);
  }

  #isAway(hubId: string, sinceMs: number): void {
    this.#away.delete(hubId);
    this.#away.set(hubId, sinceMs);
    forgetBeyond(LIMIT_AWAY, this.#away);
  }

  #missed(hubId: string, sinceMs: number): void {
    this.#ringIn(hubId, sinceMs, 0, Math.max(0, sinceMs + SILENT_AFTER_MS - this.#effects.clock.nowMs()));
  }

  #quiet(hubId: string): void {
    this.#rings.get(hubId)?.();
    this.#rings.delete(hubId);
  }

  #ringIn(hubId: string, sinceMs: number, ring: number, waitMs: number): void {
    this.#quiet(hubId);
    const cancel = this.#effects.clock.after(waitMs, () => {
      this.#rings.delete(hubId);
      const [underWay] = this.#underWay.get(hubId) ?? [];
      if (underWay === undefined) return;
      const { homeId, visitId } = underWay;
      this.#silent.set(hubId, sinceMs);
      this.#notifier.silent(homeId, { hubId, visitId, sinceMs });
      if (ring === 0) this.#tell(underWay);
      this.#ringIn(hubId, sinceMs, ring + 1, ringAfterMs(ring + 1) - ringAfterMs(ring));
    });
    this.#rings.set(hubId, cancel);
  }

  #tell({ homeId, hubId }: UnderWay): void {
    const lastSeenMs = this.#away.get(hubId);
    const seen = lastSeenMs === undefined ? {} : { lastSeenMs };
    this.#bus.tell('home', homeId, { type: 'hub', hubId, online: false, ...seen, ...this.told(hubId) });
  }

  async #note(all: readonly UnderWay[]): Promise<void> {
    const notes = all.map((underWay) => ({ kind: 'under-way-heard', underWay }) as const);
    try {
      await this.#effects.store.write(SERVER, notes);
    } catch {
      this.#effects.log.warn(
        { hub: short(all[0]?.hubId ?? '') },
        'when a hub was heard could not be kept for the next start',
      );
    }
  }
}

/** When a member heard of the silence of all of them; a visit that came to be known after that has not been heard of. */
const heardOf = (underWay: readonly UnderWay[]): number | undefined => {
  const times = underWay.map(({ acknowledgedMs = Infinity }) => acknowledgedMs);
  const lastMs = Math.max(...times);
  return Number.isFinite(lastMs) ? lastMs : undefined;
};

const forgetBeyond = (limit: number, map: Map<string, unknown>): void => {
  const oldest = map.keys().next().value;
  if (map.size > limit && oldest !== undefined) map.delete(oldest);
};
