/** A server in an attacker's hands: it speaks the hub's line perfectly and means harm. */
import { randomBytes } from 'node:crypto';
import { channel } from '@latchkey/contract';
import { toBase64url } from '@latchkey/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import { until } from './until.ts';

export class HostileServer {
  readonly #sockets: WebSocketServer;
  #hub: WebSocket | undefined;
  #next = 1;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  /** Whatever the hub said by itself. */
  readonly heard: channel.HubToServer[] = [];

  private constructor(sockets: WebSocketServer, audience: string) {
    this.#sockets = sockets;
    this.#sockets.on('connection', (socket) => {
      socket.on('message', (data: Buffer, isBinary) => {
        if (!isBinary) this.#listen(socket, JSON.parse(data.toString()) as channel.HubToServer);
      });
      this.#say(socket, { type: 'challenge', challenge: toBase64url(randomBytes(32)), audience });
    });
  }

  /** Rejects while the port is taken. */
  static listen(port: number, audience: string): Promise<HostileServer> {
    return new Promise((resolve, reject) => {
      const sockets = new WebSocketServer({ port, host: '127.0.0.1', path: channel.hubPath, perMessageDeflate: false });
      const server = new HostileServer(sockets, audience);
      sockets.once('error', reject);
      sockets.once('listening', () => resolve(server));
    });
  }

  connected = (): Promise<WebSocket> => until('the hub to come to the hostile server', () => this.#hub, 90_000);

  /** Sends any request; resolves with the hub's answer. */
  async ask(method: channel.HubMethod, message: Uint8Array, links: readonly Uint8Array[] = []): Promise<unknown> {
    const hub = await this.connected();
    const id = this.#next++;
    const answered = new Promise<unknown>((resolve) => this.#waiting.set(id, resolve));
    const request = { type: 'request' as const, id, method, message: toBase64url(message) };
    this.#say(hub, links.length === 0 ? request : { ...request, links: links.map((link) => toBase64url(link)) });
    return answered;
  }

  /** Sends a frame as it is, well formed or not. */
  async shout(frame: string | Uint8Array): Promise<void> {
    (await this.connected()).send(frame);
  }

  stop = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of this.#sockets.clients) socket.terminate();
      this.#sockets.close(() => resolve());
    });

  #listen(socket: WebSocket, said: channel.HubToServer): void {
    if (said.type === 'hello') {
      this.#hub = socket;
      socket.once('close', () => {
        if (this.#hub === socket) this.#hub = undefined;
        for (const settle of this.#waiting.values()) settle(undefined);
        this.#waiting.clear();
      });
      // It claims to have every receipt already, so that the hub forgets to send them.
      this.#say(socket, { type: 'welcome', receiptsUpTo: 4_000_000_000, head: toBase64url(randomBytes(32)) });
    } else if (said.type === 'response') {
      this.#waiting.get(said.id)?.(said.answer);
      this.#waiting.delete(said.id);
    } else if (said.type === 'fresh?') {
      this.#say(socket, { type: 'fresh', nonce: said.nonce });
    } else this.heard.push(said);
  }

  #say(socket: WebSocket, message: channel.ServerToHub): void {
    socket.send(JSON.stringify(message));
  }
}
