import { fstatSync, type Stats } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { nodePrimitives, verifyEd25519 } from '@latchkey/keys/node';
import { answerAddCheckpoint, noteKey, verifierKey, type WitnessSelf } from '@latchkey/log';
import { pino } from 'pino';
import { Heads, keptKey, takeFolder } from './memory.ts';
import { readSettings, WrongSetting } from './settings.ts';

/** Longer than any request of the protocol: 63 hashes and a note. */
const LIMIT_BODY_BYTES = 64 * 1024;
const LIMIT_REQUEST_MS = 10_000;
const TEXT = 'text/plain; charset=utf-8';

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: { program: 'witness' } });

const giveUp = (error: unknown): void => {
  const forPeople = error instanceof WrongSetting;
  process.stderr.write(`${forPeople ? error.message : String(error)}\n`);
  process.exit(forPeople ? 2 : 1);
};

/** `witness key` says its verifier key, which is made if there is none yet, and ends: a server may want it before its log has one. */
const run = async (): Promise<void> => {
  const settings = readSettings(process.env, process.cwd());
  const primitives = nodePrimitives();
  const sha256 = (bytes: Uint8Array) => primitives.sha256(bytes);
  const asked = wantsKey(process.argv.slice(2));
  const logs = asked ? [] : settings.logs();
  const { name, publicKey, sign } = await keptKey(settings.folder, settings.name);
  const self: WitnessSelf = { key: noteKey(sha256, name, 4, publicKey), logs };
  if (asked) {
    process.stdout.write(`${verifierKey(self.key)}\n`);
    return;
  }
  await takeFolder(settings.folder);
  const heads = await Heads.open(settings.folder);

  /** One at a time: what is checked against a head is kept before the next is checked. */
  let turn: Promise<unknown> = Promise.resolve();
  const answer = (body: string) => {
    const mine = turn.then(async () => {
      const effects = { sha256, verify: verifyEd25519, sign };
      const said = answerAddCheckpoint(effects, self, heads.known, body, Math.floor(Date.now() / 1000));
      if (said.keep !== undefined) await heads.keep(said.keep.origin, said.keep.head);
      log.info({ status: said.status, size: said.keep?.head.size }, 'asked');
      return said;
    });
    turn = mine.catch(() => undefined);
    return mine;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET' && request.url === '/') {
      response.writeHead(200, { 'content-type': TEXT }).end(`${verifierKey(self.key)}\n`);
    } else if (request.method === 'POST' && request.url === '/add-checkpoint') {
      const body = await bodyOf(request);
      const { status, type, body: text } = body === undefined ? tooLarge : await answer(body);
      response.writeHead(status, { 'content-type': type }).end(text);
    } else {
      response.writeHead(404, { 'content-type': TEXT }).end('A witness answers POST /add-checkpoint and GET /.\n');
    }
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ why: String(error) }, 'not answered');
      if (!response.headersSent) response.writeHead(500, { 'content-type': TEXT });
      response.end('The witness failed and cosigned nothing.\n');
    });
  });
  endWithLauncher();
  server.requestTimeout = LIMIT_REQUEST_MS;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
  server.once('error', () => giveUp(new WrongSetting(`Port ${settings.port} is already in use. Set WITNESS_PORT to another one.`))); // prettier-ignore
  server.listen(settings.port, settings.host, () => log.info({ port: settings.port, key: verifierKey(self.key) }, 'listening')); // prettier-ignore
};

const wantsKey = (args: readonly string[]): boolean => {
  if (args.length === 0 || (args.length === 1 && args[0] === 'key')) return args.length === 1;
  throw new WrongSetting('usage: witness [key]');
};

const standardInput = (): Stats | undefined => {
  try {
    return fstatSync(0);
  } catch {
    return undefined;
  }
};

/** A pipe on standard input is held by whoever started this; a terminal or /dev/null says nothing. */
const endWithLauncher = (): void => {
  const stdin = standardInput();
  if (stdin === undefined || !(stdin.isFIFO() || stdin.isSocket())) return;
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('error', () => process.exit(0));
  process.stdin.resume();
};

const tooLarge = { status: 413, type: TEXT, body: 'The request is too large.\n' };

const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > LIMIT_BODY_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

run().catch(giveUp);
