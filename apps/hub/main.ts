import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Hub, type HubClockPort } from '@latchkey/hub';
import { probeFfmpeg } from '@latchkey/hub/cameras';
import { HardwareLink, ServerLine } from '@latchkey/hub/channel';
import { FolderTaken, openNodeDisk } from '@latchkey/hub/journal';
import { FileSpool } from '@latchkey/hub/recorder';
import { nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import { fromBase64url } from '@latchkey/protocol';
import { pino } from 'pino';
import { readDoorTags } from './door-tags.ts';
import { filmOf, syncSigner } from './film.ts';
import { readOrMakeKey } from './key-file.ts';
import { publicLogAt } from './public-log.ts';
import { finishMovingOut, noteMovingOut, voidTagsIn } from './moving-out.ts';
import { readSettings } from './settings.ts';
import { timeSourcesOf } from './time-sources.ts';
import { recoverFilms, sharedSpool } from './spool.ts';
import { DisplayPages } from './at-home/display-pages.ts';
import { openOwnPage } from './at-home/page.ts';

const settings = readSettings(process.env, process.cwd());
const log = pino({ level: settings.logLevel, name: 'hub' });

const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const clock: HubClockPort = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
const every = (ms: number, task: () => void) => {
  const timer = setInterval(task, ms);
  return () => clearInterval(timer);
};

async function run(): Promise<void> {
  await mkdir(settings.folder, { recursive: true, mode: 0o700 });
  if (await finishMovingOut(settings.folder))
    log.warn(
      {},
      'a household moved out: its keys, films and journal are gone; give the camera, the tags and the screens at the doors new ones, DOOR_TAGS, DISPLAYS and CAMERA_URL are as it left them',
    );
  const disk = await openNodeDisk(settings.folder, process.platform);
  const key = await readOrMakeKey(settings.folder);
  const signer = nodeSigner(key);
  const sign = syncSigner(key);
  const spool = new FileSpool({ folder: join(settings.folder, 'spool') });
  const ffmpeg = await probeFfmpeg(settings.ffmpeg);
  if (ffmpeg === undefined) log.error({}, 'no ffmpeg was found: visits that must be recorded are refused');
  const locks = new HardwareLink(settings.hardwareUrl, settings.hardwareToken, log);
  const share = sharedSpool(spool, settings.page === undefined ? 1 : 2);
  const displays =
    settings.displays === undefined
      ? undefined
      : await DisplayPages.open(
          settings.displays,
          {
            log,
            nowMs: () => clock.monotonicMs(),
            courierApp: () => settings.displayLink ?? new URL('/courier/', serverUrl()).href,
          },
          () => hub.core.changed(),
        );
  const page =
    settings.page &&
    (await openOwnPage({
      settings: settings.page,
      folder: settings.folder,
      spool,
      store: share(),
      signer,
      hub: (): Hub => hub,
      displays,
      forget: async (name) => {
        const recordingId = fromBase64url(name);
        if (recordingId === undefined) return;
        for (const one of lines) one.outbox.forget(recordingId);
        await spool.remove(recordingId);
      },
      log: log.child({ part: 'page' }),
    }));
  /** The settings say where a hub begins; a move by its household stands over them. */
  const serverUrl = (): string => hub.core.memory.server.move?.server ?? settings.serverUrl;
  const line: ServerLine = new ServerLine({
    leads: () => {
      const { move } = hub.core.memory.server;
      return { url: serverUrl(), ...(move === undefined ? {} : { move }) };
    },
    signer,
    bootId: () => hub.core.bootId,
    store: share(),
    chance: Math.random,
    log,
    ...(page?.told === undefined ? {} : { told: page.told }),
  });
  const lines: readonly ServerLine[] = page === undefined ? [line] : [line, page.line];
  const seen = (door: number, text: string) => void hub.seen(door, text);
  const film = { ffmpeg, cameraUrl: settings.cameraUrl, spool, every, sign, lines, seen };
  const tags = await readDoorTags(settings.doorTags, log, () => hub.core.changed());
  const timeSources = await timeSourcesOf(settings, clock, random);
  const hub: Hub = await Hub.start({
    p: nodePrimitives(),
    signer,
    random,
    clock,
    disk,
    locks,
    line,
    ...(page === undefined ? {} : { atHome: { line: page.port, page: page.page } }),
    log,
    film: (core, { door }) => filmOf(film, core, door),
    tags,
    ...(displays === undefined ? {} : { displayPages: displays }),
    voidTags: await voidTagsIn(settings.folder),
    ...(timeSources === undefined ? {} : { timeSources }),
    server: {
      at: serverUrl,
      line: () => line.standing,
      changed: () => line.again(),
      mail: (boxId) => line.mail(boxId),
      welcome: (boxId, welcome) => line.welcome(boxId, welcome),
    },
    publicLog: publicLogAt(() => line.leads),
    filmsLeft: () => line.outbox.left,
    left: () => void makeRoom(hub.core.taps.everKnown),
  });
  await recoverFilms(hub.core, spool, lines, sign, () => clock.wallMs());
  await page?.begin();
  locks.start({ heard: (message) => hub.heard(message), lost: () => hub.hardware.lost() });
  for (const one of lines) one.start(hub);
  log.info({ paired: hub.core.memory.paired }, 'hub is up');
  endWith(async () => {
    tags.stop();
    displays?.stop();
    line.stop();
    await page?.stop();
    locks.stop();
    await hub.stop();
  });
}

/**
 * Ends this process, so that the next one finds the marker first. Like after a crash, whoever keeps the hub running starts it again; the
 * code says *not as planned*, for those who start again only then.
 */
async function makeRoom(tags: readonly string[]): Promise<void> {
  await noteMovingOut(settings.folder, tags);
  process.exit(3);
}

/** The hub lives as long as whoever started it: their pipe's end, or a polite signal, ends it. */
function endWith(stop: () => Promise<void>): void {
  let ending = false;
  const end = (why: string) => {
    if (ending) return;
    ending = true;
    log.info({ why }, 'hub ends');
    setTimeout(() => process.exit(0), 1500).unref();
    void stop().finally(() => process.exit(0));
  };
  process.stdin.on('end', () => end('stdin')).on('error', () => end('stdin'));
  process.stdin.resume();
  process.on('disconnect', () => end('parent'));
  process.on('SIGTERM', () => end('SIGTERM')).on('SIGINT', () => end('SIGINT'));
}

run().catch((error: unknown) => {
  log.fatal({ error: error instanceof Error ? error.message : String(error) }, 'hub could not start');
  process.exit(error instanceof FolderTaken ? 2 : 1);
});
