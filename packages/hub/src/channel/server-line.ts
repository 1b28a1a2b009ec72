import { channel } from '@latchkey/contract';
import { whyUnreached } from '@latchkey/keys/node';
import { encodePublicKey, fromBase64url, toBase64url, type Signer } from '@latchkey/protocol';
import { WebSocket } from 'ws';
import type { Hub } from '../agent/hub.ts';
import type { LineSide } from '../agent/line-side.ts';
import type { LinePort, Log } from '../agent/ports.ts';
import { FilmOutbox, type FilmLine, type FilmStore, type OutgoingFilm } from './film-outbox.ts';
import { parsed } from './hardware-link.ts';
import { say } from './say.ts';
import { ServerMail } from './server-mail.ts';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 8000;
/** The server pings every 5 s; three lost ones are a dead line, even when TCP has not noticed. */
const SILENCE_MS = 15_000;

export interface LineSetup {
  /** http(s)://host:port of the server that the hub has now. */
  readonly serverUrl: () => string;
  readonly signer: Signer;
  readonly bootId: () => Uint8Array;
  readonly store: FilmStore;
  /** 0 ≤ x < 1, for the jitter of reconnects. */
  readonly chance: () => number;
  readonly log: Log;
  /** Shown when the line begins; only the page at home asks for it. */
  readonly token?: string;
  /** Whose part of the hub hears what comes over this line; absent: the server's. */
  readonly side?: (hub: Hub) => LineSide | undefined;
  /** What the server calls a visit: for the page at home, and for nothing else. */
  readonly told?: (visit: channel.VisitLabel) => void;
}

/** The hub's one outgoing WebSocket. Without it everything local still works; receipts and film wait in their files. */
export class ServerLine implements LinePort, FilmLine {
  readonly outbox: FilmOutbox;
  readonly #mail = new ServerMail((message) => this.#say(message));
  readonly #setup: LineSetup;
  #hub: Hub | undefined;
  #socket: WebSocket | undefined;
  #welcomed = false;
  /** It knows of households and letters: what an older one would not understand is not said to it. */
  #knowsHouseholds = false;
  #refused = false;
  /** Where the newest socket leads. */
  #at = '';
  #retry: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #stopped = false;
  /** Why there is no line, as it was told last. */
  #why: string | undefined;

  constructor(setup: LineSetup) {
    this.#setup = setup;
    this.outbox = new FilmOutbox(setup.store, this, setup.log);
  }

  get connected(): boolean {
    return this.#welcomed && this.#socket?.readyState === WebSocket.OPEN;
  }

  /** The server does not take this household. */
  get refused(): boolean {
    return this.#refused;
  }

  /** The hub has another server: the line goes there at once. */
  again(): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.#why = undefined;
    this.#refused = false;
    if (this.#at === this.#setup.serverUrl()) return;
    if (this.#socket !== undefined) this.#socket.terminate();
    else if (this.#retry !== undefined && !this.#stopped) {
      clearTimeout(this.#retry);
      this.#connect();
    }
  }

  async mail(keyId: Uint8Array): Promise<Uint8Array | undefined> {
    return this.#hasLetters ? this.#mail.record(keyId) : undefined;
  }

  async welcome(keyId: Uint8Array, welcome: Uint8Array): Promise<boolean> {
    return this.#hasLetters && this.#mail.welcome(keyId, welcome);
  }

  get #hasLetters(): boolean {
    return this.connected && this.#knowsHouseholds;
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  send(message: channel.HubToServer): void {
    if (this.connected) this.#say(message);
  }

  sendFilm(recordingId: Uint8Array, bytes: Uint8Array): void {
    if (this.connected) this.#socket?.send(Buffer.concat([recordingId, bytes]));
  }

  filmStarted(film: OutgoingFilm): void {
    this.outbox.add(film);
  }

  lookStarted({ recordingId, door }: { readonly recordingId: Uint8Array; readonly door: number }): void {
    this.outbox.show(recordingId, door);
  }

  filmClosed(recordingId: Uint8Array): void {
    this.outbox.closed(recordingId);
  }

  start(hub: Hub): void {
    this.#hub = hub;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#socket?.terminate();
  }

  #connect(): void {
    this.#at = this.#setup.serverUrl();
    const url = `${this.#at.replace(/^http/, 'ws').replace(/\/$/, '')}${channel.hubPath}`;
    const { token } = this.#setup;
    const socket = new WebSocket(url, {
      perMessageDeflate: false,
      maxPayload: channel.maxLineMessageBytes,
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    });
    this.#socket = socket;
    socket.on('open', () => this.#alive());
    socket.on('ping', () => this.#alive());
    socket.on('message', (data: Buffer, isBinary) => {
      this.#alive();
      if (!isBinary) this.#heard(data);
    });
    socket.on('error', (error) => {
      this.#unreached(whyUnreached(error));
      socket.terminate();
    });
    socket.on('close', () => this.#lost(socket));
    this.#alive();
  }

  #alive(): void {
    this.#silence ??= setTimeout(() => this.#socket?.terminate(), SILENCE_MS);
    this.#silence.refresh();
  }

  /** Once for each reason, not for each try: a certificate that is not believed looks like a server that is away. */
  #unreached(why: string): void {
    if (why === this.#why || this.#stopped) return;
    this.#why = why;
    this.#setup.log.warn({ why }, 'no line to the server; tried again until there is one');
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#welcomed = false;
    this.#knowsHouseholds = false;
    this.#mail.ended();
    clearTimeout(this.#silence);
    this.#silence = undefined;
    if (this.#stopped) return;
    // Jitter: after a server's restart ten thousand hubs must not come back in the same moment.
    const pauseMs = this.#retryMs * (0.5 + this.#setup.chance() / 2);
    this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    this.#retry = setTimeout(() => this.#connect(), pauseMs);
  }

  /** Everything here is the server's word: requests are bytes that the hub verifies, the rest moves no bolt. */
  #heard(data: Buffer): void {
    const read = channel.serverToHub.safeParse(parsed(data));
    if (!read.success) {
      this.#setup.log.warn({}, 'the server said something that is no message');
      return;
    }
    const hub = this.#hub;
    if (hub !== undefined) this.#handle(hub, read.data);
  }

  #handle(hub: Hub, message: channel.ServerToHub): void {
    switch (message.type) {
      case 'challenge':
        return void this.#prove(message.audience, message.challenge);
      case 'welcome':
        this.#welcomed = true;
        this.#refused = false;
        this.#why = undefined;
        this.#retryMs = FIRST_RETRY_MS;
        this.#sideOf(hub)?.welcome(message.receiptsUpTo, message.head);
        return this.outbox.lineUp();
      case 'household':
        this.#knowsHouseholds = true;
        // Its own page is told by this process.
        if (this.#setup.side === undefined) this.#meet(hub, message.known);
        return;
      case 'household-refused':
        this.#refused = true;
        return this.#setup.log.error({ why: message.why }, 'the server does not take this household');
      case 'letter':
        return this.#mail.answered(message);
      case 'request':
        return void this.#answer(hub, message);
      case 'fresh':
        return this.#sideOf(hub)?.fresh(message.nonce);
      case 'receipt-ack':
        return this.#sideOf(hub)?.acknowledged(message.upToSeq);
      case 'recording-ack':
        return this.outbox.acknowledged(message.recordingId, message.bytes);
      case 'viewer-nonce':
        return this.#sideOf(hub)?.viewerNonce(message.recordingId, message.nonce);
      case 'visit':
        return this.#setup.told?.(message.visit);
      default:
        return never(message);
    }
  }

  #meet(hub: Hub, known: boolean): void {
    const { checkpoint } = hub;
    if (checkpoint !== undefined) this.#say({ type: 'log-seen', checkpoint });
    if (!known) hub.line.introduce();
  }

  #sideOf(hub: Hub): LineSide | undefined {
    return this.#setup.side === undefined ? hub.line : this.#setup.side(hub);
  }

  async #prove(audience: string, challenge: string): Promise<void> {
    const { signer, bootId } = this.#setup;
    const signature = await signer.sign(new TextEncoder().encode(channel.hubMessage(audience, challenge)));
    const hubKey = toBase64url(encodePublicKey(signer.key));
    this.#say({ type: 'hello', hubKey, signature: toBase64url(signature), bootId: toBase64url(bootId()) });
  }

  async #answer(hub: Hub, request: Extract<channel.ServerToHub, { type: 'request' }>): Promise<void> {
    const links = (request.links ?? []).map((link) => fromBase64url(link) ?? new Uint8Array(0));
    const over = this.#setup.side === undefined ? 'server' : 'page';
    const answer = await hub.answer(request.method, fromBase64url(request.message) ?? new Uint8Array(0), links, over);
    // Also before the welcome: who asks is connected.
    this.#say({ type: 'response', id: request.id, answer });
  }

  #say(message: channel.HubToServer): void {
    if (this.#socket?.readyState === WebSocket.OPEN) say(this.#socket, message);
  }
}

function never(message: never): never {
  throw new RangeError(`no such message: ${JSON.stringify(message)}`);
}
