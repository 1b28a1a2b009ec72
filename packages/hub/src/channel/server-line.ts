import { channel } from '@latchkey/contract';
import { whyUnreached } from '@latchkey/keys/node';
import type { LineStanding, Signer } from '@latchkey/protocol';
import { WebSocket } from 'ws';
import type { Hub } from '../agent/hub.ts';
import type { LineSide } from '../agent/line-side.ts';
import type { LinePort, Log } from '../agent/ports.ts';
import type { NewestMove } from '../memory/server-memory.ts';
import { FilmOutbox, type FilmLine, type FilmStore, type OutgoingFilm } from './film-outbox.ts';
import { Pauses } from './pauses.ts';
import { Talk, type Outcomes } from './talk.ts';

/** The server pings every 5 s; three lost ones are a dead line, even when TCP has not noticed. */
const SILENCE_MS = 15_000;

/** Where a line leads. */
export interface Leads {
  /** http(s)://host:port. */
  readonly url: string;
  /** The household's own word for it, once there is one. */
  readonly move?: Pick<NewestMove, 'server' | 'hash'>;
}

export interface LineSetup {
  /** The server that the hub has now. Who goes by another address than a move names gets no proof of the hub's key. */
  readonly leads: () => Leads;
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
  readonly #setup: LineSetup;
  readonly #pauses: Pauses;
  #hub: Hub | undefined;
  #leads: Leads = { url: '' };
  #socket: WebSocket | undefined;
  #talk: Talk | undefined;
  #refused = false;
  #retry: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Why there is no line, as it was told last. */
  #why: string | undefined;

  constructor(setup: LineSetup) {
    this.#setup = setup;
    this.#pauses = new Pauses(setup.chance);
    this.outbox = new FilmOutbox(setup.store, this, setup.log, () => performance.now());
  }

  get connected(): boolean {
    return this.#talk?.welcomed === true;
  }

  /** How it is with the server that the hub has now: the line of old, which is left in two seconds, is none to it. */
  get standing(): LineStanding {
    if (this.#refused) return 'refused';
    return this.connected && this.#leadsThere ? 'up' : 'away';
  }

  /** Where the newest socket leads: for two seconds after a move still to the server before. */
  get leads(): Leads {
    return this.#leads;
  }

  /** The hub has another server: the line goes there at once. */
  again(): void {
    if (this.#leadsThere) return;
    this.#pauses.known();
    this.#why = undefined;
    this.#refused = false;
    if (this.#socket !== undefined) this.#socket.terminate();
    else if (this.#retry !== undefined && !this.#stopped) {
      clearTimeout(this.#retry);
      this.#connect();
    }
  }

  get #leadsThere(): boolean {
    const { url, move } = this.#setup.leads();
    return url === this.#leads.url && move === this.#leads.move;
  }

  async mail(boxId: Uint8Array): Promise<Uint8Array | undefined> {
    return this.#talk?.hasLetters === true ? this.#talk.mail.record(boxId) : undefined;
  }

  async welcome(boxId: Uint8Array, welcome: Uint8Array): Promise<boolean> {
    return this.#talk?.hasLetters === true && this.#talk.mail.welcome(boxId, welcome);
  }

  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  send(message: channel.HubToServer): void {
    if (this.connected) this.#talk?.say(message);
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

  filmLate(recordingId: Uint8Array): boolean {
    return this.outbox.isLate(recordingId);
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
    const hub = this.#hub;
    if (hub === undefined) return;
    this.#leads = this.#setup.leads();
    const socket = this.#dial();
    if (socket === undefined) {
      this.#comeBack();
      return;
    }
    const { outbox } = this;
    const outcomes = this.#outcomesOf(socket);
    const talk = new Talk({ setup: this.#setup, hub, socket, leads: this.#leads, outbox, outcomes });
    this.#socket = socket;
    this.#talk = talk;
    socket.on('open', () => this.#alive());
    socket.on('ping', () => this.#alive());
    socket.on('message', (data: Buffer, isBinary) => {
      if (socket !== this.#socket) return;
      this.#alive();
      if (!isBinary) talk.heard(data);
    });
    socket.on('error', (error) => {
      this.#unreached(whyUnreached(error));
      socket.terminate();
    });
    socket.on('close', () => this.#lost(socket));
    this.#alive();
  }

  /** Undefined: what the journal or the settings name is no address. The hub goes on at home, where it is told another one. */
  #dial(): WebSocket | undefined {
    const url = `${this.#leads.url.replace(/^http/, 'ws').replace(/\/$/, '')}${channel.hubPath}`;
    const { token } = this.#setup;
    try {
      return new WebSocket(url, {
        perMessageDeflate: false,
        maxPayload: channel.maxLineMessageBytes,
        ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      });
    } catch (error) {
      this.#unreached(whyUnreached(error));
      return undefined;
    }
  }

  #outcomesOf(socket: WebSocket): Outcomes {
    return {
      welcome: () => (this.#why = undefined),
      known: () => {
        this.#refused = false;
        this.#pauses.known();
      },
      refused: (why) => {
        this.#refused = true;
        this.#pauses.refused();
        this.#setup.log.error({ why }, 'the server does not take this household');
      },
      // No word about this household: another line asks again, when the server's minute is over.
      later: (why) => {
        this.#refused = false;
        this.#pauses.refused();
        this.#setup.log.warn({ why }, 'the server does not take this household now');
        socket.terminate();
      },
      stranger: () => {
        this.#refused = true;
        this.#pauses.refused();
        this.#unreached('it goes by another address than the household’s move names');
        socket.terminate();
      },
    };
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
    this.#talk?.mail.ended();
    this.#socket = undefined;
    this.#talk = undefined;
    clearTimeout(this.#silence);
    this.#silence = undefined;
    this.#comeBack();
  }

  #comeBack(): void {
    if (!this.#stopped) this.#retry = setTimeout(() => this.#connect(), this.#pauses.next());
  }
}
