import type { Effects } from '../effects.ts';
import type { Metrics } from '../metrics.ts';
import type { Push } from '../store/records.ts';
import type { Tenant } from '../store/store.ts';
import { FairQueue } from './fair-queue.ts';
import type { PushMessage, PushOutcome } from './wire.ts';

/** A push service that is away for longer than these waits together has missed the moment. */
const WAITS_MS = [5_000, 30_000, 120_000];
const LIMIT_AT_ONCE = 64;
/** Of one household. Browsers choose their push service, and one that never answers holds its place for ten seconds: it is not to hold everybody's. */
const LIMIT_AT_ONCE_OF_ONE = 4;
/** Beyond these many messages that wait some are left out: a phone that is looked at shows everything anyway. */
const LIMIT_WAITING = { most: 5_000, mostOfOne: 200 };
/** Endpoints are chosen by browsers: what is remembered of them is bounded. */
const LIMIT_TOLD = 100;

interface Parcel {
  readonly push: Push;
  readonly message: PushMessage;
  readonly tries: number;
}

/** Carries messages to the browsers of a household: a few at once, again after a while where it may help, and never to who left. */
export class PushDelivery {
  readonly #effects: Pick<Effects, 'store' | 'clock' | 'log' | 'push'>;
  readonly #metrics: Pick<Metrics, 'pushes'>;
  readonly #waiting = new FairQueue<Parcel>(LIMIT_WAITING);
  readonly #timers = new Set<() => void>();
  readonly #told = new Set<string>();
  /** By household; absent: none. */
  readonly #underWay = new Map<string, number>();
  #all = 0;

  constructor(effects: Pick<Effects, 'store' | 'clock' | 'log' | 'push'>, metrics: Pick<Metrics, 'pushes'>) {
    this.#effects = effects;
    this.#metrics = metrics;
  }

  /** `write` is asked only where somebody hears. */
  async toHome(homeId: string, write: () => Promise<PushMessage>): Promise<void> {
    if (this.#effects.push === undefined) return;
    const due = await this.#due(homeId);
    if (due.length === 0) return;
    const message = await write();
    for (const push of due) this.#queue({ push, message, tries: 0 });
  }

  /** Whoever is suspended hears nothing meanwhile, and need not ask again afterwards. */
  async #due(homeId: string): Promise<readonly Push[]> {
    const tenant: Tenant = { role: 'home', id: homeId };
    const pushes = await this.#effects.store.pushes(tenant);
    if (pushes.length === 0) return pushes;
    const members = await this.#effects.store.members(tenant, homeId);
    const suspended = new Set(members.filter((one) => one.suspendedUntilMs !== undefined).map((one) => one.memberId));
    return pushes.filter(({ memberId }) => !suspended.has(memberId));
  }

  /** Once a service and fault: as many messages as there are would say the same. */
  #unbelieved(endpoint: string, outcome: PushOutcome): void {
    const { host } = new URL(endpoint);
    if (this.#told.has(`${host} ${outcome}`)) return;
    if (this.#told.size < LIMIT_TOLD) this.#told.add(`${host} ${outcome}`);
    this.#effects.log.warn({ host, why: outcome }, 'a push service is not believed by TLS; nothing was sent to it');
  }

  close(): void {
    this.#waiting.clear();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #queue(parcel: Parcel): void {
    const leftOut = this.#waiting.push(parcel.push.homeId, parcel);
    if (leftOut > 0) this.#metrics.pushes.inc({ outcome: 'left-out' });
    this.#next();
  }

  #next(): void {
    while (this.#all < LIMIT_AT_ONCE) {
      const parcel = this.#waiting.next((homeId) => (this.#underWay.get(homeId) ?? 0) < LIMIT_AT_ONCE_OF_ONE);
      if (parcel === undefined) return;
      const { homeId } = parcel.push;
      this.#count(homeId, 1);
      this.#carry(parcel)
        .catch((error: unknown) => this.#effects.log.warn({ why: String(error) }, 'a push was not carried'))
        .finally(() => {
          this.#count(homeId, -1);
          this.#next();
        });
    }
  }

  #count(homeId: string, by: 1 | -1): void {
    const now = (this.#underWay.get(homeId) ?? 0) + by;
    if (now === 0) this.#underWay.delete(homeId);
    else this.#underWay.set(homeId, now);
    this.#all += by;
  }

  async #carry({ push, message, tries }: Parcel): Promise<void> {
    const { push: wire, store, clock } = this.#effects;
    const tenant: Tenant = { role: 'home', id: push.homeId };
    // Between two tries a member may have been cut off, or have turned it off.
    if (tries > 0 && !(await this.#due(push.homeId)).some(({ pushId }) => pushId === push.pushId)) return;
    const outcome: PushOutcome = (await wire?.send(push, message)) ?? 'refused';
    this.#metrics.pushes.inc({ outcome });
    if (outcome === 'gone') await store.write(tenant, [{ kind: 'push-gone', pushId: push.pushId }]);
    const waitMs = WAITS_MS[tries];
    if (outcome === 'no-tls' || outcome.startsWith('certificate')) this.#unbelieved(push.endpoint, outcome);
    else if (outcome !== 'later') return;
    if (waitMs === undefined) return;
    const cancel = clock.after(waitMs, () => {
      this.#timers.delete(cancel);
      this.#queue({ push, message, tries: tries + 1 });
    });
    this.#timers.add(cancel);
  }
}
