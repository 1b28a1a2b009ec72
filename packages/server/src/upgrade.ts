import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { channel, live, routes } from '@latchkey/contract';
import { sameSecret } from '@latchkey/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import { Crowd } from './channel/crowd.ts';
import { receiveHub } from './channel/reception.ts';
import { callerAddress, type CallerAddress } from './http/caller-address.ts';
import { tokenInHeaders } from './http/cookies.ts';
import { isOurHost } from './http/origin.ts';
import { problemOf } from './http/problems.ts';
import { owesPasskey } from './passkeys/guard.ts';
import { receiveViewer } from './relay/live.ts';
import type { World } from './world.ts';

const FRAME_HEAD_BYTES = 16;
/** Of one process; past it a hub comes back later. */
const LIMIT_LINES = 20_000;
/** Of those, who have shown no key yet: all hubs of a town that come back after a restart, within the seconds over which they spread. */
const LIMIT_UNPROVEN = 4_096;

/** Live pictures of one member, each of which may keep megabytes waiting. */
const LIMIT_VIEWERS = 24;

const [beforeId = '', afterId = ''] = routes.livePath.split(':recordingId');
const livePath = new RegExp(`^${beforeId}([A-Za-z0-9_-]{22})${afterId}$`);

/** The two WebSockets: the hub's line, and a member's live picture. Everything else that wants to upgrade hears a problem. */
export class Upgrades {
  readonly #world: World;
  readonly #addressOf: CallerAddress;
  readonly #hubs = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: channel.maxLineFilmBytes + FRAME_HEAD_BYTES }); // prettier-ignore
  readonly #unproven: Crowd<WebSocket>;
  readonly #viewers = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: live.maxViewerMessageBytes,
  });

  /** How many each member has open. */
  readonly #watching = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
    this.#addressOf = callerAddress(world.settings.trustedProxies);
    const { unprovenLines = LIMIT_UNPROVEN } = world.settings;
    this.#unproven = new Crowd(unprovenLines, (socket) => socket.terminate());
  }

  handle = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    this.#route(request, socket, head).catch(() => refuse(socket, 'internal'));
  };

  async #route(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === channel.hubPath) {
      if (!this.#isExpected(request)) {
        refuse(socket, 'not-found');
        return;
      }
      if (this.#hubs.clients.size >= LIMIT_LINES) {
        refuse(socket, 'unavailable');
        return;
      }
      // No origin to check: a browser has no hub's key, and without its signature nothing is taken or told.
      this.#hubs.handleUpgrade(request, socket, head, (hub) =>
        receiveHub(hub, this.#world, this.#addressOf(request), this.#unproven),
      );
      return;
    }
    const recordingId = livePath.exec(path)?.[1];
    if (recordingId === undefined) {
      refuse(socket, 'unknown-path');
      return;
    }
    return this.#view(request, socket, head, recordingId);
  }

  /** The same answers in the same order as a route's: origin, session, whether it is yours. */
  async #view(request: IncomingMessage, socket: Duplex, head: Buffer, recordingId: string): Promise<void> {
    const { settings, sessions, effects } = this.#world;
    const { token, byCookie } = tokenInHeaders(request.headers, 'member');
    const { origin, host } = request.headers;
    const originFits = origin === undefined ? !byCookie : settings.origins.includes(origin);
    if (!originFits || !isOurHost(settings, host)) {
      refuse(socket, 'wrong-origin');
      return;
    }
    const session = await sessions.find(token, 'member');
    if (session === undefined) {
      refuse(socket, 'not-signed-in');
      return;
    }
    if (await owesPasskey(effects, settings, session)) {
      refuse(socket, 'passkey-needed');
      return;
    }
    const recording = this.#world.films.isLook(recordingId, session.tenantId)
      ? { closed: false }
      : await effects.store.recording({ role: 'home', id: session.tenantId }, recordingId);
    if (recording === undefined) {
      refuse(socket, 'not-found');
      return;
    }
    if (!sessions.holds(session)) {
      refuse(socket, 'not-signed-in');
      return;
    }
    const { principalId } = session;
    if ((this.#watching.get(principalId) ?? 0) >= LIMIT_VIEWERS) {
      refuse(socket, 'too-many-requests');
      return;
    }
    this.#viewers.handleUpgrade(request, socket, head, (viewer) => {
      this.#count(principalId, 1);
      viewer.once('close', () => this.#count(principalId, -1));
      if (recording.closed) viewer.close(1000, 'closed');
      else receiveViewer(viewer, recordingId, session, this.#world);
    });
  }

  /** At home there is one hub, in this process; nobody else is heard even to a challenge. */
  #isExpected({ headers }: IncomingMessage): boolean {
    const { atHome } = this.#world.settings;
    if (atHome === undefined) return true;
    const digest = (text: string) => this.#world.effects.primitives.sha256(Buffer.from(text));
    return sameSecret(digest(headers.authorization ?? ''), digest(`Bearer ${atHome.lineToken}`));
  }

  #count(principalId: string, by: number): void {
    const open = (this.#watching.get(principalId) ?? 0) + by;
    if (open === 0) this.#watching.delete(principalId);
    else this.#watching.set(principalId, open);
  }

  close(): void {
    for (const client of [...this.#hubs.clients, ...this.#viewers.clients]) client.terminate();
  }
}

const refuse = (socket: Duplex, code: Parameters<typeof problemOf>[0]): void => {
  const problem = problemOf(code);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
};
