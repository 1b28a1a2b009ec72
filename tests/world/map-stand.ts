/** A page with the map alone, built as the apps are and served by the real server under its real policy. */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { startTestServer } from '../../packages/server/src/testing/server.ts';
import { root } from './world.ts';
import { freePorts } from './ports.ts';

export interface MapStand {
  readonly page: string;
  /** Sizes of the built files by name, in bytes. */
  stop(): Promise<void>;
}

export const openMapStand = async (mapTiles?: string): Promise<MapStand> => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-map-'));
  const html = join(root, 'packages/web-kit/src/map/testing/index.html');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    publicDir: false,
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, rolldownOptions: { input: html } },
  });
  await mkdir(join(folder, 'courier'));
  await rename(join(folder, 'packages/web-kit/src/map/testing/index.html'), join(folder, 'courier/index.html'));
  for (const app of ['home', 'console']) await mkdir(join(folder, app));
  const [port = 0] = await freePorts(1);
  const origin = `http://localhost:${port}`;
  const tiles = mapTiles === undefined ? {} : { mapTiles };
  const server = await startTestServer({
    settings: { audience: origin, origins: [origin], webFolder: folder, ...tiles },
  });
  await server.listen(port);
  return {
    page: `${origin}/courier/`,
    stop: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
