import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { nodePrimitives } from '@latchkey/keys/node';
import { FileBlobs, makePost, makeServer, type Clock } from '@latchkey/server';
import { openOidc } from '@latchkey/server/oidc';
import { openWebPush } from '@latchkey/server/push';
import { CannotStart, lockFolder, startEmbeddedPostgres } from '@latchkey/server/postgres';
import {
  DatabaseRefuses,
  DatabaseTooNew,
  DatabaseTooOld,
  holdDatabase,
  NoWall,
  openPostgresStore,
  StoreUnavailable,
} from '@latchkey/server/store/postgres';
import { keptLogKey } from './log-key.ts';
import { keptLogMark } from './log-mark.ts';
import { keptPushKeys } from './push-keys.ts';
import { witnessesIn } from './witnesses.ts';
import { signOnIn } from './sign-on.ts';
import { readSettings, WrongSetting, type ServerSettings } from './settings.ts';

/** Told to a person, and not tried again. */
const forPeople = [CannotStart, WrongSetting, DatabaseRefuses, DatabaseTooNew, DatabaseTooOld, NoWall];

/** A carrier's receiver has so long to answer one webhook. */
const LIMIT_WEBHOOK_MS = 15_000;
/** A server that is told to end has so long, before this one that is started in its place gives up. */
const LIMIT_HANDOVER_MS = 15_000;

const clock: Clock = {
  nowMs: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, task) => {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
};

const uid = process.getuid?.() ?? 1;

const database = async (settings: ServerSettings, log: pino.Logger) => {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({
    folder: settings.databaseFolder,
    uid,
    shared: '/var/lib/latchkey',
    note: (text, fields) => log.info({ ...fields, part: 'postgres' }, text),
    onLost: (sentence) => giveUp(sentence, 1),
  });
};

const giveUp = (sentence: string, code: number): void => {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
};

const run = async () => {
  const settings = readSettings(process.env, process.cwd(), uid);
  const log = pino({ level: settings.logLevel, base: { program: 'server' } });
  const lock = await lockFolder(settings.folder, process.pid);
  const postgres = await database(settings, log);
  const hold = await holdDatabase({
    url: postgres.url,
    waitMs: LIMIT_HANDOVER_MS,
    onWaiting: () => log.info('another server works on this database; waiting for its end'),
    onTaken: (sentence) => giveUp(sentence, 1),
  });
  const store = await openPostgresStore({
    url: postgres.url,
    hold,
    onConnectionLost: (reason) => log.warn({ reason }, 'a connection to the database was lost'),
  });
  const blobs = new FileBlobs(join(settings.folder, 'blobs'));
  const primitives = nodePrimitives({ cachedKeys: 4096 });
  const post = makePost({ loopback: settings.http.demo, limitMs: LIMIT_WEBHOOK_MS });
  const random = (length: number) => Uint8Array.from(randomBytes(length));
  const push = openWebPush({
    keys: await keptPushKeys(settings.folder),
    contact: settings.pushContact,
    allowLoopback: settings.http.demo,
  });
  const logKey = await keptLogKey(settings.folder, settings.http.audience, (bytes) => primitives.sha256(bytes));
  const logMark = keptLogMark(settings.folder);
  const witnesses = witnessesIn(settings.witnesses, (bytes) => primitives.sha256(bytes));
  const signOn = signOnIn(process.env);
  const identity = signOn === undefined ? {} : { identity: openOidc(signOn) };
  const server = await makeServer(
    { store, blobs, clock, random, primitives, log, push, post, logKey, logMark, ...witnesses, ...identity },
    settings.http,
  );

  let ending: Promise<void> | undefined;
  const end = (why: string) => {
    ending ??= (async () => {
      log.info({ why }, 'ending');
      await server.close();
      await store.close();
      await hold.release();
      await postgres.stop();
      await lock.release();
      process.exit(0);
    })();
    ending.catch((error: unknown) => giveUp(String(error), 1));
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  process.on('disconnect', () => end('the launcher is gone'));
  // A launcher that dies closes the pipe; a terminal or /dev/null says nothing about one.
  if (!process.stdin.isTTY && process.env['LATCHKEY_STDIN'] !== 'ignore') {
    process.stdin.on('end', () => end('standard input closed'));
    process.stdin.on('error', () => end('standard input failed'));
    process.stdin.resume();
  }
  await server.listen(settings.port);
  log.info({ port: settings.port, demo: settings.http.demo }, 'listening');
};

run().catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (isTaken) {
    giveUp('The port is already in use. Stop what uses it, or set PORT to another one.', 2);
    return;
  }
  if (forPeople.some((kind) => error instanceof kind)) {
    giveUp((error as Error).message, 2);
    return;
  }
  if (error instanceof StoreUnavailable) {
    // Whoever keeps this program running tries again: the database may still be on its way up.
    giveUp(error.message, 1);
    return;
  }
  giveUp(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
});
