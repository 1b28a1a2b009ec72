import { ringAfterMs } from '@latchkey/protocol';
import type { Effects } from '../effects.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { Placed } from './receipt-keeper.ts';

/** Protocol: the server alarms when a hub falls silent for so long during a visit. A line that is merely dialled anew is back before. */
const SILENT_AFTER_MS = 15_000;
/** Doors that may stand open at one time, of all households here. */
const LIMIT_UNDER_WAY = 20_000;

/** Between these two a door may stand open, and somebody may be inside. */
const begins: ReadonlySet<string> = new Set(['unlock-intended', 'unlocked', 'door-opened']);
const ends: ReadonlySet<string> = new Set(['unlock-cancelled', 'locked', 'complete']);
/** From here on it is another server's hub, or nobody's. */
const leaves: ReadonlySet<string> = new Set(['server-changed', 'moved-out']);

interface UnderWay {
  readonly homeId: string;
  readonly visitId: string;
}

/**
 * Whoever pulls the plug of a hub, or of the router, silences its alarms with it: then the server rings, by what the hub signed last, until it is
 * heard again. It knows nothing of a hub that was silent already when the server itself began.
 */
export class Silence {
  readonly #clock: Effects['clock'];
  readonly #notifier: Pick<Notifier, 'silent'>;
  readonly #underWay = new Map<string, UnderWay>();
  readonly #rings = new Map<string, () => void>();
  #closed = false;

  constructor({ clock }: Pick<Effects, 'clock'>, notifier: Pick<Notifier, 'silent'>) {
    this.#clock = clock;
    this.#notifier = notifier;
  }

  /** Receipts of this hub as they are kept, in their order. */
  heard(homeId: string, hubId: string, kept: readonly Placed[]): void {
    for (const { row, claims } of kept) {
      const { visitId, fork } = row;
      if (fork) continue;
      if (leaves.has(claims.event)) this.#underWay.delete(hubId);
      if (visitId === undefined) continue;
      if (begins.has(claims.event)) this.#begin(hubId, { homeId, visitId });
      else if (ends.has(claims.event) && this.#underWay.get(hubId)?.visitId === visitId) this.#underWay.delete(hubId);
    }
  }

  /** It has a line. */
  back(hubId: string): void {
    this.#rings.get(hubId)?.();
    this.#rings.delete(hubId);
  }

  /** It has no line any more; it was last heard at `sinceMs`. */
  lost(hubId: string, sinceMs: number): void {
    if (this.#closed || !this.#underWay.has(hubId)) return;
    this.#ringIn(hubId, sinceMs, 0, Math.max(0, sinceMs + SILENT_AFTER_MS - this.#clock.nowMs()));
  }

  close(): void {
    this.#closed = true;
    for (const cancel of this.#rings.values()) cancel();
    this.#rings.clear();
  }

  #begin(hubId: string, underWay: UnderWay): void {
    this.#underWay.delete(hubId);
    this.#underWay.set(hubId, underWay);
    const oldest = this.#underWay.keys().next().value;
    if (this.#underWay.size > LIMIT_UNDER_WAY && oldest !== undefined) this.#underWay.delete(oldest);
  }

  #ringIn(hubId: string, sinceMs: number, ring: number, waitMs: number): void {
    this.back(hubId);
    const cancel = this.#clock.after(waitMs, () => {
      this.#rings.delete(hubId);
      const underWay = this.#underWay.get(hubId);
      if (underWay === undefined) return;
      const { homeId, visitId } = underWay;
      this.#notifier.silent(homeId, { hubId, visitId, sinceMs });
      this.#ringIn(hubId, sinceMs, ring + 1, ringAfterMs(ring + 1) - ringAfterMs(ring));
    });
    this.#rings.set(hubId, cancel);
  }
}
