import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onLoopback } from '../loopback.ts';
import { doorPages } from './pages.ts';

const script = `// ${'the same words again, '.repeat(100)}\n`;
let folder: string;
let port: number;
let close: () => Promise<unknown>;

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/latchkey-pages-`);
  await mkdir(`${folder}/assets`);
  await writeFile(`${folder}/assets/app.js`, script);
  await writeFile(`${folder}/assets/app.js.br`, brotliCompressSync(script));
  await writeFile(`${folder}/assets/app.js.gz`, gzipSync(script));
  await writeFile(`${folder}/assets/font.woff2`, 'already small');
  const pages = doorPages(folder, () => port);
  const http = await onLoopback(
    0,
    (incoming, response) => void pages(incoming, response, new URL(incoming.url ?? '/', 'http://localhost').pathname),
    (_request, socket) => socket.destroy(),
  );
  ({ port, close } = http);
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true });
});

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As it travels: `fetch` would ask for every coding and unpack what comes. */
const get = (path: string, accepted?: string): Promise<Got> =>
  new Promise((resolve, reject) => {
    const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
    const asking = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
      });
    });
    asking.on('error', reject);
    asking.end();
  });

it.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['GZIP;q=0.8, identity', 'gzip', gunzipSync],
  ['br;q=0, gzip', 'gzip', gunzipSync],
])('a caller who takes %j gets the script as %s', async (accepted, coding, unpack) => {
  const { status, headers, body } = await get('/assets/app.js', accepted);
  expect(status).toBe(200);
  expect(headers['content-encoding']).toBe(coding);
  expect(headers.vary).toBe('accept-encoding');
  expect(headers['content-type']).toMatch(/^text\/javascript/);
  expect(body.length).toBeLessThan(script.length / 5);
  expect(unpack(body).toString()).toBe(script);
});

it.each([undefined, '', 'identity', 'br;q=0.000', 'brr, xgzip', ';;,,q='])(
  'a caller who takes %j gets it plain',
  async (accepted) => {
    const { headers, body } = await get('/assets/app.js', accepted);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('accept-encoding');
    expect(body.toString()).toBe(script);
  },
);

it('what has no compressed form comes as it is, and a form has no address of its own', async () => {
  const font = await get('/assets/font.woff2', 'br, gzip');
  expect(font.headers['content-encoding']).toBeUndefined();
  expect(font.body.toString()).toBe('already small');
  expect((await get('/assets/app.js.br', 'br')).status).toBe(404);
});
