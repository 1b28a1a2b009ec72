import { ASK_NEXT, TAKE_OVER, type NextAnswer, type SaidNotInstalled } from '../shell/answers.ts';
import {
  checkNextWorker,
  fetchRelease,
  fetchReleased,
  keepRelease,
  keptRelease,
  Refused,
  writePin,
} from './released.ts';

/** What the build wrote at the head of the worker: every file that the app keeps. Their hashes stand in the release. */
export interface ShellList {
  readonly scope: string;
  readonly version: string;
  readonly files: readonly string[];
}

interface Ends {
  readonly scope: ServiceWorkerGlobalScope;
  readonly list: ShellList;
}

const nameOf = ({ scope, version }: ShellList) => `latchkey${scope}${version}`;
const isHashed = (url: string) => url.startsWith('/assets/');
const endsOf = ({ scope, list }: Ends) => ({ caches: scope.caches, scope: list.scope });

/**
 * The app from this device's own store: it opens without a server, and all of it is of one build that the makers of this app signed
 * (docs/release.md). Nothing below `/api` is ever answered here. A new build is fetched whole, each file checked against its hash, and waits
 * until a person asks for it or the last page of the old one is closed.
 */
export const keepShell = (ends: Ends): void => {
  const { scope, list } = ends;
  scope.addEventListener('install', (event) => event.waitUntil(install(ends)));
  scope.addEventListener('activate', (event) => event.waitUntil(takeOver(ends)));
  scope.addEventListener('message', (event) => {
    if (event.data === TAKE_OVER) event.waitUntil(scope.skipWaiting());
    if (event.data === ASK_NEXT) event.waitUntil(answerAboutNext(ends, event.ports[0]));
  });
  const files = new Set(list.files);
  scope.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== scope.location.origin) return;
    const wanted = request.mode === 'navigate' ? pageOf(url, list) : url.pathname;
    // An old build's page may still ask for its own files: their names are in no list here, and their hashes in the name.
    if (wanted !== undefined && (files.has(wanted) || isHashed(wanted))) event.respondWith(fromStore(ends, wanted));
  });
};

/** The app is one page; any other address under its scope is the server's to answer. */
const pageOf = (url: URL, { scope }: ShellList) => (url.pathname === scope ? scope : undefined);

/** All or nothing: an installation that fails leaves the app that is there. */
const install = async (ends: Ends): Promise<void> => {
  try {
    const { release, note } = await fetchRelease(endsOf(ends));
    const cache = await ends.scope.caches.open(nameOf(ends.list));
    await Promise.all(
      ends.list.files.map(async (url) => {
        const before = isHashed(url) && release.files.has(url) ? await ends.scope.caches.match(url) : undefined;
        await cache.put(url, before ?? (await fetchReleased(release, url)));
      }),
    );
    await keepRelease(cache, endsOf(ends), note);
    await writePin(endsOf(ends), release);
  } catch (error) {
    const hasApp = ends.scope.registration.active !== null;
    if (error instanceof Refused && hasApp) await tellPages(ends, { notInstalled: error.why });
    throw error;
  }
};

const tellPages = async ({ scope, list }: Ends, said: SaidNotInstalled): Promise<void> => {
  for (const page of await scope.clients.matchAll({ type: 'window', includeUncontrolled: true }))
    if (new URL(page.url).pathname === list.scope) page.postMessage(said);
};

const answerAboutNext = async (ends: Ends, port: MessagePort | undefined): Promise<void> => {
  const answer = await checkNextWorker(endsOf(ends)).then(
    (): NextAnswer => 'ready',
    (error: unknown): NextAnswer => (error instanceof Refused ? error.why : 'unknown'),
  );
  port?.postMessage(answer);
};

const ownCaches = async ({ scope, list }: Ends): Promise<string[]> =>
  (await scope.caches.keys()).filter((name) => name.startsWith(`latchkey${list.scope}`));

/** The build before this one stays: a page of it may be open in another tab and load a part it has not needed so far. */
const takeOver = async (ends: Ends): Promise<void> => {
  const others = (await ownCaches(ends)).filter((name) => name !== nameOf(ends.list));
  for (const name of others.slice(0, -1)) await ends.scope.caches.delete(name);
  await ends.scope.clients.claim();
};

/** What the browser has thrown away, or is too large to keep, comes from the server as it was released, or not at all. */
const fromStore = async (ends: Ends, url: string): Promise<Response> => {
  const own = await ends.scope.caches.open(nameOf(ends.list));
  const kept = (await own.match(url)) ?? (await ends.scope.caches.match(url));
  if (kept !== undefined) return kept;
  for (const name of [nameOf(ends.list), ...(await ownCaches(ends)).reverse()]) {
    const release = await keptRelease(await ends.scope.caches.open(name), endsOf(ends));
    if (release?.files.has(url) === true) return fetchReleased(release, url).catch(() => Response.error());
  }
  return Response.error();
};
