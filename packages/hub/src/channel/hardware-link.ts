import { WebSocket } from 'ws';
import type { LockPort, Log } from '../agent/ports.ts';
import {
  hardwareToHub,
  maxHardwareMessageBytes,
  type HardwareToHub,
  type HubToHardware,
} from '../drivers/locks/wire.ts';
import { say } from './say.ts';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 1000;

interface Listener {
  heard(message: HardwareToHub): void;
  lost(): void;
}

/** The wires to locks, clock, light and siren: one WebSocket inside the home, tried for ever. */
export class HardwareLink implements LockPort {
  readonly #url: string;
  readonly #token: string | undefined;
  readonly #log: Log;
  #listener: Listener | undefined;
  #socket: WebSocket | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #stopped = false;

  constructor(url: string, token: string | undefined, log: Log) {
    this.#url = url;
    this.#token = token;
    this.#log = log;
  }

  get connected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  send(message: HubToHardware): void {
    if (this.#socket !== undefined && this.connected) say(this.#socket, message);
  }

  start(listener: Listener): void {
    this.#listener = listener;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#socket?.terminate();
  }

  #connect(): void {
    const headers = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
    const socket = new WebSocket(this.#url, { headers, maxPayload: maxHardwareMessageBytes, perMessageDeflate: false });
    this.#socket = socket;
    socket.on('open', () => (this.#retryMs = FIRST_RETRY_MS));
    socket.on('message', (data: Buffer) => this.#heard(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#lost(socket));
  }

  /** Whoever is on the other end of the wire is checked like everybody else. */
  #heard(data: Buffer): void {
    const message = hardwareToHub.safeParse(parsed(data));
    if (message.success) this.#listener?.heard(message.data);
    else this.#log.warn({}, 'the hardware said something that is no message');
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#listener?.lost();
    if (this.#stopped) return;
    this.#retry = setTimeout(() => this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
  }
}

export function parsed(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return undefined;
  }
}
