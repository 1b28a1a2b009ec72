import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { Settings } from '@latchkey/server';

/** A sentence for the person who set it. */
export class WrongSetting extends Error {}

export interface ServerSettings {
  readonly port: number;
  /** Blobs, lock and, where this process is not root, the embedded database. */
  readonly folder: string;
  /** Set: that PostgreSQL. Absent: the embedded one in `databaseFolder`. */
  readonly databaseUrl: string | undefined;
  readonly databaseFolder: string;
  readonly logLevel: string;
  /** Whom a browser's push service may write to about our messages: `https:` or `mailto:`. */
  readonly pushContact: string;
  /** `VERIFIER-KEY@ADDRESS` of each witness of the log, apart by spaces. */
  readonly witnesses: string;
  readonly http: Settings;
}

const portIn = (env: NodeJS.ProcessEnv, name: string, fallback: number): number => {
  const text = env[name] ?? String(fallback);
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new WrongSetting(`${name} is ${JSON.stringify(text)}; it must be a port number from 1 to 65535.`);
};

/** The name that pages, passkeys and hubs know this server by, letter by letter. */
const originIn = (env: NodeJS.ProcessEnv, port: number): string => {
  const text = env['LATCHKEY_ORIGIN'] ?? new URL(`http://localhost:${port}`).origin;
  if (/^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text) return text;
  throw new WrongSetting(
    `LATCHKEY_ORIGIN is ${JSON.stringify(text)}; it must be scheme, host and port as a browser writes them, like https://doors.example.org.`,
  );
};

const mapTilesIn = (env: NodeJS.ProcessEnv, root: string): Pick<Settings, 'mapTiles'> => {
  const named = env['LATCHKEY_MAP_TILES'];
  if (named === undefined || named === '') return {};
  const file = resolve(root, named);
  if (existsSync(file)) return { mapTiles: file };
  throw new WrongSetting(`LATCHKEY_MAP_TILES names ${file}, which is not there; it must be a PMTiles file.`);
};

/** A real server asks for a passkey unless its operator says no; the demo lets one be tried. */
const passkeysIn = (env: NodeJS.ProcessEnv): boolean => {
  const said = env['LATCHKEY_PASSKEYS'] ?? (env['LATCHKEY_DEMO'] === '1' ? 'optional' : 'required');
  if (said === 'required' || said === 'optional') return said === 'required';
  throw new WrongSetting(`LATCHKEY_PASSKEYS is ${JSON.stringify(said)}; it must be required or optional.`);
};

/** Push services ask for a way to reach the operator; a server that is reached by https is its own. */
const contactIn = (env: NodeJS.ProcessEnv, origin: string): string => {
  const contact = env['LATCHKEY_CONTACT'] ?? (origin.startsWith('https:') ? origin : 'mailto:operator@localhost');
  if (/^(?:https:\/\/|mailto:)\S+$/.test(contact)) return contact;
  throw new WrongSetting(`LATCHKEY_CONTACT is ${JSON.stringify(contact)}; it must begin with https:// or mailto:.`);
};

const METRICS_TOKEN = /^[!-~]{16,200}$/;

/** Whoever may read the figures has it; without one nobody may. */
const metricsTokenIn = (env: NodeJS.ProcessEnv): Pick<Settings, 'metricsToken'> => {
  const token = env['LATCHKEY_METRICS_TOKEN'] ?? '';
  if (token === '') return {};
  if (METRICS_TOKEN.test(token)) return { metricsToken: token };
  throw new WrongSetting('LATCHKEY_METRICS_TOKEN must be 16 to 200 letters, digits or signs without spaces; `openssl rand -hex 16` makes one.'); // prettier-ignore
};

const isProxy = (text: string): boolean => {
  const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  // A network of everybody would let everybody say who they are.
  return family !== 0 && (prefix === undefined || (Number(prefix) >= 1 && Number(prefix) <= (family === 4 ? 32 : 128)));
};

/** Only these say of whom a request came to them; nobody does unless the operator names who. */
const proxiesIn = (env: NodeJS.ProcessEnv): Pick<Settings, 'trustedProxies'> => {
  const named = env['LATCHKEY_TRUSTED_PROXIES'] ?? '';
  if (named === '') return {};
  const proxies = named.split(',').map((one) => one.trim());
  if (proxies.every(isProxy)) return { trustedProxies: proxies };
  throw new WrongSetting(
    `LATCHKEY_TRUSTED_PROXIES is ${JSON.stringify(named)}; it must be addresses or CIDRs apart by commas, like 127.0.0.1,::1,10.1.0.0/16.`,
  );
};

/** As root PostgreSQL runs as another user, who cannot enter a private clone: its folder is elsewhere, named after the data folder. */
const databaseFolderFor = (data: string, uid: number): string =>
  uid === 0
    ? join('/var/lib/latchkey', createHash('sha256').update(data).digest('hex').slice(0, 16))
    : join(data, 'server', 'postgres');

/** Every setting of the server comes from the environment; docs/operating/running.md has the list. */
export const readSettings = (env: NodeJS.ProcessEnv, cwd: string, uid: number): ServerSettings => {
  const port = portIn(env, 'PORT', 8400);
  const root = env['LATCHKEY_ROOT'] ?? cwd;
  const data = resolve(env['LATCHKEY_DATA'] ?? join(root, '.latchkey'));
  const web = join(root, 'dist', 'web');
  const publicOrigin = originIn(env, port);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port}`);
  return {
    port,
    folder: join(data, 'server'),
    databaseUrl: env['DATABASE_URL'],
    databaseFolder: databaseFolderFor(data, uid),
    logLevel: env['LOG_LEVEL'] ?? 'info',
    pushContact: contactIn(env, publicOrigin),
    witnesses: env['LATCHKEY_WITNESSES'] ?? '',
    http: {
      audience: publicOrigin,
      origins: [...new Set([publicOrigin, ...loopback])],
      ...(existsSync(web) ? { webFolder: web } : {}),
      ...mapTilesIn(env, root),
      ...proxiesIn(env),
      ...metricsTokenIn(env),
      hardwareUrl: `http://localhost:${portIn(env, 'HARDWARE_PORT', 8401)}`,
      carrierUrl: `http://127.0.0.1:${portIn(env, 'CARRIER_PORT', 8402)}`,
      demo: env['LATCHKEY_DEMO'] === '1',
      passkeysRequired: passkeysIn(env),
      rateFactor: Number(env['LATCHKEY_RATE_FACTOR'] ?? 1),
    },
  };
};
