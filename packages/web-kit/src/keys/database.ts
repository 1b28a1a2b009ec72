/** A small store of structured-cloneable values by name. Non-extractable keys can be kept in IndexedDB and nowhere else. */
export interface Shelf {
  readonly get: (name: string) => Promise<unknown>;
  readonly put: (name: string, value: unknown) => Promise<void>;
  readonly drop: (name: string) => Promise<void>;
}

const storeName = 'shelf';

/** Opens, or makes, the database of one app; `databaseName` keeps the apps of one origin apart. */
export const openShelf = async (factory: IDBFactory, databaseName: string): Promise<Shelf> => {
  const opening = factory.open(databaseName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
  const database = await settled(opening);
  const within = async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const transaction = database.transaction(storeName, mode, { durability: 'strict' });
    const done = committed(transaction);
    const request = work(transaction.objectStore(storeName));
    await done;
    return request.result;
  };
  return {
    get: (name) => within<unknown>('readonly', (store) => store.get(name)),
    put: async (name, value) => {
      await within('readwrite', (store) => store.put(value, name));
    },
    drop: async (name) => {
      await within('readwrite', (store) => store.delete(name));
    },
  };
};

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });

const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB gave up the transaction'));
  });

/** The same in memory, for tests. */
export const memoryShelf = (): Shelf => {
  const values = new Map<string, unknown>();
  return {
    get: (name) => Promise.resolve(values.get(name)),
    put: (name, value) => Promise.resolve(void values.set(name, value)),
    drop: (name) => Promise.resolve(void values.delete(name)),
  };
};
