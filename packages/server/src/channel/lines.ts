import type { channel } from '@latchkey/contract';
import type { Bus } from '../bus.ts';
import type { Effects } from '../effects.ts';
import { fail } from '../http/problems.ts';
import type { Metrics } from '../metrics.ts';
import { Crowd } from './crowd.ts';
import type { HubAnswer, HubLine } from './line.ts';
import { Settled } from './settled.ts';

const LIMIT_STRANGERS = 512;

/** All hubs with a line to this process: the newest line of a hub is the hub. */
export class HubLines {
  readonly #lines = new Map<string, HubLine>();
  /** What hubs answered by receipt lately. */
  readonly settled = new Settled();
  readonly #strangers = new Crowd<HubLine>(LIMIT_STRANGERS, (line) => line.close('tooMuch'));
  readonly #lastSeenMs = new Map<string, number>();
  readonly #effects: Effects;
  readonly #bus: Bus;
  readonly #metrics: Metrics;

  constructor(effects: Effects, bus: Bus, metrics: Metrics) {
    this.#effects = effects;
    this.#bus = bus;
    this.#metrics = metrics;
  }

  get(hubId: string): HubLine | undefined {
    return this.#lines.get(hubId);
  }

  /** A hub that is nobody's yet. Anyone can make a key. */
  stranger(line: HubLine): void {
    this.#strangers.add(line);
  }

  bound(line: HubLine): void {
    this.#strangers.remove(line);
  }

  /** A hub that connects again takes the place of its own older line; hubId = hash of the key, so it can be nobody else's. */
  add(line: HubLine): void {
    this.#lines.get(line.hubId)?.close('replaced');
    this.#lines.set(line.hubId, line);
    this.seen(line.hubId);
    this.#metrics.hubs.set(this.#lines.size);
  }

  /** False where a newer line has taken the place meanwhile. */
  remove(line: HubLine): boolean {
    line.ended();
    this.#strangers.remove(line);
    if (this.#lines.get(line.hubId) !== line) return false;
    this.#lines.delete(line.hubId);
    this.#metrics.hubs.set(this.#lines.size);
    return true;
  }

  seen(hubId: string): void {
    this.#lastSeenMs.delete(hubId);
    this.#lastSeenMs.set(hubId, this.#effects.clock.nowMs());
    const oldest = this.#lastSeenMs.keys().next().value;
    if (this.#lastSeenMs.size > 100_000 && oldest !== undefined) this.#lastSeenMs.delete(oldest);
  }

  presence(hubId: string): { readonly online: boolean; readonly lastSeenMs?: number } {
    const lastSeenMs = this.#lastSeenMs.get(hubId);
    return { online: this.#lines.has(hubId), ...(lastSeenMs === undefined ? {} : { lastSeenMs }) };
  }

  tellPresence(homeId: string, hubId: string): void {
    this.#bus.tell('home', homeId, { type: 'hub', hubId, ...this.presence(hubId) });
  }

  /** Carries a message and waits for the answer. Throws `hub-offline` or `hub-silent`. */
  async ask(hubId: string, method: channel.HubMethod, message: string, links?: readonly string[]): Promise<HubAnswer> {
    const line = this.#lines.get(hubId);
    if (line === undefined) throw fail('hub-offline');
    const stop = this.#metrics.hubRequests.startTimer({ method });
    const answer = await line.request(method, message, links);
    stop({ outcome: answer === 'silent' ? 'silent' : answer.ok ? 'ok' : 'refused' });
    if (answer === 'silent') throw fail('hub-silent');
    return answer;
  }

  closeAll(): void {
    for (const line of this.#lines.values()) line.close('goingAway');
  }
}
