import type { Hub, LinePort } from '@latchkey/hub';
import type { VirtualClock } from '@latchkey/hub/virtual-time';
import { fromBase64url, NO_BYTES, readReceipt } from '@latchkey/protocol';
import { primitives } from './people.ts';

type OutgoingFilm = Parameters<LinePort['filmStarted']>[0];

export type Said = Parameters<LinePort['send']>[0];

/** An honest server behind a line that may be down: keeps receipts, answers freshness, passes on what the hub wants of a member. */
export class SimulatedServer implements LinePort {
  connected = true;
  /** The newest moment of the world at which an honest answer to the hub's own nonce set out. */
  answeredMs = 0;
  /** The story that came first. */
  readonly receipts = new Map<number, string>();
  /** Whatever came for a number that was taken, as it shows to everybody who reads. */
  readonly forks: string[] = [];
  /** Sequence numbers that came twice with different bytes. */
  readonly forked: number[] = [];
  wantsResume = false;
  timeNonce: string | undefined;
  /** Hashes of knocks that wait for a member's yes, base64url; and of all that ever did. */
  readonly waiting = new Set<string>();
  readonly everWaited = new Set<string>();
  /** Whoever has the line: the newest hub of this key that came. */
  hub: Hub | undefined;
  /** Who takes the films; nobody: they have tests of their own. */
  protected readonly films?: { started(film: OutgoingFilm): void; closed(recordingId: Uint8Array): void };
  /** Of the receipts in their chain, from what stands before the first, as far as somebody wanted to know. */
  readonly #hashes: Uint8Array[] = [NO_BYTES];
  readonly #clock: VirtualClock;
  readonly #lastWord: boolean;
  readonly #side: (hub: Hub) => Hub['atHome'];

  /** `lastWord`: it keeps no two stories, but the one that was told last. `side`: whose words these are to the hub. */
  constructor(clock: VirtualClock, lastWord: boolean, side: (hub: Hub) => Hub['atHome'] = (hub) => hub.line) {
    this.#clock = clock;
    this.#lastWord = lastWord;
    this.#side = side;
  }

  /** A page in the hub's own process: it knows nothing at first, and hears all receipts again. */
  begin(hub: Hub): void {
    this.hub = hub;
    this.keepOnly(0);
    this.wantsResume = false;
    this.timeNonce = undefined;
    this.#side(hub)?.welcome(0, '');
  }

  /** Hash of the newest receipt; undefined: it keeps none, or no whole chain of them. */
  get head(): Uint8Array | undefined {
    for (let seq = this.#hashes.length; seq <= this.receipts.size; seq++) {
      const bytes = fromBase64url(this.receipts.get(seq) ?? '') ?? NO_BYTES;
      const read = readReceipt(primitives, bytes, this.#hashes[seq - 1]);
      if (!read.ok) return undefined;
      this.#hashes.push(read.link.hash);
    }
    return this.#hashes.length > 1 ? this.#hashes.at(-1) : undefined;
  }

  /** Whatever came after this receipt is lost. */
  keepOnly(upTo: number): void {
    for (const seq of this.receipts.keys()) if (seq > upTo) this.receipts.delete(seq);
    this.#hashes.length = Math.min(this.#hashes.length, upTo + 1);
  }

  /** The line of one of the hubs of this key; `hub`: undefined while it starts. */
  lineOf(hub: () => Hub | undefined): LinePort {
    const isNewest = () => this.hub === hub();
    const connected = () => this.connected && isNewest();
    return {
      get connected() {
        return connected();
      },
      send: (message) => {
        if (isNewest()) this.send(message);
      },
      filmStarted: (film) => this.filmStarted(film),
      lookStarted: () => this.lookStarted(),
      filmLate: () => this.filmLate(),
      filmClosed: (recordingId) => this.filmClosed(recordingId),
    };
  }

  send(message: Said): void {
    if (!this.connected) return;
    switch (message.type) {
      case 'fresh?':
        this.answeredMs = this.#clock.worldMs;
        this.#to?.fresh(message.nonce);
        return;
      case 'receipt': {
        const kept = this.receipts.get(message.seq);
        const differs = kept !== undefined && kept !== message.receipt;
        if (differs) this.forked.push(message.seq);
        if (kept === undefined || this.#lastWord) this.#put(message.seq, message.receipt);
        else if (differs) this.forks.push(message.receipt);
        this.#to?.acknowledged(message.seq);
        return;
      }
      case 'resume-wanted':
        this.wantsResume = true;
        return;
      case 'time-wanted':
        this.timeNonce = message.nonce;
        return;
      case 'approval-wanted':
        this.waiting.add(message.knock);
        this.everWaited.add(message.knock);
        return;
      case 'approval-over':
        this.waiting.delete(message.knock);
        return;
      case 'hello':
      case 'response':
      case 'state-changed':
      case 'recording-started':
      case 'recording-closed':
      case 'look-started':
      case 'roster':
      case 'move':
      case 'mail':
      case 'log-seen':
        return;
    }
  }

  filmStarted(film: OutgoingFilm): void {
    this.films?.started(film);
  }

  lookStarted(): void {
    // Looks have tests of their own.
  }

  /** Its lines are never slow: a slow one has tests of its own. */
  filmLate(): boolean {
    return false;
  }

  filmClosed(recordingId: Uint8Array): void {
    this.films?.closed(recordingId);
  }

  #put(seq: number, receipt: string): void {
    this.receipts.set(seq, receipt);
    this.#hashes.length = Math.min(this.#hashes.length, seq);
  }

  get #to(): Hub['atHome'] {
    return this.hub && this.#side(this.hub);
  }
}
