import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpegCamera, probeFfmpeg, type Camera, type CameraFrame } from '@latchkey/hub/cameras';
import { startSimulatedCamera, type SimulatedCamera } from '@latchkey/hub/cameras/simulated';
import { DoorRecorder, FileSpool, nodeSeal, nodeSha256, type RecorderEvents } from '@latchkey/hub/recorder';
import { RecordSplitter, videoFormat } from '@latchkey/media';
import { rolldown } from 'rolldown';
import { WebSocketServer, type WebSocket } from 'ws';
import { wallClock } from './wall-clock.ts';

const root = new URL('../../', import.meta.url).pathname;

/** A camera, a recorder and a page that watches both ways: sealed, and bare for comparison. */
export interface FilmStand {
  readonly origin: string;
  readonly camera: SimulatedCamera;
  readonly recorder: DoorRecorder;
  readonly recordingId: Uint8Array;
  readonly spool: FileSpool;
  stop(): Promise<void>;
}

/** The recording is running and its first seconds are on disk when this resolves. */
export async function openFilmStand(
  until: (what: string, look: () => boolean) => Promise<unknown>,
): Promise<FilmStand> {
  const ffmpeg = await probeFfmpeg(['ffmpeg', join(root, 'node_modules/@ffmpeg-installer/linux-x64/ffmpeg')]);
  if (ffmpeg === undefined) throw new TypeError('no ffmpeg here, neither the system’s nor the installed one');
  const folder = await mkdtemp(join(tmpdir(), 'film-'));
  const clip = join(root, 'assets/clips/hallway.mp4');
  const camera = await startSimulatedCamera({
    ffmpeg,
    clip,
    host: '127.0.0.1',
    port: 0,
    clock: wallClock,
    random: () => 0.5,
  });
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const sealed = new SealedRelay();
  const plain = new PlainRelay();
  let recordingKey: Uint8Array = new Uint8Array();
  const spool = new FileSpool({ folder });
  const silent: RecorderEvents = {
    records: ({ bytes }) => sealed.send(bytes),
    gap: () => undefined,
    picture: () => undefined,
    failed: () => undefined,
  };
  const recorder = new DoorRecorder({
    ...{ door: 1, hubId: new Uint8Array(16), spool, clock: wallClock, events: silent },
    camera: tapped(ffmpegCamera({ source: { kind: 'rtsp', url: camera.url }, ffmpeg, clock: wallClock }), (frame) =>
      plain.send(frame),
    ),
    crypto: {
      sha256: nodeSha256,
      seal: nodeSeal,
      sign: (message) => new Uint8Array(sign('sha256', message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })),
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
    },
    wrapKey: (key) => {
      recordingKey = key.slice();
      return Promise.resolve([]);
    },
    receiptHead: () => ({ seq: 1, head: new Uint8Array(32) }),
  });
  recorder.arm();
  await until('five seconds in the ring', () => recorder.coverage().ringMs >= 5000);
  const recordingId = new Uint8Array(randomBytes(16));
  const answer = await recorder.start({ recordingId, visitId: new Uint8Array(16) });
  if (!answer.ok) throw new TypeError(`the recording did not start: ${answer.why}`);
  const script = await pageScript();
  const yOdd = ((Buffer.from(jwk.y ?? '', 'base64url').at(-1) ?? 0) & 1) === 1;
  const setup = {
    hubKey: { x: Buffer.from(jwk.x ?? '', 'base64url').toString('base64'), yOdd },
    recordingKey: Buffer.from(recordingKey).toString('base64'),
  };
  const server = await serve({
    '/': [
      'text/html',
      () => '<!doctype html><meta charset="utf-8"><title>film</title><script type="module" src="/page.js"></script>',
    ],
    '/page.js': ['text/javascript', () => script],
    '/setup': ['application/json', () => JSON.stringify(setup)],
    '/stored': ['application/octet-stream', () => spool.readAll(recordingId)],
  });
  attach(server, sealed, plain, (nonce) => recorder.viewerNonce(nonce));
  return {
    ...{ camera, recorder, recordingId, spool },
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      for (const socket of [...sealed.sockets, ...plain.sockets]) socket.terminate();
      await recorder.stop('finished');
      await recorder.disarm();
      await camera.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function tapped(camera: Camera, tap: (frame: CameraFrame) => void): Camera {
  return {
    open: (sink) =>
      camera.open({
        health: (health) => sink.health(health),
        frame: (frame) => {
          tap(frame);
          sink.frame(frame);
        },
      }),
  };
}

/** Gives a newcomer the first record and everything since the newest key frame, then what comes. */
class SealedRelay {
  readonly sockets = new Set<WebSocket>();
  readonly #splitter = new RecordSplitter();
  #init: Uint8Array | undefined;
  #group: Uint8Array[] = [];

  send(bytes: Uint8Array): void {
    for (const record of this.#splitter.push(bytes)) {
      if (record.type === 'init') this.#init = record.bytes;
      if (record.type === 'key') this.#group = [];
      this.#group.push(record.bytes);
    }
    for (const socket of this.sockets) socket.send(bytes);
  }

  join(socket: WebSocket): void {
    if (this.#init !== undefined) socket.send(Buffer.concat([this.#init, ...this.#group]));
    this.sockets.add(socket);
  }
}

class PlainRelay {
  readonly sockets = new Set<WebSocket>();
  #avcC: Uint8Array | undefined;

  send(frame: CameraFrame): void {
    this.#avcC = frame.avcC;
    for (const socket of this.sockets) socket.send(Buffer.concat([Buffer.of(frame.key ? 1 : 0), frame.data]));
  }

  join(socket: WebSocket): void {
    if (this.#avcC === undefined) return;
    const { codec, avcC } = videoFormat(this.#avcC);
    socket.send(JSON.stringify({ codec, avcC: Buffer.from(avcC).toString('base64') }));
    this.sockets.add(socket);
  }
}

function attach(server: Server, sealed: SealedRelay, plain: PlainRelay, nonce: (nonce: Uint8Array) => void): void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket, request) => {
    const relay = request.url === '/sealed' ? sealed : plain;
    relay.join(socket);
    socket.on('message', (data) => nonce(new Uint8Array(Buffer.from((data as Buffer).toString(), 'base64'))));
    socket.on('close', () => relay.sockets.delete(socket));
  });
}

type Routes = Readonly<Record<string, readonly [string, () => string | Uint8Array | Promise<Uint8Array>]>>;

async function serve(routes: Routes): Promise<Server> {
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const [type, body] = routes[path] ?? ['text/plain', () => 'not found'];
    response.writeHead(path in routes ? 200 : 404, { 'content-type': type });
    response.end(await body());
  };
  const server = createServer((request, response) => void answer((request.url ?? '').split('?')[0] ?? '', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function pageScript(): Promise<string> {
  const bundle = await rolldown({
    cwd: root,
    input: 'packages/web-kit/src/player/testing/glass-page.ts',
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return output[0].code;
}
