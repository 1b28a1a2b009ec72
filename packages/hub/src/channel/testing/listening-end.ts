import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** What a test leaves open. */
export const ends: (() => void)[] = [];

export const endAll = (): void => {
  for (const end of ends.splice(0)) end();
};

/** A listening end; `next` resolves with each caller in turn, together with its messages as they come. */
export async function listen() {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  ends.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
    http.close();
  });
  const callers: Caller[] = [];
  const waiting: ((caller: Caller) => void)[] = [];
  server.on('connection', (socket, request) => {
    const caller = new Caller(socket, request.headers.authorization);
    const wanted = waiting.shift();
    if (wanted === undefined) callers.push(caller);
    else wanted(caller);
  });
  const { port } = http.address() as AddressInfo;
  const next = (): Promise<Caller> => {
    const known = callers.shift();
    return known === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(known);
  };
  return { port, next };
}

export class Caller {
  readonly socket: WebSocket;
  readonly authorization: string | undefined;
  readonly #said: unknown[] = [];
  readonly #waiting: ((message: unknown) => void)[] = [];

  constructor(socket: WebSocket, authorization: string | undefined) {
    this.socket = socket;
    this.authorization = authorization;
    socket.on('message', (data: Buffer) => {
      const message: unknown = JSON.parse(data.toString('utf8'));
      const wanted = this.#waiting.shift();
      if (wanted === undefined) this.#said.push(message);
      else wanted(message);
    });
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  heard(): Promise<unknown> {
    const known = this.#said.shift();
    return known === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(known);
  }
}
