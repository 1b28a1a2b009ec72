import type { IncomingMessage, ServerResponse } from 'node:http';
import { doorView } from '@latchkey/contract';
import { hardwarePath } from '@latchkey/hub/locks/wire';
import type { Answered } from './answers.ts';
import { answerProblem } from './answers.ts';
import { carrierDomain } from './carrier/domain.ts';
import { Publication } from './carrier/publication.ts';
import { DemoHome } from './demo-home.ts';
import type { HomeEffects } from './demo-home.ts';
import { hostIsLoopback, onLoopback, originMayWrite } from './loopback.ts';
import type { Upgrade } from './loopback.ts';
import { DoorCamera } from './power/lens.ts';
import { Router } from './power/router.ts';
import type { Settings } from './settings.ts';
import { orTakenPort } from './taken-port.ts';
import { DoorView } from './view/door-view.ts';
import { doorPages } from './view/pages.ts';

export interface Effects extends HomeEffects {
  /** Unix milliseconds that never step while this process lives. */
  readonly steadyUnixMs: () => number;
}

export interface Running {
  readonly hardwarePort: number;
  readonly carrierPort: number;
  readonly home: DemoHome;
  /** Waits a moment for the hub to say whether it belongs to somebody. */
  addresses(): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

const refuseUpgrade: Upgrade = (_request, socket) =>
  socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');

/** The door's side: page, acts, the page's socket and the hub's line. */
const doorSide = (view: DoorView, home: DemoHome, pages: ReturnType<typeof doorPages>, port: () => number) => {
  const listener = async (request: IncomingMessage, response: ServerResponse): Promise<Answered> => {
    if (!hostIsLoopback(request, port()))
      return answerProblem(response, 421, 'Not this host', 'The demo hardware answers on loopback only.');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && !originMayWrite(request, port()))
      return answerProblem(response, 403, 'Not from there', 'Only the page of this door moves this door.');
    const answered = await view.answer(request, response, pathname);
    if (answered !== undefined) return answered;
    if (!reads) return answerProblem(response, 404, 'No such path', 'There is nothing under this address.');
    return pages(request, response, pathname);
  };
  const upgrade: Upgrade = (request, socket, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    socket.on('error', () => socket.destroy());
    if (!hostIsLoopback(request, port())) {
      refuseUpgrade(request, socket, head);
      return;
    }
    if (pathname === hardwarePath) {
      home.line.upgrade(request, socket, head);
      return;
    }
    if (pathname === doorView.viewPath && originMayWrite(request, port())) {
      view.upgrade(request, socket, head);
      return;
    }
    refuseUpgrade(request, socket, head);
  };
  return { listener, upgrade };
};

/** A failure while answering ends that answer, never the home. */
const guarded =
  (listener: (request: IncomingMessage, response: ServerResponse) => Promise<Answered>, log: (line: string) => void) =>
  (request: IncomingMessage, response: ServerResponse) => {
    listener(request, response).catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error));
      if (response.headersSent) response.destroy();
      else answerProblem(response, 500, 'Something broke', 'The demo hardware could not answer; its log says why.');
    });
  };

export const start = async (settings: Settings, effects: Effects): Promise<Running> => {
  const ports = { hardware: settings.hardwarePort, carrier: settings.carrierPort };
  const publication = await Publication.open(`${settings.hardwareData}/carrier`, settings.carrierName, effects.random);
  const consoleLink = `${settings.appsOrigin}/console/#/setup/${publication.secret}`;
  const carrier = carrierDomain({
    publication,
    appOrigins: [settings.appsOrigin, settings.appsOrigin.replace('localhost', '127.0.0.1')],
    consoleLink,
    port: () => ports.carrier,
  });

  const camera = await orTakenPort(settings.cameraPort, 'CAMERA_PORT', () =>
    DoorCamera.start({
      root: settings.root,
      port: settings.cameraPort,
      nowMs: effects.steadyUnixMs,
      random: effects.draw,
      report: (line) => effects.log(`camera: ${line}`),
    }),
  );
  const carrierHttp = await orTakenPort(ports.carrier, 'CARRIER_PORT', () =>
    onLoopback(ports.carrier, guarded(carrier, effects.log), refuseUpgrade),
  );
  ports.carrier = carrierHttp.port;
  const server = new URL(settings.serverUrl);
  const router = new Router({ host: server.hostname, port: Number(server.port === '' ? 80 : server.port) });
  const routerPort = await router.open();
  const home = await DemoHome.open(settings, effects, {
    router,
    routerPort,
    camera,
    hardwarePort: () => ports.hardware,
  });
  const view = new DoorView(home);
  const pages = doorPages(`${settings.root}/dist/web`, () => ports.hardware);
  const door = doorSide(view, home, pages, () => ports.hardware);
  const doorHttp = await orTakenPort(ports.hardware, 'HARDWARE_PORT', () =>
    onLoopback(ports.hardware, guarded(door.listener, effects.log), door.upgrade),
  );
  ports.hardware = doorHttp.port;

  home.onChange(() => view.changed());
  home.start();
  view.start();

  return {
    hardwarePort: ports.hardware,
    carrierPort: ports.carrier,
    home,
    addresses: async () => {
      await spoken(home, effects);
      const { links } = home.state();
      return {
        doorUrl: `http://localhost:${ports.hardware}/door/`,
        ...(links.pairing === undefined ? {} : { pairingLink: links.pairing }),
        consoleLink,
        carrierUrl: `http://127.0.0.1:${ports.carrier}/`,
        ...(camera.url === undefined ? {} : { cameraUrl: camera.url }),
        hubPid: home.hubPid,
      };
    },
    stop: async () => {
      view.stop();
      await home.stop();
      await Promise.all([doorHttp.close(), carrierHttp.close()]);
    },
  };
};

const hubPatienceMs = 5000;
const lookEveryMs = 50;

const spoken = (home: DemoHome, { time }: Effects) =>
  new Promise<void>((done) => {
    const untilMs = time.nowMs() + hubPatienceMs;
    const look = () => {
      if (home.hubHasSpoken || time.nowMs() >= untilMs) done();
      else time.at(time.nowMs() + lookEveryMs, look);
    };
    look();
  });
