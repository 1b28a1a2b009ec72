import { isIP } from 'node:net';
import { join } from 'node:path';
import { NTSKE_PORT, type NamedSource } from '@latchkey/hub/nts';
import { z } from 'zod';

/** An empty variable is an absent one. */
const absent = z.literal('').transform(() => undefined);
const optional = <T extends z.ZodType>(schema: T) => absent.or(schema.optional());

const port = z.coerce.number().int().min(1).max(65_535);
/** A name or an address as it stands in an address bar. */
const hostName = /^(?:[a-z0-9]+(?:[.-][a-z0-9]+)*|\[[0-9a-f:]+\])$/;
const hostNames = z
  .string()
  .transform((text) => text.split(/[ ,]+/).filter((name) => name !== ''))
  .refine((names) => names.every((name) => hostName.test(name)));

/** Its name or address, and a port if it is not the usual one. */
const timeSource = /^([a-z0-9]+(?:[.-][a-z0-9]+)*|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/;
const MOST_SOURCES = 9;
const timeSources = z
  .string()
  .transform((text) => text.split(/[ ,]+/).filter((name) => name !== ''))
  .refine((names) => names.every((name) => timeSource.test(name)), 'names with a port, apart by commas')
  .transform((names) => names.map(namedSource))
  .refine(
    (all) => all.length <= MOST_SOURCES && all.every(({ port }) => port >= 1 && port <= 65_535),
    'no such port, or too many',
  )
  .refine(
    (all) => all.length >= 2 && new Set(all.map(({ host }) => operatorOf(host))).size === all.length,
    'two sources of two operators at least: one alone is never believed, and names under one domain are one operator',
  );

const namedSource = (text: string): NamedSource => {
  const [, host = '', port] = timeSource.exec(text) ?? [];
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? NTSKE_PORT : Number(port) };
};

/** The last two labels of a name, or three where these two are as short as in `ac.uk`; of an address all of it. */
const operatorOf = (host: string): string => {
  if (isIP(host) > 0) return host;
  const labels = host.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join('.');
};

const environment = z.object({
  /** Folder of the hub alone: key, journal, spool. */
  HUB_DATA: optional(z.string().min(1)),
  /** Folder that hub, server and hardware share; the hub then uses `hub` in it. */
  LATCHKEY_DATA: optional(z.string().min(1)),
  HARDWARE_URL: z.url({ protocol: /^wss?$/ }).default('ws://127.0.0.1:8401/hardware'),
  HARDWARE_TOKEN: optional(z.string()),
  SERVER_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8400'),
  CAMERA_URL: optional(z.string()),
  /** File with the NFC tags on the outside of the doors, and their keys: readable by the hub alone. */
  DOOR_TAGS: optional(z.string()),
  /** File with the displays at the doors that are pages of this hub's: readable by the hub alone. They are served where LAN_PORT says. */
  DISPLAYS: optional(z.string()),
  /** Address of the courier's app, to which a display leads; absent: that of the server. */
  DISPLAY_LINK: optional(z.url({ protocol: /^https?$/ })),
  /** Time servers that speak Network Time Security, of two operators at least, apart by commas; absent: this hub asks none. */
  TIME_SOURCES: optional(timeSources),
  /** File with the certificates, PEM, that theirs lead to; absent: those that come with Node. */
  TIME_SOURCES_CA: optional(z.string()),
  LATCHKEY_ROOT: optional(z.string()),
  FFMPEG: optional(z.string()),
  /** Port of the page that this hub serves at home; absent: none. */
  LAN_PORT: optional(port),
  /** The address on which it is served. Anything but a loopback is served over TLS, by a certificate of the hub's own. */
  LAN_HOST: z.string().min(1).default('127.0.0.1'),
  /** TLS on a loopback, too. */
  LAN_TLS: optional(z.literal('on')),
  /** Names under which people open it, apart by commas, the first one shown; every other name is refused. Absent: LAN_HOST. */
  LAN_NAMES: optional(hostNames),
  /** What the page keeps of films, in megabytes and days: the oldest go first. */
  LAN_FILM_MB: z.coerce.number().int().min(1).default(2048),
  LAN_FILM_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  LATCHKEY_RATE_FACTOR: z.coerce.number().min(1).default(1),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface PageSettings {
  readonly host: string;
  readonly port: number;
  /** Never empty. */
  readonly names: readonly string[];
  readonly tls: boolean;
  readonly filmBytes: number;
  readonly filmMs: number;
  readonly webFolder: string;
  readonly rateFactor: number;
}

const DAY_MS = 86_400_000;
const isAnywhere = (host: string): boolean => host === '0.0.0.0' || host === '::';
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

export interface Settings {
  readonly folder: string;
  readonly hardwareUrl: string;
  readonly hardwareToken: string | undefined;
  readonly serverUrl: string;
  /** One camera for all doors, unless a door has its own. */
  readonly cameraUrl: (door: number) => string | undefined;
  readonly doorTags: string | undefined;
  /** Absent: no display is a page. Only where there is a page at home. */
  readonly displays: string | undefined;
  /** Absent: as the server's address has it. */
  readonly displayLink: string | undefined;
  /** Empty: none. */
  readonly timeSources: readonly NamedSource[];
  readonly timeSourcesCa: string | undefined;
  readonly ffmpeg: readonly string[];
  readonly logLevel: string;
  /** Absent: this hub serves no page. */
  readonly page?: PageSettings;
}

/** Throws an error whose message names the variable that is wrong. */
export function readSettings(env: Readonly<Record<string, string | undefined>>, cwd: string): Settings {
  const read = environment.safeParse(env);
  if (!read.success) throw new Error(z.prettifyError(read.error));
  const { HUB_DATA, LATCHKEY_DATA, LATCHKEY_ROOT = cwd, FFMPEG, CAMERA_URL } = read.data;
  if (read.data.DISPLAYS !== undefined && read.data.LAN_PORT === undefined)
    throw new Error('DISPLAYS is set and LAN_PORT is not: a display is a page that this hub serves at home.');
  const bundled = join(LATCHKEY_ROOT, 'node_modules/@ffmpeg-installer/linux-x64/ffmpeg');
  return {
    folder: HUB_DATA ?? join(LATCHKEY_DATA ?? join(cwd, '.latchkey'), 'hub'),
    hardwareUrl: read.data.HARDWARE_URL,
    hardwareToken: read.data.HARDWARE_TOKEN,
    serverUrl: read.data.SERVER_URL,
    cameraUrl: (door) => env[`CAMERA_URL_${door}`] ?? CAMERA_URL,
    doorTags: read.data.DOOR_TAGS,
    displays: read.data.DISPLAYS,
    displayLink: read.data.DISPLAY_LINK,
    timeSources: read.data.TIME_SOURCES ?? [],
    timeSourcesCa: read.data.TIME_SOURCES_CA,
    ffmpeg: [...(FFMPEG === undefined ? [] : [FFMPEG]), 'ffmpeg', bundled],
    logLevel: read.data.LOG_LEVEL,
    ...pageIn(read.data, LATCHKEY_ROOT),
  };
}

const pageIn = (env: z.infer<typeof environment>, root: string): Pick<Settings, 'page'> => {
  const { LAN_PORT, LAN_HOST, LAN_TLS, LAN_NAMES = [] } = env;
  if (LAN_PORT === undefined) return {};
  if (isAnywhere(LAN_HOST) && LAN_NAMES.length === 0)
    throw new Error(
      `LAN_HOST is ${LAN_HOST}, which nobody can type: LAN_NAMES must say under which names people open it.`,
    );
  const own = LAN_HOST.includes(':') ? `[${LAN_HOST}]` : LAN_HOST;
  return {
    page: {
      host: LAN_HOST,
      port: LAN_PORT,
      tls: LAN_TLS === 'on' || !isLoopback(LAN_HOST),
      names: LAN_NAMES.length === 0 ? [own] : LAN_NAMES,
      filmBytes: env.LAN_FILM_MB * 1024 * 1024,
      filmMs: env.LAN_FILM_DAYS * DAY_MS,
      webFolder: join(root, 'dist', 'web'),
      rateFactor: env.LATCHKEY_RATE_FACTOR,
    },
  };
};
