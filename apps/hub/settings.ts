import { join } from 'node:path';
import { z } from 'zod';

/** An empty variable is an absent one. */
const absent = z.literal('').transform(() => undefined);
const optional = <T extends z.ZodType>(schema: T) => absent.or(schema.optional());

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
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Settings {
  readonly folder: string;
  readonly hardwareUrl: string;
  readonly hardwareToken: string | undefined;
  readonly serverUrl: string;
  /** One camera for all doors, unless a door has its own. */
  readonly cameraUrl: (door: number) => string | undefined;
  readonly ffmpeg: readonly string[];
  readonly logLevel: string;
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
  };
}
