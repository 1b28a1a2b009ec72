import type { Clock } from '../effects.ts';
import type { Session } from '../store/records.ts';
import { SERVER, type Store } from '../store/store.ts';

const EVERY_MS = 60_000;
const LIMIT = 20_000;

/**
 * When couriers' devices and carriers' programs were last heard, to the minute: dispatch wants to know whether a phone is lost, and
 * which key nobody uses. Households are not watched like that.
 */
export class LastSeen {
  readonly #clock: Clock;
  readonly #store: Pick<Store, 'write'>;
  readonly #notedMs = new Map<string, number>();

  constructor({ clock, store }: { readonly clock: Clock; readonly store: Pick<Store, 'write'> }) {
    this.#clock = clock;
    this.#store = store;
  }

  note({ role, principalId }: Session): void {
    if (role === 'member') return;
    const atMs = this.#clock.nowMs();
    const before = this.#notedMs.get(principalId);
    if (before !== undefined && atMs - before < EVERY_MS) return;
    this.#notedMs.delete(principalId);
    this.#notedMs.set(principalId, atMs);
    const oldest = this.#notedMs.keys().next().value;
    if (this.#notedMs.size > LIMIT && oldest !== undefined) this.#notedMs.delete(oldest);
    // Nobody waits for it, and a minute that is lost with the database is no loss.
    this.#store.write(SERVER, [{ kind: 'seen', principalId, atMs }]).catch(() => undefined);
  }
}
