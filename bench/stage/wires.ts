/** The bench's side of the wires: locks that obey at once, and note the moment a bolt was told to move. */
import type { AddressInfo } from 'node:net';
import { hubToHardware, type HardwareToHub } from '@latchkey/hub/locks/wire';
import { WebSocketServer, type WebSocket } from 'ws';

/** A report is good for six seconds; battery locks do not speak more often than they must. */
const reportEveryMs = 4000;

interface Door {
  bolt: number;
  contact: 'open' | 'closed';
  autoLockS: number | null;
  seq: number;
}

const declaration = (door: number) => ({
  door, name: `Door ${door}`, kind: 'flat' as const, egressFree: true, mechanicalKey: true, autoLock: true, closesByItself: false, warnsMs: 0, slowestMoveMs: 1000, standing: [],
}); // prettier-ignore

/** One hub's hardware. */
export class BenchHome {
  readonly #socket: WebSocket;
  readonly #doors = new Map<number, Door>();
  readonly #waiting = new Map<number, (atMs: number) => void>();
  #codeSeen: ((code: string) => void) | undefined;
  readonly code: Promise<string>;

  constructor(socket: WebSocket, doors: number) {
    this.#socket = socket;
    for (let door = 1; door <= doors; door += 1)
      this.#doors.set(door, { bolt: 100, contact: 'closed', autoLockS: null, seq: 0 });
    this.code = new Promise((resolve) => (this.#codeSeen = resolve));
    socket.on('message', (data: Buffer) => this.#heard(data, performance.now()));
    this.#say({ type: 'hello', doors: [...this.#doors.keys()].map(declaration) });
    const timer = setInterval(() => this.#reportAll(), reportEveryMs);
    socket.on('close', () => clearInterval(timer));
  }

  /** Resolves with the moment (performance.now) at which the bolt of this door is told to withdraw. */
  boltToldAt = (door: number): Promise<number> => new Promise((resolve) => this.#waiting.set(door, resolve));

  #say(message: HardwareToHub): void {
    this.#socket.send(JSON.stringify(message));
  }

  #report(door: number): void {
    const state = this.#doors.get(door);
    if (state === undefined) return;
    state.seq += 1;
    const { bolt, contact, autoLockS, seq } = state;
    this.#say({
      type: 'report',
      door,
      seq,
      bolt,
      contact,
      latch: bolt === 0 ? 'held' : 'out',
      jam: false,
      moving: 'none',
      cause: 'command',
      battery: 90,
      autoLockS,
    });
  }

  #reportAll(): void {
    for (const door of this.#doors.keys()) this.#report(door);
  }

  #heard(data: Buffer, atMs: number): void {
    const message = hubToHardware.parse(JSON.parse(data.toString()));
    if (message.type === 'rtc?') this.#say({ type: 'rtc', lostPower: false, unixS: Math.floor(Date.now() / 1000) });
    if (message.type === 'report?') this.#reportAll();
    if (message.type === 'display' && message.pairingCode !== null) this.#codeSeen?.(message.pairingCode);
    if (message.type === 'auto-lock') this.#arm(message.door, message.afterS, message.id);
    if (message.type === 'move') this.#move(message.door, message.target, message.id, atMs);
  }

  #arm(door: number, afterS: number | null, id: number): void {
    const state = this.#doors.get(door);
    if (state !== undefined) state.autoLockS = afterS;
    this.#say({ type: 'ack', id, heard: 'accepted' });
    this.#report(door);
  }

  /** Somebody goes in and out at once: open, shut, ready to be locked. */
  #move(door: number, target: 'locked' | 'unlocked', id: number, atMs: number): void {
    const state = this.#doors.get(door);
    if (state === undefined) return;
    if (target === 'unlocked') {
      this.#waiting.get(door)?.(atMs);
      this.#waiting.delete(door);
    }
    this.#say({ type: 'ack', id, heard: 'accepted' });
    state.bolt = target === 'locked' ? 100 : 0;
    this.#report(door);
    if (target === 'locked') return;
    setTimeout(() => this.#swing(door, 'open'), 100);
    setTimeout(() => this.#swing(door, 'closed'), 300);
  }

  #swing(door: number, contact: 'open' | 'closed'): void {
    const state = this.#doors.get(door);
    if (state !== undefined) state.contact = contact;
    this.#report(door);
  }
}

/** Takes in `count` hubs; resolves when all are there. */
export const openWires = (
  count: number,
  doors: number,
): { readonly port: Promise<number>; readonly homes: Promise<readonly BenchHome[]> } => {
  const homes: BenchHome[] = [];
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  return {
    port: new Promise((resolve) => sockets.once('listening', () => resolve((sockets.address() as AddressInfo).port))),
    homes: new Promise((resolve) =>
      sockets.on('connection', (socket) => {
        homes.push(new BenchHome(socket, doors));
        if (homes.length === count) resolve(homes);
      }),
    ),
  };
};
