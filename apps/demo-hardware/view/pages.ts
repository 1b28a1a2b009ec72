import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answered } from '../answers.ts';
import { answer, answerProblem } from '../answers.ts';
import { builtFile } from './built-file.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
};

const pageCsp = (port: number) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://localhost:${port} ws://127.0.0.1:${port}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The built files this process shows: the page and flat names under `/assets/`. Everything else is not there. */
const fileOf = (pathname: string): { file: string; keep: boolean } | undefined => {
  if (pathname === '/door/') return { file: 'door/index.html', keep: false };
  const [, name] = /^\/assets\/([A-Za-z0-9_-][A-Za-z0-9._-]{0,150})$/.exec(pathname) ?? [];
  return name === undefined ? undefined : { file: `assets/${name}`, keep: true };
};

export const doorPages =
  (webFolder: string, port: () => number) =>
  async (request: IncomingMessage, response: ServerResponse, pathname: string): Promise<Answered> => {
    if (pathname === '/' || pathname === '/door')
      return answer(response, 302, 'text/plain', '', { location: '/door/' });
    const wanted = fileOf(pathname);
    const type = types[wanted?.file.split('.').at(-1) ?? ''];
    const accepted = request.headers['accept-encoding'] ?? '';
    const built =
      wanted === undefined || type === undefined ? undefined : await builtFile(`${webFolder}/${wanted.file}`, accepted);
    if (wanted === undefined || type === undefined || built === undefined)
      return answerProblem(response, 404, 'No such page', 'There is nothing under this address.');
    return answer(response, 200, type, request.method === 'HEAD' ? '' : built.bytes, {
      ...built.headers,
      'content-security-policy': pageCsp(port()),
      'cache-control': wanted.keep ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  };
