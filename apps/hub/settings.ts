import { z } from 'zod';

/** A sentence for the person who set it. */
export class WrongSetting extends Error {}

const environment = z.object({
  HUB_DATA: z.string().min(1),
  SERVER_URL: z.url({ protocol: /^https?$/ }),
  HARDWARE_URL: z.url({ protocol: /^wss?$/ }),
  HARDWARE_TOKEN: z.string().min(1),
  CAMERA_URL: z.url({ protocol: /^rtsps?$/ }).optional(),
  CAMERA_URL_1: z.url({ protocol: /^rtsps?$/ }).optional(),
  CAMERA_URL_2: z.url({ protocol: /^rtsps?$/ }).optional(),
  FFMPEG: z.string().min(1).default('ffmpeg'),
  LATCHKEY_ROOT: z.string().min(1).default('.'),
  LOG_LEVEL: z.string().default('info'),
});

export type Settings = z.infer<typeof environment>;

export const readSettings = (env: NodeJS.ProcessEnv): Settings => {
  const read = environment.safeParse(env);
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new WrongSetting(`The hub cannot start with these settings. ${wrong}`);
};

/** The camera that sees this door. */
export const cameraOf = (settings: Settings, door: number): string | undefined => {
  const own: Readonly<Record<number, string | undefined>> = { 1: settings.CAMERA_URL_1, 2: settings.CAMERA_URL_2 };
  return own[door] ?? settings.CAMERA_URL;
};
