import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '@latchkey/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { clientOf } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer | undefined;
let folder: string | undefined;
afterEach(async () => {
  await server?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
  server = folder = undefined;
});

const groundOf = async (here: TestServer) => (await clientOf(here)(routes.readMapGround, {})).ground;

describe('what maps are drawn on', () => {
  it('is the made-up neighbourhood in the demo, and nothing elsewhere', async () => {
    server = await startTestServer();
    expect(await groundOf(server)).toBe('neighbourhood');
    await server.close();
    server = await startTestServer({ settings: { demo: false } });
    expect(await groundOf(server)).toBe('none');
    expect(
      (await server.app.inject({ url: routes.mapTilesPath, headers: { host: 'localhost:8400' } })).statusCode,
    ).toBe(404);
  });

  it('is the operator’s own archive, of which pages read parts, and no other file beside it', async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-map-'));
    await writeFile(join(folder, 'our area.pmtiles'), 'PMTiles, and then some');
    await writeFile(join(folder, 'secret'), 'not for pages');
    server = await startTestServer({ settings: { demo: false, mapTiles: join(folder, 'our area.pmtiles') } });
    expect(await groundOf(server)).toBe('tiles');
    const get = (url: string, range: string) =>
      server?.app.inject({ url, headers: { host: 'localhost:8400', range } }) ?? Promise.reject(new Error('no server'));
    const part = await get(routes.mapTilesPath, 'bytes=0-6');
    expect(part.statusCode).toBe(206);
    expect(part.body).toBe('PMTiles');
    expect(part.headers['etag']).toBeDefined();
    for (const beside of ['/map/secret', '/map/our%20area.pmtiles', '/map/../secret'])
      expect((await get(beside, 'bytes=0-6')).statusCode).toBe(404);
  });
});
