import { MemoryStore } from '../store/memory.ts';
import { SERVER, type Store } from '../store/store.ts';

type Method = (...given: readonly unknown[]) => unknown;
type Break = (name: keyof Store, method: Method) => Method;

/** The store of the tests with one wall taken out of it; the server around it is the real one. */
const broken = (take: Break): Store => {
  const store = new MemoryStore();
  return new Proxy(store, {
    get: (whole, name) => {
      const value: unknown = Reflect.get(whole, name, whole);
      return typeof value === 'function' ? take(name as keyof Store, (value as Method).bind(whole)) : value;
    },
  });
};

const isTenant = (value: unknown): boolean => typeof value === 'object' && value !== null && 'role' in value;

/** Nexx 2023, Tapplock 2018: whoever knows an id is obeyed. */
export const idsAsAuthority = (): Store =>
  broken(
    (name, method) =>
      (first, ...rest) =>
        method(name !== 'write' && isTenant(first) ? SERVER : first, ...rest),
  );

/** Wyze 2024: a cache under load hands out what it holds for somebody else. */
export const mixedUpSessions = (): Store => {
  const held = new Map<unknown, unknown>();
  return broken((name, method) =>
    name !== 'session'
      ? method
      : async (token) => {
          const session = (await method(token)) as { readonly role: string } | undefined;
          if (session === undefined) return undefined;
          if (!held.has(session.role)) held.set(session.role, session);
          return held.get(session.role);
        },
  );
};

/** Ring 2018: a session that was ended goes on where somebody remembers it. */
export const sessionsThatOutlive = (): Store => {
  const remembered = new Map<string, unknown>();
  return broken((name, method) =>
    name !== 'session'
      ? method
      : async (token) => {
          const key = Buffer.from(token as Uint8Array).toString('hex');
          const session = (await method(token)) ?? remembered.get(key);
          remembered.set(key, session);
          return session;
        },
  );
};

/** Aiphone 2022: tries are counted only until the next start. */
export const limitsForgotten = (): Store =>
  broken((name, method) => (name === 'throttles' ? () => Promise.resolve([]) : method));
