import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readAvcConfig, type FlvEvent } from '@latchkey/media';
import type { CameraClock } from '../camera.ts';
import type { FfmpegProgram } from '../program.ts';
import { LOST_SHARE, SLOW_MS, type CameraFault } from './faults.ts';
import { imageOf, type Held, type Image } from './held.ts';
import { Lens } from './lens.ts';
import { RtspConnection } from './rtsp-connection.ts';

export interface SimulatedCameraSetup {
  readonly ffmpeg: FfmpegProgram;
  /** A clip that ffmpeg can read; it is shown in a loop. */
  readonly clip: string;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly clock: CameraClock;
  /** From 0 up to 1: which packets get lost. */
  readonly random: () => number;
  /** Added to the readable digits of the burnt-in clock, never to its blocks. */
  readonly localOffsetMs?: number;
  readonly report?: (line: string) => void;
}

const SLOW_TICK_MS = 50;

/** A network camera made of ffmpeg: real H.264 over real RTSP, and faults to choose from. Rejects when the port is taken. */
export async function startSimulatedCamera(setup: SimulatedCameraSetup): Promise<SimulatedCamera> {
  const camera = new SimulatedCamera(setup);
  await camera.listen(setup.port);
  return camera;
}

interface Encoded {
  readonly data: Uint8Array;
  readonly key: boolean;
  readonly exposedMs: number;
}

export class SimulatedCamera {
  readonly #setup: SimulatedCameraSetup;
  readonly #connections = new Set<RtspConnection>();
  readonly #players = new Set<RtspConnection>();
  readonly #cancelSlow: () => void;
  #server: Server | undefined;
  #port = 0;
  #lens: Lens | undefined;
  #sets: readonly Uint8Array[] | undefined;
  #waiting: ((sets: readonly Uint8Array[]) => void)[] = [];
  #late: (Encoded & { readonly dueMs: number })[] = [];
  #fault: CameraFault = 'none';
  #held: Image | undefined;

  constructor(setup: SimulatedCameraSetup) {
    this.#setup = setup;
    this.#cancelSlow = setup.clock.every(SLOW_TICK_MS, () => this.#sendLate());
  }

  get url(): string {
    return `rtsp://${this.#setup.host}:${this.#port}/door`;
  }

  get fault(): CameraFault {
    return this.#fault;
  }

  /** How many watch: the camera's indicator is lit while this is not 0. */
  get viewers(): number {
    return this.#players.size;
  }

  /** What is held before the lens from now on; nothing, again, with undefined. */
  hold(held: Held | undefined): void {
    this.#held = held === undefined ? undefined : imageOf(held);
  }

  setFault(fault: CameraFault): void {
    this.#fault = fault;
    if (fault !== 'cut' && fault !== 'off') return;
    for (const connection of this.#connections) connection.end();
  }

  async listen(port: number): Promise<void> {
    const server = createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, this.#setup.host, resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#cancelSlow();
    for (const connection of this.#connections) connection.end();
    this.#rest();
    const server = this.#server;
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #accept(socket: Socket): void {
    if (this.#fault === 'cut' || this.#fault === 'off') {
      socket.destroy();
      return;
    }
    const connection = new RtspConnection(
      socket,
      {
        parameterSets: () => this.#parameterSets(),
        playing: (player) => this.#players.add(player),
        gone: (left) => this.#leave(left),
        loses: () => this.#fault === 'loss' && this.#setup.random() < LOST_SHARE,
      },
      Math.floor(this.#setup.random() * 0x1_0000_0000),
    );
    this.#connections.add(connection);
  }

  #leave(connection: RtspConnection): void {
    this.#connections.delete(connection);
    this.#players.delete(connection);
    if (this.#connections.size === 0) this.#rest();
  }

  #rest(): void {
    this.#lens?.stop();
    this.#lens = undefined;
    this.#sets = undefined;
    this.#late = [];
  }

  #parameterSets(): Promise<readonly Uint8Array[]> {
    const { ffmpeg, clip, clock, localOffsetMs = 0, report = () => undefined } = this.#setup;
    this.#lens ??= new Lens({
      ...{ ffmpeg, clip, localOffsetMs },
      nowMs: () => clock.nowMs(),
      every: (ms, task) => clock.every(ms, task),
      fault: () => this.#fault,
      held: () => this.#held,
      random: this.#setup.random,
      out: (event, exposedMs) => this.#encoded(event, exposedMs),
      broken: (why) => {
        report(`the simulated camera's picture ended: ${why}`);
        for (const connection of this.#connections) connection.end();
        this.#rest();
      },
    });
    if (this.#sets !== undefined) return Promise.resolve(this.#sets);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #encoded(event: FlvEvent, exposedMs: number): void {
    if (event.kind === 'config') {
      const { sps, pps } = readAvcConfig(event.avcC);
      const sets = [...sps, ...pps];
      this.#sets = sets;
      for (const resolve of this.#waiting.splice(0)) resolve(sets);
      return;
    }
    const frame = { data: event.data, key: event.key, exposedMs };
    if (this.#fault !== 'slow' && this.#late.length === 0) {
      this.#send(frame);
      return;
    }
    this.#late.push({ ...frame, dueMs: this.#setup.clock.nowMs() + (this.#fault === 'slow' ? SLOW_MS : 0) });
  }

  #sendLate(): void {
    const nowMs = this.#setup.clock.nowMs();
    const firstEarly = this.#late.findIndex((frame) => frame.dueMs > nowMs);
    for (const frame of this.#late.splice(0, firstEarly < 0 ? this.#late.length : firstEarly)) this.#send(frame);
  }

  #send(frame: Encoded): void {
    for (const player of this.#players) player.picture(frame.data, frame.key, frame.exposedMs);
  }
}
