/** The real server over a real socket with the built apps, an in-memory store and no home: for what the apps are before anybody lives in them. */
import { startTestServer, type TestServer } from '../../packages/server/src/testing/server.ts';
import { freePorts } from './ports.ts';
import { root } from './world.ts';
import type { Settings } from '@latchkey/server';

export const builtApps = `${root}/dist/web`;

export interface AppServer {
  readonly origin: string;
  /** Again and again at the same address, as after an update. */
  readonly start: (settings?: Partial<Settings>) => Promise<TestServer>;
}

export const startAppServer = async (webFolder: string): Promise<AppServer> => {
  const [port = 0] = await freePorts(1);
  const origin = `http://localhost:${String(port)}`;
  const start = async (settings: Partial<Settings> = {}) => {
    const server = await startTestServer({
      settings: { audience: origin, origins: [origin], webFolder, rateFactor: 20, ...settings },
    });
    await server.listen(port);
    return server;
  };
  return { origin, start };
};
