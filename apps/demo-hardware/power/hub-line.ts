import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HardwareToHub, HubToHardware } from '@latchkey/hub/locks/wire';
import { hubToHardware, maxHardwareMessageBytes } from '@latchkey/hub/locks/wire';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { parseJson } from '../answers.ts';

export interface HubLineEvents {
  /** A hub is there; what it should know first goes out now. */
  connected(): void;
  message(message: HubToHardware): void;
  disconnected(): void;
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const sameSecret = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

/** The cable between hub and home: one hub at a time, and only one that holds the token of its own life. */
export class HubLine {
  #hub: WebSocket | undefined;
  #token: string | undefined;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxHardwareMessageBytes,
    perMessageDeflate: false,
  });
  readonly #events: HubLineEvents;

  constructor(events: HubLineEvents) {
    this.#events = events;
  }

  get connected() {
    return this.#hub !== undefined;
  }

  /** From now on only this token opens the line. */
  expect(token: string) {
    this.#token = token;
  }

  send(message: HardwareToHub) {
    this.#hub?.send(JSON.stringify(message));
  }

  /** A dead hub's socket is gone at once, also for us. */
  drop() {
    this.#hub?.terminate();
  }

  /** A browser always says its Origin, and no browser is a hub. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const [, shown] = /^Bearer (.{1,200})$/.exec(request.headers.authorization ?? '') ?? [];
    const welcome =
      request.headers.origin === undefined &&
      this.#token !== undefined &&
      shown !== undefined &&
      sameSecret(shown, this.#token);
    if (!welcome) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (hub) => this.#take(hub));
  }

  #take(hub: WebSocket) {
    this.#hub?.terminate();
    this.#hub = hub;
    hub.on('error', () => hub.terminate());
    hub.on('close', () => {
      if (this.#hub !== hub) return;
      this.#hub = undefined;
      this.#events.disconnected();
    });
    hub.on('message', (data: Buffer, isBinary: boolean) => {
      const read = isBinary ? undefined : parseJson(data.toString('utf8'), hubToHardware);
      if (read?.ok === true) this.#events.message(read.value);
      else hub.close(1008, 'not a message of the hardware line');
    });
    this.#events.connected();
  }
}
