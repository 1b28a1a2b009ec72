import type { Settings } from '../effects.ts';
import { fail } from './problems.ts';

/**
 * A browser names the page that caused a write. A page of ours may; another page may not, and neither may a request that
 * carries a cookie without saying where it comes from. Programs send bearer tokens and no origin.
 */
export const checkOrigin = (settings: Settings, origin: string | undefined, byCookie: boolean): void => {
  const ours = origin === undefined ? !byCookie : settings.origins.includes(origin);
  if (!ours) throw fail('wrong-origin');
};

/** Whether a Host header names this server: another name is a foreign page that had its own domain resolve to loopback. */
export const isOurHost = (settings: Settings, host: string | undefined): boolean =>
  host !== undefined && settings.origins.some((origin) => hostOf(origin) === host);

const hosts = new Map<string, string>();

/** Read once: every request asks for it, and the origins are settings. */
const hostOf = (origin: string): string => {
  const host = hosts.get(origin) ?? new URL(origin).host;
  hosts.set(origin, host);
  return host;
};

/** Names that no foreign domain can have resolve to this machine: nobody but the machine itself gives them a meaning. */
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origin that somebody means who typed another name of the loopback than the one that this server goes by; undefined for every other name.
 * Keys and cookies belong to an origin, so the page must not be served under two.
 */
export const originMeant = (settings: Pick<Settings, 'origins'>, host: string | undefined): string | undefined =>
  settings.origins.find((origin) => {
    const { hostname, host: own } = new URL(origin);
    if (!LOOPBACK.includes(hostname)) return false;
    const port = own.slice(hostname.length);
    return LOOPBACK.some((name) => name + port === host);
  });
