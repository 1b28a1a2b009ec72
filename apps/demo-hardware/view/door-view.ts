import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { doorView } from '@latchkey/contract';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Answered } from '../answers.ts';
import { answerJson, answerNothing, answerProblem, parseJson, readJson } from '../answers.ts';

export interface ViewSource {
  state(): doorView.ViewState;
  act(act: doorView.ViewAct): void;
}

/** Drawn pictures follow at most this often. */
const gapMs = 40;
const heartbeatMs = 1000;
const maxViewers = 32;

/** Tells every open page what is so, and hands on what people do there. */
export class DoorView {
  readonly #viewers = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  readonly #source: ViewSource;
  #soon: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;

  constructor(source: ViewSource) {
    this.#source = source;
  }

  start() {
    this.#beat = setInterval(() => this.#tell(), heartbeatMs);
  }

  stop() {
    clearInterval(this.#beat);
    clearTimeout(this.#soon);
    for (const viewer of this.#viewers.clients) viewer.terminate();
  }

  /** Something changed: the pages hear of it within one frame. */
  changed() {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#tell();
    }, gapMs);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    if (this.#viewers.clients.size >= maxViewers) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.#viewers.handleUpgrade(request, socket, head, (viewer) => this.#take(viewer));
  }

  /** The same for scripts: one act a request, the state as one answer. Undefined for any other path. */
  async answer(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<Answered | undefined> {
    if (pathname === doorView.viewStatePath && request.method === 'GET')
      return answerJson(response, 200, this.#source.state());
    if (pathname !== doorView.actPath) return undefined;
    if (request.method !== 'POST') return answerProblem(response, 405, 'Not that way', 'Acts are sent by POST.');
    const body = await readJson(request, doorView.viewAct, 4096);
    if (!body.ok) return answerProblem(response, 422, 'Not an act', body.detail);
    this.#source.act(body.value);
    this.changed();
    return answerNothing(response);
  }

  #take(viewer: WebSocket) {
    viewer.on('error', () => viewer.terminate());
    viewer.on('message', (data: Buffer, isBinary: boolean) => {
      const read = isBinary ? undefined : parseJson(data.toString('utf8'), doorView.viewAct);
      if (read?.ok !== true) {
        viewer.close(1008, 'not an act');
        return;
      }
      this.#source.act(read.value);
      this.changed();
    });
    viewer.send(JSON.stringify(this.#source.state()));
  }

  #tell() {
    if (this.#viewers.clients.size === 0) return;
    const text = JSON.stringify(this.#source.state());
    for (const viewer of this.#viewers.clients) if (viewer.bufferedAmount < 65_536) viewer.send(text);
  }
}
