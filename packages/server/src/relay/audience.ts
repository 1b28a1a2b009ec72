import type { RawRecord } from '@latchkey/media';
import type { WebSocket } from 'ws';
import type { Clock } from '../effects.ts';

/** Past this much backlog a viewer skips to the next key record; a delta alone is never dropped, or nothing after it could be decoded. */
const LATE_AFTER_MS = 1_000;
/** A viewer that does not read at all. */
const LIMIT_QUEUED_BYTES = 8 * 1024 * 1024;

/** One person's live picture. */
export class Viewer {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  /** When each message that is not yet with the operating system was handed over. */
  readonly #waitingSinceMs: number[] = [];
  #skipping = true;

  constructor(socket: WebSocket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
  }

  /** Init record and current GOP; an empty GOP means waiting for the next key record. */
  begin(id: Uint8Array, init: Uint8Array | undefined, gop: readonly Uint8Array[]): void {
    const records = init === undefined ? gop : [init, ...gop];
    this.#skipping = gop.length === 0;
    if (records.length > 0) this.#send(Buffer.concat([id, ...records]));
  }

  /** `message` is the whole message for viewers that keep up; `records` what is in it. */
  show(id: Uint8Array, message: Uint8Array, records: readonly RawRecord[]): void {
    const [oldest] = this.#waitingSinceMs;
    if (oldest !== undefined && this.#clock.nowMs() - oldest > LATE_AFTER_MS) this.#skipping = true;
    if (!this.#skipping) {
      this.#send(message);
      return;
    }
    const first = records.findIndex((r) => r.type === 'init' || r.type === 'key' || r.type === 'close');
    if (first < 0 || (oldest !== undefined && records[first]?.type !== 'close')) return;
    this.#skipping = records[first]?.type === 'init';
    this.#send(Buffer.concat([id, ...records.slice(first).map(({ bytes }) => bytes)]));
  }

  end(): void {
    this.#socket.close(1000, 'closed');
  }

  #send(message: Uint8Array): void {
    if (this.#socket.bufferedAmount > LIMIT_QUEUED_BYTES) {
      this.#socket.terminate();
      return;
    }
    this.#waitingSinceMs.push(this.#clock.nowMs());
    this.#socket.send(message, () => this.#waitingSinceMs.shift());
  }
}
