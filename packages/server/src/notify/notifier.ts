import type { Progress } from '@latchkey/delivery';
import type { Placed } from '../channel/receipt-keeper.ts';
import type { Effects } from '../effects.ts';
import { textOf } from '../ids.ts';
import type { Metrics } from '../metrics.ts';
import type { Visit } from '../store/records.ts';
import { PushDelivery } from './delivery.ts';
import { approvalHow, arrivingHow, howToTell, messageOf, silentHow, unsafeHow } from './notices.ts';
import type { PushMessage } from './wire.ts';

/** A courier who knocks again and again rings once: the next refusal of the same visit is told after this long, the next *not safe* too. */
const REST_MS = 5 * 60 * 1000;
const LIMIT_REMEMBERED = 2_000;

/** Whose device said it. `carrierId`: absent of a person whom the household invited. */
export interface SaidBy {
  readonly keyId: string;
  readonly carrierId?: string;
}

/** Tells households what happened while nobody looks. What fails here is never in the way of what it is told about. */
export class Notifier {
  readonly #effects: Effects;
  readonly #delivery: PushDelivery;
  /** What about which visit → when it was told last. */
  readonly #told = new Map<string, number>();

  constructor(effects: Effects, metrics: Metrics) {
    this.#effects = effects;
    this.#delivery = new PushDelivery(effects, metrics);
  }

  arriving(visit: Visit, { etaS }: Progress, saidMs: number): void {
    this.#tell(visit.homeId, async () => {
      const { visitId, hubId } = visit;
      const carrier = (await this.#effects.store.carrier(visit.carrierId))?.name ?? '';
      const notice = { type: 'arriving', visitId, hubId, carrier, etaS, saidMs } as const;
      return messageOf(notice, arrivingHow, visitId);
    });
  }

  /** Somebody waits at the door for a yes. Of a person's visit the server knows no name. */
  approval(homeId: string, asked: { hubId: string; visitId: string; waitS: number; saidMs: number }): void {
    this.#tell(homeId, async () => {
      const { store } = this.#effects;
      const visit = await store.visit({ role: 'home', id: homeId }, asked.visitId);
      const name = visit === undefined ? undefined : (await store.carrier(visit.carrierId))?.name;
      const notice = { type: 'approval', ...asked, ...(name === undefined ? {} : { carrier: name }) } as const;
      return messageOf(notice, approvalHow(asked.waitS), asked.visitId);
    });
  }

  /** Somebody at the door does not feel safe; a device that says it again and again rings once in a while, whatever it calls its visit. */
  unsafe(homeId: string, said: { hubId: string; visitId: string; saidMs: number }, by: SaidBy): void {
    if (this.#toldLately(`unsafe ${homeId} ${by.keyId}`)) return;
    this.#tell(homeId, async () => {
      const name = by.carrierId === undefined ? undefined : (await this.#effects.store.carrier(by.carrierId))?.name;
      const notice = { type: 'unsafe', ...said, ...(name === undefined ? {} : { carrier: name }) } as const;
      return messageOf(notice, unsafeHow, said.visitId);
    });
  }

  /** The hub of a visit that is under way does not answer; it was heard last at `sinceMs`. */
  silent(homeId: string, said: { hubId: string; visitId: string; sinceMs: number }): void {
    this.#tell(homeId, () => Promise.resolve(messageOf({ type: 'hub-silent', ...said }, silentHow, said.visitId)));
  }

  receipts(homeId: string, kept: readonly Placed[], visits: ReadonlyMap<string, Visit>): void {
    for (const { row, claims } of kept) {
      const how = howToTell(claims.event);
      if (how === undefined || row.fork) continue;
      // One of the visits that ended with a block of more than one: the block's own confirmation has rung.
      if (claims.event === 'blocked' && claims.answers === undefined) continue;
      const visit = row.visitId === undefined ? undefined : visits.get(row.visitId);
      if (claims.event === 'refused' && (visit === undefined || this.#toldLately(visit.visitId))) continue;
      this.#tell(homeId, async () => {
        const name = visit === undefined ? undefined : (await this.#effects.store.carrier(visit.carrierId))?.name;
        const carrier = name === undefined ? {} : { carrier: name };
        const signed = { seq: row.seq, parent: textOf(row.parent), receipt: textOf(row.bytes) };
        const notice = { type: 'receipt', hubId: row.hubId, ...signed, ...carrier } as const;
        return messageOf(notice, how, visit?.visitId ?? row.hubId);
      });
    }
  }

  close(): void {
    this.#delivery.close();
  }

  #toldLately(what: string): boolean {
    const nowMs = this.#effects.clock.nowMs();
    const beforeMs = this.#told.get(what);
    if (beforeMs !== undefined && nowMs - beforeMs < REST_MS) return true;
    this.#told.delete(what);
    this.#told.set(what, nowMs);
    const oldest = this.#told.keys().next().value;
    if (this.#told.size > LIMIT_REMEMBERED && oldest !== undefined) this.#told.delete(oldest);
    return false;
  }

  #tell(homeId: string, write: () => Promise<PushMessage>): void {
    this.#delivery
      .toHome(homeId, write)
      .catch((error: unknown) => this.#effects.log.warn({ why: String(error) }, 'a household was not told'));
  }
}
