/** The stage of the two figures that cross processes: server, hubs and wires of ours, and the floor's three beside them. */
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  courierBook,
  createCarrier,
  createCourierDevice,
  portableWorld,
  type Carrier,
  type CourierDevice,
  type KnownCourier,
  type OwnKeys,
} from '@latchkey/carrier-sdk';
import { encodePublicKey, toBase64url } from '@latchkey/protocol';
import { WebSocketServer } from 'ws';
import { makeKeys } from '../../tests/world/carrier.ts';
import { Member } from '../../tests/world/member.ts';
import { freePort } from '../../tests/world/ports.ts';
import { databaseFolder } from '../../tests/world/postgres.ts';
import { until } from '../../tests/world/until.ts';
import { built, startProgram, type Program } from './programs.ts';
import { openWires, type BenchHome } from './wires.ts';

export interface Floor {
  /** One tap: resolves with [moment of the answer, moment of the bolt command]. */
  tap(): Promise<readonly [answeredMs: number, boltMs: number]>;
  stop(): Promise<void>;
}

/** HTTP → WebSocket → one verification and one fdatasync → WebSocket to the bolt, and back. */
export const openFloor = async (): Promise<Floor> => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-floor-'));
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await new Promise<void>((resolve) => sockets.once('listening', resolve));
  const told = new Map<string, (atMs: number) => void>();
  sockets.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => {
      const tap = data.toString();
      told.get(tap)?.(performance.now());
      told.delete(tap);
    }),
  );
  let taps = 0;
  const server = await startProgram(built('bench/floor-server.js'));
  const hub = await startProgram(built('bench/floor-hub.js'), [
    server.firstLine,
    String((sockets.address() as AddressInfo).port),
    folder,
  ]);
  return {
    tap: async () => {
      const tap = String((taps += 1));
      const bolt = new Promise<number>((resolve) => told.set(tap, resolve));
      const answer = await fetch(`http://127.0.0.1:${server.firstLine}/`, { method: 'POST', body: tap });
      await answer.text();
      return [performance.now(), await bolt];
    },
    stop: async () => {
      await Promise.all([server.stop(), hub.stop()]);
      sockets.close();
      for (const socket of sockets.clients) socket.terminate();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export interface Stage {
  readonly server: string;
  readonly homes: readonly { readonly member: Member; readonly wires: BenchHome }[];
  readonly carrier: Carrier;
  readonly device: CourierDevice;
  readonly courier: KnownCourier;
  readonly carrierKeys: OwnKeys;
  readonly courierKeys: OwnKeys;
  readonly pids: { readonly server: number; readonly hubs: readonly number[] };
  stop(): Promise<void>;
}

/** From here on a thousand films at once are written to memory: no disk that this bench runs on syncs them in time, nor has a real hub a thousand. */
const FILMS_ON_DISK = 100;
/** Each blocks in a disk's `fdatasync`; Node's own four would queue behind one another. */
const DISK_THREADS = '64';
const AT_ONCE = 8;

/** Every item's work, in order of beginning, so many at a time. */
export const eachOf = async <T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  atOnce = AT_ONCE,
): Promise<R[]> => {
  const results: R[] = [];
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
};

const filmFolder = async (data: string, hubs: number): Promise<string> => {
  if (hubs <= FILMS_ON_DISK || !existsSync('/dev/shm')) return data;
  const films = await mkdtemp('/dev/shm/latchkey-bench-');
  await mkdir(join(films, 'blobs'));
  await symlink(join(films, 'blobs'), join(data, 'blobs'));
  return films;
};

const startServer = async (data: string): Promise<{ url: string; program: Program }> => {
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    LATCHKEY_DATA: data,
    LATCHKEY_ROOT: process.cwd(),
    LATCHKEY_RATE_FACTOR: '1000',
    UV_THREADPOOL_SIZE: DISK_THREADS,
    NODE_ENV: 'production',
  };
  const program = await startProgram(built('node/server.js'), [], env);
  const url = `http://localhost:${port}`;
  await until('the server to be healthy', () => fetch(`${url}/health`).then((r) => r.ok, () => false)); // prettier-ignore
  return { url, program };
};

/** Many hubs are shared out among as many programs as there are cores: each is one thread, and a real hub has its own. */
const startHubs = (
  server: string,
  hardware: string,
  { data, films, hubs }: { readonly data: string; readonly films: string; readonly hubs: number },
): Promise<readonly Program[]> => {
  const count = hubs > FILMS_ON_DISK ? availableParallelism() : 1;
  const env = { ...process.env, UV_THREADPOOL_SIZE: DISK_THREADS };
  return Promise.all(
    Array.from({ length: count }, (_, n) => {
      const [folder, spool] = [join(data, `hubs-${n}`), join(films, `hubs-${n}`)];
      const own = Math.floor(((n + 1) * hubs) / count) - Math.floor((n * hubs) / count);
      return startProgram(built('bench/hubs.js'), [server, hardware, folder, String(own), spool], env);
    }),
  );
};

/** The carrier's own domain, for as long as it takes to register. */
const publish = async (keys: OwnKeys) => {
  const page = createServer((_, response) => {
    const key = {
      signingKey: toBase64url(encodePublicKey(keys.signer.key)),
      sealingKey: toBase64url(keys.sealing.publicKey),
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: 'Bench Parcels', domain: 'bench', keys: [key] }));
  });
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(page.address() as AddressInfo).port}`, close: () => page.close() };
};

export const openStage = async (hubs: number, doors = 2): Promise<Stage> => {
  const data = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const films = await filmFolder(data, hubs);
  const { url, program } = await startServer(data);
  const wires = openWires(hubs, doors);
  const hubPrograms = await startHubs(url, `ws://127.0.0.1:${await wires.port}/hardware`, { data, films, hubs });
  const [own, courierOwn] = [await makeKeys(), await makeKeys()];
  const world = portableWorld(url, fetch);
  const carrier = createCarrier({ world, keys: own.keys, book: courierBook(), transport: 'bearer' });
  const domain = await publish(own.keys);
  await carrier.register({ name: 'Bench Parcels', domain: domain.url });
  domain.close();
  const device = createCourierDevice({ world, keys: courierOwn.keys, transport: 'bearer' });
  const courier = await carrier.takeOn((await device.enrol('Bench courier')).code);
  const homes = await eachOf(await wires.homes, async (home) => {
    const member = new Member(url);
    await member.makeHome();
    await member.pair(await home.code);
    return { member, wires: home };
  });
  const stop = async () => {
    await Promise.all(hubPrograms.map((hubProgram) => hubProgram.stop()));
    await program.stop();
    for (const folder of [data, databaseFolder(data), films]) await rm(folder, { recursive: true, force: true });
  };
  const pids = { server: program.pid, hubs: hubPrograms.map(({ pid }) => pid) };
  return {
    server: url,
    homes,
    carrier,
    device,
    courier,
    carrierKeys: own.keys,
    courierKeys: courierOwn.keys,
    pids,
    stop,
  };
};
