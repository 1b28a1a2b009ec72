/** What the build wrote at the head of the worker: every file of the app with the hash of its content. */
export interface ShellList {
  readonly scope: string;
  readonly version: string;
  readonly files: readonly { readonly url: string; readonly integrity: string }[];
}

interface Ends {
  readonly scope: ServiceWorkerGlobalScope;
  readonly list: ShellList;
}

const nameOf = ({ scope, version }: ShellList) => `latchkey${scope}${version}`;
const isHashed = (url: string) => url.startsWith('/assets/');

/**
 * The app from this device's own store: it opens without a server, and all of it is of one build. Nothing below `/api` is ever
 * answered here. A new build is fetched whole, each file checked against its hash, and waits until a person asks for it or
 * the last page of the old one is closed.
 */
export const keepShell = ({ scope, list }: Ends): void => {
  scope.addEventListener('install', (event) => event.waitUntil(fetchAll(scope.caches, list)));
  scope.addEventListener('activate', (event) => event.waitUntil(takeOver(scope, list)));
  scope.addEventListener('message', (event) => {
    if (event.data === 'take-over') event.waitUntil(scope.skipWaiting());
  });
  const files = new Set(list.files.map(({ url }) => url));
  scope.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== scope.location.origin) return;
    const wanted = request.mode === 'navigate' ? pageOf(url, list) : url.pathname;
    // An old build's page may still ask for its own files: their names are in no list here, and their hashes in the name.
    if (wanted !== undefined && (files.has(wanted) || isHashed(wanted)))
      event.respondWith(fromStore(scope, list, wanted, request));
  });
};

/** The app is one page; any other address under its scope is the server's to answer. */
const pageOf = (url: URL, { scope }: ShellList) => (url.pathname === scope ? scope : undefined);

const fetchAll = async (caches: CacheStorage, list: ShellList): Promise<void> => {
  const cache = await caches.open(nameOf(list));
  await Promise.all(
    list.files.map(async ({ url, integrity }) => {
      const before = isHashed(url) ? await caches.match(url) : undefined;
      await cache.put(url, before ?? (await fetchWhole(url, integrity)));
    }),
  );
};

/** The browser refuses what does not have the hash: half of one build and half of another is never installed. */
const fetchWhole = async (url: string, integrity: string): Promise<Response> => {
  const answer = await fetch(url, { integrity, cache: isHashed(url) ? 'default' : 'no-cache' });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer;
};

/** The build before this one stays: a page of it may be open in another tab and load a part it has not needed so far. */
const takeOver = async (scope: ServiceWorkerGlobalScope, list: ShellList): Promise<void> => {
  const own = (await scope.caches.keys()).filter((name) => name.startsWith(`latchkey${list.scope}`));
  const others = own.filter((name) => name !== nameOf(list));
  for (const name of others.slice(0, -1)) await scope.caches.delete(name);
  await scope.clients.claim();
};

const fromStore = async (
  scope: ServiceWorkerGlobalScope,
  list: ShellList,
  url: string,
  request: Request,
): Promise<Response> => {
  const cache = await scope.caches.open(nameOf(list));
  return (await cache.match(url)) ?? (await scope.caches.match(url)) ?? fetch(request);
};
