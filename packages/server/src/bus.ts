import type { routes } from '@latchkey/contract';
import type { z } from 'zod';

export type HomeEvent = z.infer<typeof routes.homeEvent>;
export type CarrierEvent = z.infer<typeof routes.carrierEvent>;
export type CourierEvent = z.infer<typeof routes.courierEvent>;

interface Topics {
  readonly home: HomeEvent;
  readonly carrier: CarrierEvent;
  readonly courier: CourierEvent;
}
type Topic = keyof Topics;

/** Tells whoever listens in this process; events are hints, never the only copy of anything. */
export class Bus {
  readonly #listeners = new Map<string, Set<(event: never) => void>>();

  /** The answer ends the subscription. */
  listen<T extends Topic>(topic: T, id: string, listener: (event: Topics[T]) => void): () => void {
    const key = `${topic}:${id}`;
    const listeners = this.#listeners.get(key) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(key, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
  }

  tell<T extends Topic>(topic: T, id: string, event: Topics[T]): void {
    const listeners = this.#listeners.get(`${topic}:${id}`) as Set<(event: Topics[T]) => void> | undefined;
    for (const listener of listeners ?? []) listener(event);
  }
}
