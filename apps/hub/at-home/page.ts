import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Hub, LinePort, OwnPagePort } from '@latchkey/hub';
import { ServerLine } from '@latchkey/hub/channel';
import type { FileSpool } from '@latchkey/hub/recorder';
import { nodePrimitives } from '@latchkey/keys/node';
import { toBase64url, type Signer } from '@latchkey/protocol';
import { FileBlobs, makeHomeRelay, type Clock, type Displays, type HomeRelay } from '@latchkey/server';
import type { Logger } from 'pino';
import type { PageSettings } from '../settings.ts';
import { listenAtHome, placeOf } from './listening.ts';
import { filmsToDrop, listFilms, type KeptFilm } from './kept-films.ts';
import { ToldVisits } from './told-visits.ts';

const HOUR_MS = 60 * 60 * 1000;

export interface PageSetup {
  readonly settings: PageSettings;
  /** The hub's own, where the page keeps films and what visits were called. */
  readonly folder: string;
  readonly spool: FileSpool;
  /** This page's share in the spool. */
  readonly store: ConstructorParameters<typeof ServerLine>[0]['store'];
  readonly signer: Signer;
  readonly hub: () => Hub;
  /** Absent: no display is a page from here. */
  readonly displays: Displays | undefined;
  /** A film's time is over: it leaves the spool, whoever was still to get it. */
  readonly forget: (recordingId: string) => Promise<void>;
  readonly log: Logger;
}

/** The page that this hub serves at home: a small server of one household, and the hub's second line, which leads to it. */
export interface OwnPage {
  readonly line: ServerLine;
  /** The same line for the hub, which tells the page of each roster on its way. */
  readonly port: LinePort;
  readonly page: OwnPagePort;
  readonly told: ConstructorParameters<typeof ServerLine>[0]['told'];
  /** Once the hub has read its journal and its spool is in order, and before anything else: the page is told what it forgot. */
  readonly begin: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

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

export const openOwnPage = async (setup: PageSetup): Promise<OwnPage> => {
  const { settings, folder, spool, store, signer, hub, displays, log } = setup;
  const films = join(folder, 'at-home', 'films');
  const visits = new ToldVisits(join(folder, 'at-home', 'visits'));
  const blobs = new FileBlobs(films);
  const lineToken = randomBytes(32).toString('base64url');
  const place = await placeOf(settings, folder);
  const { origins, certificate } = place;
  const [origin = ''] = origins;
  const relay = await makeHomeRelay(
    {
      blobs,
      clock,
      random: (length) => Uint8Array.from(randomBytes(length)),
      primitives: nodePrimitives(),
      log,
    },
    {
      audience: origin,
      origins,
      lineToken,
      held: () => heldBy(hub()),
      ...(displays === undefined ? {} : { displays }),
      rateFactor: settings.rateFactor,
      ...(existsSync(settings.webFolder) ? { webFolder: settings.webFolder } : {}),
    },
  );
  const ownPort = await listenAtHome(relay, settings, place);
  const line = new ServerLine({
    leads: () => ({ url: `http://127.0.0.1:${String(ownPort)}` }),
    token: lineToken,
    signer,
    bootId: () => hub().core.bootId,
    store,
    chance: Math.random,
    log,
    side: ({ atHome }) => atHome,
  });
  const quietly = (what: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) => log.error({ error: String(error) }, what));
  };
  const know = () => quietly('the page at home was not told of a roster', knowHousehold(relay, hub()));
  const prune = async () => {
    const kept = await listFilms(films, blobs, spool);
    for (const { recordingId } of filmsToDrop(kept, settings, clock.nowMs())) {
      relay.dropFilm(recordingId);
      await setup.forget(recordingId);
      await blobs.remove(recordingId);
    }
  };
  let stopPruning = () => {};
  return {
    line,
    port: followingRosters(line, know),
    page: pageOf(relay, origin, certificate?.hash),
    told: (visit) => quietly('what a visit is called was not kept', Promise.all([visits.keep(visit), relay.keepVisit(visit)])), // prettier-ignore
    begin: async () => {
      await prune();
      await knowHousehold(relay, hub());
      for (const visit of await visits.open()) await relay.keepVisit(visit);
      for (const film of await listFilms(films, blobs, spool)) await relay.keepFilm(filmRow(film));
      stopPruning = clock.every(HOUR_MS, () => quietly('old films were not dropped', prune()));
      const shown = certificate === undefined ? {} : { certificate: Buffer.from(certificate.hash).toString('hex') };
      log.info({ origin, ...shown }, 'the household’s app is served here');
    },
    stop: async () => {
      stopPruning();
      line.stop();
      await relay.close();
    },
  };
};

/** When a grant was withdrawn the hub does not keep; that it does not hold any more, it knows at every moment. */
const heldBy = (hub: Hub) =>
  hub.grantsHeld().map(({ grant, stands }) => (stands ? { grant } : { grant, endedMs: clock.nowMs() }));

const filmRow = ({ recordingId, visitId, door, bytes, startedMs, closed }: KeptFilm) => ({
  recordingId,
  visitId,
  door,
  bytes,
  startedMs,
  closed,
});

const knowHousehold = async (relay: HomeRelay, { core }: Hub): Promise<void> => {
  const { roster, rosters, paired } = core.memory;
  if (!paired) return;
  await relay.know({ hubKey: core.signer.key, homeId: roster.homeId, rosters: [...rosters.links] });
};

/** Each roster has a receipt, and it is durable before that. */
const followingRosters = (line: ServerLine, know: () => void): LinePort => ({
  get connected() {
    return line.connected;
  },
  send: (message) => {
    line.send(message);
    if (message.type === 'receipt') know();
  },
  filmStarted: (film) => line.filmStarted(film),
  lookStarted: (look) => line.lookStarted(look),
  filmLate: (recordingId) => line.filmLate(recordingId),
  filmClosed: (recordingId) => line.filmClosed(recordingId),
});

const pageOf = (relay: HomeRelay, origin: string, certificate: Uint8Array | undefined): OwnPagePort => ({
  origin,
  ...(certificate === undefined ? {} : { certificate }),
  mail: async (boxId) => {
    const record = await relay.mail(toBase64url(boxId));
    return record === undefined ? undefined : new TextEncoder().encode(JSON.stringify(record));
  },
  welcome: (boxId, welcome) => relay.welcome(toBase64url(boxId), welcome),
});
