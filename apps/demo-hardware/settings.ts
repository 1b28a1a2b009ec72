import { z } from 'zod';

const portNumber = z.coerce.number().int().min(0).max(65_535);
const port = (fallback: number) => portNumber.default(fallback);

const environment = z.object({
  LATCHKEY_ROOT: z.string().optional(),
  LATCHKEY_DATA: z.string().optional(),
  HARDWARE_PORT: port(8401),
  CARRIER_PORT: port(8402),
  CAMERA_PORT: port(8403),
  PORT: port(8400),
  /** Where the hub serves its page at home; absent: nowhere. */
  LAN_PORT: z
    .literal('')
    .transform(() => undefined)
    .or(portNumber.optional()),
  LAN_TLS: z.string().optional(),
  SERVER_URL: z.url().optional(),
  HUB_PROGRAM: z.string().optional(),
  CARRIER_NAME: z.string().min(1).max(60).default('Brieftaube'),
});

export interface Settings {
  /** The clone: `dist/` and `assets/` are below it. */
  readonly root: string;
  readonly hardwareData: string;
  readonly hubData: string;
  readonly hardwarePort: number;
  readonly carrierPort: number;
  readonly cameraPort: number;
  /** Where the server really is; the hub gets the router's address instead. */
  readonly serverUrl: string;
  /** Where a browser finds the server's apps. */
  readonly appsOrigin: string;
  /** Where a browser finds what the hub itself serves; absent: it serves nothing, and no screen can stand at a door. */
  readonly hubOrigin?: string;
  readonly hubProgram: string;
  readonly carrierName: string;
}

/** Throws a `ZodError` that names the variable when one of them is not what it should be. */
export const readSettings = (env: Record<string, string | undefined>, cwd: string): Settings => {
  const e = environment.parse(env);
  const root = e.LATCHKEY_ROOT ?? cwd;
  const data = e.LATCHKEY_DATA ?? `${root}/.latchkey`;
  return {
    root,
    hardwareData: `${data}/hardware`,
    hubData: `${data}/hub`,
    hardwarePort: e.HARDWARE_PORT,
    carrierPort: e.CARRIER_PORT,
    cameraPort: e.CAMERA_PORT,
    serverUrl: e.SERVER_URL ?? `http://127.0.0.1:${e.PORT}`,
    appsOrigin: `http://localhost:${e.PORT}`,
    ...(e.LAN_PORT === undefined
      ? {}
      : { hubOrigin: `${e.LAN_TLS === 'on' ? 'https' : 'http'}://127.0.0.1:${e.LAN_PORT}` }),
    hubProgram: e.HUB_PROGRAM ?? `${root}/dist/node/hub.js`,
    carrierName: e.CARRIER_NAME,
  };
};
