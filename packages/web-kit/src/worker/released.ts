import {
  isPolicyOf,
  openRelease,
  releasedWorker,
  type Pin,
  type Release,
  type VerifyEs256,
} from '@latchkey/log/release';
import { rawSignature } from '@latchkey/protocol';
import type { NotInstalled } from '../shell/answers.ts';

/** Why a build is not installed; what merely could not be fetched is any other error. */
export class Refused extends Error {
  readonly why: NotInstalled;
  constructor(why: NotInstalled) {
    super(why);
    this.why = why;
  }
}

interface Ends {
  readonly caches: CacheStorage;
  /** `/home/` */
  readonly scope: string;
}

/** Outlives every build of the app. */
const pinned = ({ scope }: Ends) => `latchkey-key${scope}`;
const pinAt = '/release-key';

/** Undefined on a device where the app was never installed. */
export const readPin = async (ends: Ends): Promise<Pin | undefined> => {
  const kept = await (await ends.caches.open(pinned(ends))).match(pinAt);
  return kept === undefined ? undefined : ((await kept.json()) as Pin);
};

/** Last of all that an installation writes: what was begun and not finished changes nothing. */
export const writePin = async (ends: Ends, { key, order }: Release): Promise<void> => {
  await (await ends.caches.open(pinned(ends))).put(pinAt, Response.json({ key, order } satisfies Pin));
};

const verify: VerifyEs256 = async (spki, message, signature) => {
  const raw = rawSignature(signature);
  if (raw === undefined) return false;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('spki', Uint8Array.from(spki), algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, Uint8Array.from(raw), Uint8Array.from(message));
};

const get = async (url: string, more: RequestInit = {}): Promise<Response> => {
  const answer = await fetch(url, { cache: 'no-store', ...more });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer;
};

const opened = async (note: string, pin: Pin | undefined): Promise<Release> => {
  const release = await openRelease(verify, pin, note);
  if (release.ok) return release.release;
  throw new Refused(release.problem === 'older' ? 'older' : 'not-signed');
};

const releaseAt = ({ scope }: Ends) => `${scope}release.txt`;

/** What the server says this device should run, as the makers signed it. @throws Refused */
export const fetchRelease = async (ends: Ends): Promise<{ readonly release: Release; readonly note: string }> => {
  const note = await (await get(releaseAt(ends))).text();
  return { release: await opened(note, await readPin(ends)), note };
};

export const keepRelease = (cache: Cache, ends: Ends, note: string): Promise<void> =>
  cache.put(releaseAt(ends), new Response(note));

/** As it was checked when its build was installed. */
export const keptRelease = async (cache: Cache, ends: Ends): Promise<Release | undefined> => {
  const kept = await cache.match(releaseAt(ends));
  return kept === undefined ? undefined : opened(await kept.text(), undefined);
};

/** @throws Refused for a file that the release does not name */
export const integrityOf = ({ files }: Release, path: string): string => {
  const file = files.get(path);
  if (file === undefined) throw new Refused('differs');
  return `sha256-${file.sha256}`;
};

const hashOf = async (text: string): Promise<string> => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `sha256-${btoa(String.fromCharCode(...hash))}`;
};

/**
 * What carries a hash in its name the page has fetched already. The browser refuses what does not have the hash that was asked for, and does not
 * say whether that was it or the line: what then arrives without being asked for it was another file. @throws Refused
 */
export const fetchReleased = async (release: Release, path: string): Promise<Response> => {
  const integrity = integrityOf(release, path);
  const first: RequestInit = path.startsWith('/assets/') ? { integrity, cache: 'default' } : { integrity };
  const answer = await get(path, first)
    .catch(() => get(path, { integrity }))
    .catch(async (error: unknown) => {
      await get(path);
      throw error instanceof TypeError ? new Refused('differs') : error;
    });
  if (path.endsWith('/') && !isPolicyOf(release, answer.headers.get('content-security-policy') ?? ''))
    throw new Refused('differs');
  return answer;
};

/**
 * Whether the worker that the server offers, and the code that it begins with, are released ones. Asked of the worker that answers now: the
 * next one would be asked about itself. @throws Refused
 */
export const checkNextWorker = async (ends: Ends): Promise<void> => {
  const { release } = await fetchRelease(ends);
  const at = `${ends.scope}worker.js`;
  const code = releasedWorker(await (await get(at)).text());
  const [, script = ''] = /importScripts\('([^']+)'\)/.exec(code) ?? [];
  if ((await hashOf(code)) !== integrityOf(release, at)) throw new Refused('differs');
  await fetchReleased(release, script);
};
