import { Webhook } from 'standardwebhooks';
import type { Effects } from '../effects.ts';
import { short } from '../ids.ts';
import type { WebhookDelivery, WebhookTarget } from '../store/records.ts';
import { SERVER, type Write } from '../store/store.ts';
import type { CallLog } from '../http/call-log.ts';
import type { PostOutcome } from './post.ts';
import { pauseAfter } from './schedule.ts';

const EVERY_MS = 1_000;
const AT_ONCE = 64;
/** A receiver that never answers holds a place for as long as an attempt may take: a carrier that has so many is given no more, and these few at a time. */
const BUSY_WITH = 8;
const AT_A_TIME = 4;
/** Longer than any attempt takes: a node that dies in the middle of one leaves it to another. */
const LEASE_MS = 60_000;

/** `webhook-id`, `webhook-timestamp`, `webhook-signature`: while a secret is being changed both sign. */
export const signedHeaders = (
  delivery: WebhookDelivery,
  target: WebhookTarget,
  nowMs: number,
): Record<string, string> => {
  const id = `msg_${delivery.eventId}`;
  const at = new Date(nowMs);
  const previous = (target.previousUntilMs ?? 0) > nowMs ? target.previousSecret : undefined;
  const secrets = previous === undefined ? [target.secret] : [target.secret, previous];
  const signatures = secrets.map((secret) => new Webhook(secret, { format: 'raw' }).sign(id, at, delivery.payload));
  return {
    'content-type': 'application/json',
    'user-agent': 'Latchkey',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(nowMs / 1000)),
    'webhook-signature': signatures.join(' '),
  };
};

/** Sends what is due, from this node; what is due is in the store, so that no event is lost with a process. */
export class WebhookSender {
  readonly #effects: Effects;
  readonly #log: CallLog;
  readonly #stop: () => void;
  #busy: Promise<void> | undefined;
  #again = false;
  #closed = false;
  /** By carrier; absent: none. */
  readonly #underWay = new Map<string, number>();
  readonly #attempts = new Set<Promise<void>>();

  constructor(effects: Effects, log: CallLog) {
    this.#effects = effects;
    this.#log = log;
    this.#stop = effects.post === undefined ? () => undefined : effects.clock.every(EVERY_MS, () => this.look());
  }

  /** Resolves when nothing that was due is under way any more. */
  async idle(): Promise<void> {
    while (this.#busy !== undefined || this.#attempts.size > 0) await Promise.all([this.#busy, ...this.#attempts]);
  }

  async close(): Promise<void> {
    this.#stop();
    this.#closed = true;
    await this.idle();
  }

  /** Begins what is due and has room; once more where something became due, or free, while it was looked for. */
  look(): void {
    if (this.#busy !== undefined) {
      this.#again = true;
      return;
    }
    if (this.#closed) return;
    this.#again = false;
    this.#busy = this.#round()
      .catch((error: unknown) => this.#effects.log.warn({ why: String(error) }, 'webhooks wait'))
      .finally(() => {
        this.#busy = undefined;
        if (this.#again) this.look();
      });
  }

  async #round(): Promise<void> {
    const all = AT_ONCE - this.#attempts.size;
    if (all <= 0) return;
    const { store, clock } = this.#effects;
    const busy = [...this.#underWay].flatMap(([carrierId, count]) => (count < BUSY_WITH ? [] : [carrierId]));
    const claimed = await store.claimDeliveries(clock.nowMs(), LEASE_MS, { all, ofOne: AT_A_TIME, busy });
    for (const { delivery, target } of claimed) this.#begin(delivery, target);
  }

  #begin(delivery: WebhookDelivery, target: WebhookTarget): void {
    const { carrierId } = delivery;
    this.#underWay.set(carrierId, (this.#underWay.get(carrierId) ?? 0) + 1);
    const attempt = this.#attempt(delivery, target)
      .catch((error: unknown) =>
        this.#effects.log.warn({ why: String(error) }, 'what became of a webhook was not kept'),
      )
      .finally(() => {
        this.#attempts.delete(attempt);
        const left = (this.#underWay.get(carrierId) ?? 1) - 1;
        if (left > 0) this.#underWay.set(carrierId, left);
        else this.#underWay.delete(carrierId);
        this.look();
      });
    this.#attempts.add(attempt);
  }

  async #attempt(delivery: WebhookDelivery, target: WebhookTarget): Promise<void> {
    const { post, clock, store, log } = this.#effects;
    if (post === undefined) return;
    const startedMs = clock.nowMs();
    const headers = signedHeaders(delivery, target, startedMs);
    const outcome = await post({ url: target.url, headers, body: delivery.payload });
    const nowMs = clock.nowMs();
    await store.write(SERVER, this.#writes(delivery, target, outcome, nowMs));
    const status = outcome.kind === 'answered' ? outcome.status : 0;
    this.#log.note(delivery.carrierId, { kind: 'webhook', atMs: startedMs, what: delivery.event, status, ms: nowMs - startedMs, id: headers['webhook-id'] ?? '' }); // prettier-ignore
    log.debug({ target: short(delivery.targetId), status, attempts: delivery.attempts }, 'a webhook was sent');
  }

  #writes(delivery: WebhookDelivery, target: WebhookTarget, outcome: PostOutcome, nowMs: number): Write[] {
    const { eventId, targetId, attempts, nextMs } = delivery;
    const last = outcome.kind === 'answered' ? { lastStatus: outcome.status } : { lastWhy: outcome.why };
    const attempted = (change: Pick<WebhookDelivery, 'state' | 'nextMs' | 'endedMs'>): Write => ({
      kind: 'delivery-attempted',
      eventId,
      targetId,
      change: { ...last, ...change },
    });
    if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300) {
      return [attempted({ state: 'delivered', nextMs, endedMs: nowMs })];
    }
    const isGone = outcome.kind === 'answered' && outcome.status === 410;
    const pause = isGone ? undefined : pauseAfter(attempts, this.#effects.random);
    const ended = attempted(pause === undefined ? { state: 'dead', nextMs, endedMs: nowMs } : { state: 'waiting', nextMs: nowMs + pause }); // prettier-ignore
    if (!isGone) return [ended];
    return [ended, { kind: 'webhook-target-change', carrierId: target.carrierId, targetId, change: { goneMs: nowMs } }];
  }
}
