import { createServer, type Server as HttpServer } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { addDisplay } from './at-home/display.ts';
import { Bus } from './bus.ts';
import { HubLines } from './channel/lines.ts';
import { Silence } from './channel/silence.ts';
import type { Effects, Settings } from './effects.ts';
import { makeApp } from './http/app.ts';
import { CallLog } from './http/call-log.ts';
import { addDocs } from './http/docs.ts';
import { EventStreams } from './http/event-stream.ts';
import { Registrar } from './http/registrar.ts';
import { Sessions } from './http/sessions.ts';
import { addApps } from './http/static.ts';
import { Throttles } from './http/throttles.ts';
import { HubRoutes } from './hub-routes.ts';
import { openLog } from './log/open.ts';
import { logRelease } from './log/released-apps.ts';
import { Metrics } from './metrics.ts';
import { Notifier } from './notify/notifier.ts';
import { Films } from './relay/films.ts';
import { addCarrier } from './routes/carrier.ts';
import { addCarrierBlocks } from './routes/carrier-blocks.ts';
import { addCarrierPrograms } from './routes/carrier-programs.ts';
import { addCarrierReadiness } from './routes/carrier-readiness.ts';
import { addCarrierSigning } from './routes/carrier-signing.ts';
import { addCourier } from './routes/courier.ts';
import { addLog } from './routes/log.ts';
import { addMap } from './routes/map.ts';
import { addCourierSayings } from './routes/courier-says.ts';
import { addDemo } from './routes/demo.ts';
import { addEnrolments } from './routes/enrolments.ts';
import { addEvents } from './routes/events.ts';
import { addHomeDeclining } from './routes/home-declining.ts';
import { addHomeDiverting } from './routes/home-diverting.ts';
import { addHomeGranting } from './routes/home-granting.ts';
import { addHomeHubs } from './routes/home-hubs.ts';
import { addHomeNames } from './routes/home-names.ts';
import { addHomePasskeys } from './routes/home-passkeys.ts';
import { addHomePushes } from './routes/home-pushes.ts';
import { addHomeReading } from './routes/home-reading.ts';
import { addInvited } from './routes/invited.ts';
import { addCalendar } from './routes/calendar.ts';
import { addPlace } from './routes/place.ts';
import { addPeople } from './routes/people.ts';
import { addRecovery } from './routes/recovery.ts';
import { addRecordings } from './routes/recordings.ts';
import { addSignIn } from './routes/sign-in.ts';
import { addOperatorMembers } from './routes/operator-members.ts';
import { addOperatorSignIn } from './routes/operator-sign-in.ts';
import { addWebhooks } from './routes/webhooks.ts';
import { WebhookSender } from './webhooks/sender.ts';
import { Upgrades } from './upgrade.ts';
import { VisitRoutes } from './visit-routes.ts';
import type { World } from './world.ts';

const HOUR_MS = 60 * 60 * 1000;
const KEYS_KEPT_MS = 24 * HOUR_MS;

export interface LatchkeyServer {
  /** Not listening yet: tests call it without a socket. */
  readonly app: FastifyInstance;
  readonly world: World;
  readonly webhooks: WebhookSender;
  /** Listens on both loopback addresses; answers the port. */
  readonly listen: (port: number) => Promise<number>;
  /** Answers on this socket too, which is the caller's to open; it ends with the server. */
  readonly attach: (socket: HttpServer) => void;
  /** Lines and streams end, what was taken in of films becomes durable; the store is the caller's to close. */
  readonly close: () => Promise<void>;
}

/** The whole server over its effects. It carries and keeps; there is nothing in it that could decide about a door. */
export const makeServer = async (effects: Effects, settings: Settings): Promise<LatchkeyServer> => {
  const metrics = new Metrics();
  const bus = new Bus();
  const { store, clock, random, primitives } = effects;
  const sessions = new Sessions({ store, clock, random, sha256: (data) => primitives.sha256(data) });
  const app = await makeApp(effects, settings, metrics);
  const callLog = new CallLog();
  const throttles = new Throttles(effects);
  await throttles.open();
  const notifier = new Notifier(effects, metrics);
  const silence = new Silence(effects, bus, notifier);
  await silence.open();
  const openedLog = openLog(effects);
  const world: World = {
    callLog,
    effects,
    settings,
    sessions,
    bus,
    metrics,
    registrar: new Registrar(app, effects, settings, sessions, throttles, callLog),
    throttles,
    streams: new EventStreams(clock, sessions),
    lines: new HubLines(effects, bus, metrics),
    logKeeper: openedLog.logKeeper,
    witnesses: openedLog.witnesses,
    notifier,
    silence,
    films: new Films(effects, bus, metrics),
    hubRoutes: new HubRoutes(store),
    visitRoutes: new VisitRoutes(store),
  };
  addRoutes(world);
  if (settings.atHome === undefined) await addDocs(app, settings, world.registrar.routes);
  await addApps(app, settings);
  await logRelease(effects, settings.webFolder, world.logKeeper);
  const upgrades = new Upgrades(world);
  const webhooks = new WebhookSender(effects, callLog);
  const stopForgetting = clock.every(HOUR_MS, () => {
    store.forget(clock.nowMs() - KEYS_KEPT_MS).catch(() => effects.log.warn('old idempotency keys not forgotten'));
  });
  const more: HttpServer[] = [];
  const attach = (socket: HttpServer) => {
    socket.on('request', (request, response) => app.routing(request, response));
    socket.on('upgrade', upgrades.handle);
    more.push(socket);
  };

  return {
    app,
    world,
    webhooks,
    listen: async (port) => {
      app.server.on('upgrade', upgrades.handle);
      await app.listen({ host: '127.0.0.1', port });
      const address = app.server.address();
      const chosen = typeof address === 'object' && address !== null ? address.port : port;
      more.push(...(await listenOnSix(app, upgrades, chosen)));
      return chosen;
    },
    attach,
    close: async () => {
      stopForgetting();
      world.silence.close();
      world.notifier.close();
      await webhooks.close();
      await openedLog.close();
      world.streams.closeAll();
      world.lines.closeAll();
      await world.films.pauseAll();
      upgrades.close();
      for (const socket of more) closeNow(socket);
      await app.close();
      await throttles.close();
    },
  };
};

/** Whoever holds a connection open does not hold up the end. */
const closeNow = (socket: HttpServer): void => {
  socket.close();
  socket.closeAllConnections();
};

const addRoutes = (world: World): void => {
  addSignIn(world);
  addEnrolments(world);
  addHomeReading(world);
  addHomeHubs(world);
  addRecovery(world);
  addHomeGranting(world);
  addHomeDeclining(world);
  addHomeDiverting(world);
  addHomePasskeys(world);
  addHomeNames(world);
  addHomePushes(world);
  addRecordings(world);
  addEvents(world);
  addCarrier(world);
  addCarrierSigning(world);
  addCarrierReadiness(world);
  addCarrierBlocks(world);
  addCarrierPrograms(world);
  addWebhooks(world);
  addOperatorSignIn(world);
  addOperatorMembers(world);
  addCourier(world);
  addMap(world);
  addPlace(world);
  addLog(world);
  addPeople(world);
  addCalendar(world);
  addInvited(world);
  addCourierSayings(world);
  if (world.settings.demo) addDemo(world);
  const displays = world.settings.atHome?.displays;
  if (displays !== undefined) addDisplay(world, displays);
};

/** `localhost` is ::1 to some browsers first. A machine without IPv6 does without. */
const listenOnSix = (app: FastifyInstance, upgrades: Upgrades, port: number): Promise<HttpServer[]> =>
  new Promise((resolve, reject) => {
    const six = createServer((request, response) => app.routing(request, response));
    six.on('upgrade', upgrades.handle);
    six.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve([]);
      else reject(error);
    });
    six.listen(port, '::1', () => resolve([six]));
  });
