import { join } from 'node:path';
import { z } from 'zod';

/** An empty variable is an absent one. */
const absent = z.literal('').transform(() => undefined);
const optional = <T extends z.ZodType>(schema: T) => absent.or(schema.optional());

const port = z.coerce.number().int().min(1).max(65_535);
/** A name or an address as it stands in an address bar. */
const hostName = /^(?:[a-z0-9]+(?:[.-][a-z0-9]+)*|\[[0-9a-f:]+\])$/;
const hostNames = z.string().transform((text, context) => {
  const names = text.split(/[ ,]+/).filter((name) => name !== '');
  for (const name of names)
    if (!hostName.test(name)) context.addIssue({ code: 'custom', message: `${name} is no name of a host` });
  return names;
});

const environment = z.object({
  /** Folder of the hub alone: key, journal, spool. */
  HUB_DATA: optional(z.string().min(1)),
  /** Folder that hub, server and hardware share; the hub then uses `hub` in it. */
  LATCHKEY_DATA: optional(z.string().min(1)),
  HARDWARE_URL: z.url({ protocol: /^wss?$/ }).default('ws://127.0.0.1:8401/hardware'),
  HARDWARE_TOKEN: optional(z.string()),
  SERVER_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:8400'),
  CAMERA_URL: optional(z.string()),
  LATCHKEY_ROOT: optional(z.string()),
  FFMPEG: optional(z.string()),
  /** Port of the page that this hub serves at home; absent: none. */
  LAN_PORT: optional(port),
  /** The address on which it is served. Anything but a loopback is served over TLS. */
  LAN_HOST: z.string().min(1).default('127.0.0.1'),
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
  readonly filmBytes: number;
  readonly filmMs: number;
  readonly webFolder: string;
  readonly rateFactor: number;
}

const DAY_MS = 86_400_000;
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

export interface Settings {
  readonly folder: string;
  readonly hardwareUrl: string;
  readonly hardwareToken: string | undefined;
  readonly serverUrl: string;
  /** One camera for all doors, unless a door has its own. */
  readonly cameraUrl: (door: number) => string | undefined;
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
  const bundled = join(LATCHKEY_ROOT, 'node_modules/@ffmpeg-installer/linux-x64/ffmpeg');
  return {
    folder: HUB_DATA ?? join(LATCHKEY_DATA ?? join(cwd, '.latchkey'), 'hub'),
    hardwareUrl: read.data.HARDWARE_URL,
    hardwareToken: read.data.HARDWARE_TOKEN,
    serverUrl: read.data.SERVER_URL,
    cameraUrl: (door) => env[`CAMERA_URL_${door}`] ?? CAMERA_URL,
    ffmpeg: [...(FFMPEG === undefined ? [] : [FFMPEG]), 'ffmpeg', bundled],
    logLevel: read.data.LOG_LEVEL,
    ...pageIn(read.data, LATCHKEY_ROOT),
  };
}

const pageIn = (env: z.infer<typeof environment>, root: string): Pick<Settings, 'page'> => {
  const { LAN_PORT, LAN_HOST, LAN_NAMES = [] } = env;
  if (LAN_PORT === undefined) return {};
  if (!isLoopback(LAN_HOST))
    throw new Error('LAN_HOST must be a loopback: browsers hold no keys for a page that comes in the clear.');
  const own = LAN_HOST.includes(':') ? `[${LAN_HOST}]` : LAN_HOST;
  return {
    page: {
      host: LAN_HOST,
      port: LAN_PORT,
      names: LAN_NAMES.length === 0 ? [own] : LAN_NAMES,
      filmBytes: env.LAN_FILM_MB * 1024 * 1024,
      filmMs: env.LAN_FILM_DAYS * DAY_MS,
      webFolder: join(root, 'dist', 'web'),
      rateFactor: env.LATCHKEY_RATE_FACTOR,
    },
  };
};
