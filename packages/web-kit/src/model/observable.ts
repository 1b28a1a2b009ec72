/** A value that tells when it changed: what framework-free view models are made of. */
export interface Observable<T> {
  readonly get: () => T;
  /** Calls `listener` after each change; the answer ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Cell<T> extends Observable<T> {
  readonly set: (next: T) => void;
  readonly update: (change: (current: T) => T) => void;
}

export const createCell = <T>(initial: T): Cell<T> => {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: T) => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
