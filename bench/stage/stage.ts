/** The stage of the two figures that cross processes: server, hubs and wires of ours, and the floor's three beside them. */
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
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
  let told: ((atMs: number) => void) | undefined;
  sockets.on('connection', (socket) => socket.on('message', () => told?.(performance.now())));
  const server = await startProgram(built('bench/floor-server.js'));
  const hub = await startProgram(built('bench/floor-hub.js'), [
    server.firstLine,
    String((sockets.address() as AddressInfo).port),
    folder,
  ]);
  return {
    tap: async () => {
      const bolt = new Promise<number>((resolve) => (told = resolve));
      const answer = await fetch(`http://127.0.0.1:${server.firstLine}/`, { method: 'POST', body: '{}' });
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
  stop(): Promise<void>;
}

const startServer = async (data: string): Promise<{ url: string; program: Program }> => {
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    LATCHKEY_DATA: data,
    LATCHKEY_ROOT: process.cwd(),
    LATCHKEY_RATE_FACTOR: '1000',
    NODE_ENV: 'production',
  };
  const program = await startProgram(built('node/server.js'), [], env);
  const url = `http://localhost:${port}`;
  await until('the server to be healthy', () => fetch(`${url}/health`).then((r) => r.ok, () => false)); // prettier-ignore
  return { url, program };
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

export const openStage = async (hubs: number): Promise<Stage> => {
  const data = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const { url, program } = await startServer(data);
  const wires = openWires(hubs);
  const hubProgram = await startProgram(built('bench/hubs.js'), [
    url,
    `ws://127.0.0.1:${await wires.port}/hardware`,
    data,
    String(hubs),
  ]);
  const [own, courierOwn] = [await makeKeys(), await makeKeys()];
  const world = portableWorld(url, fetch);
  const carrier = createCarrier({ world, keys: own.keys, book: courierBook(), transport: 'bearer' });
  const domain = await publish(own.keys);
  await carrier.register({ name: 'Bench Parcels', domain: domain.url });
  domain.close();
  const device = createCourierDevice({ world, keys: courierOwn.keys, transport: 'bearer' });
  const courier = await carrier.takeOn((await device.enrol('Bench courier')).code);
  const homes = await Promise.all(
    (await wires.homes).map(async (home) => {
      const member = new Member(url);
      await member.makeHome();
      await member.pair(await home.code);
      return { member, wires: home };
    }),
  );
  const stop = async () => {
    await hubProgram.stop();
    await program.stop();
    await rm(data, { recursive: true, force: true });
    await rm(databaseFolder(data), { recursive: true, force: true });
  };
  return { server: url, homes, carrier, device, courier, carrierKeys: own.keys, courierKeys: courierOwn.keys, stop };
};
