import { RecordSplitter, type RawRecord } from '@latchkey/media';
import type { OpenBlob } from '../blobs/blobs.ts';
import type { HubLine } from '../channel/line.ts';
import type { Clock } from '../effects.ts';
import type { Viewer } from './audience.ts';

/** What a film does beyond itself. */
export interface FilmEffects {
  readonly clock: Clock;
  /** Makes the durable length known; resolves when that is durable too. */
  readonly grown: (bytes: number, closed: boolean) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** The hub keeps everything that is not acknowledged; its own disk confirms once a second, too. */
const WRITE_EVERY_MS = 1000;
const WRITE_AT_BYTES = 256 * 1024;
const STOP_READING_AT_BYTES = 16 * 1024 * 1024;
/** A group of pictures that grows past this is not kept for newcomers; they wait for the next key record. */
const LIMIT_GOP_BYTES = 8 * 1024 * 1024;

/** One recording that is being taken in: appended byte for byte, and shown as it comes. It has no key and sees no picture. */
export class Film {
  readonly #id: Uint8Array;
  readonly #recordingId: string;
  readonly #blob: OpenBlob;
  readonly #effects: FilmEffects;
  readonly #viewers: Set<Viewer>;
  #line: HubLine;
  #splitter = new RecordSplitter();
  #init: Uint8Array | undefined;
  #gop: Uint8Array[] = [];
  #gopBytes = 0;
  #durable: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #closing = false;
  #cancelTimer: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    line: HubLine,
    recordingId: string,
    blob: OpenBlob,
    init: Uint8Array | undefined,
    viewers: Set<Viewer>,
    effects: FilmEffects,
  ) {
    // prettier-ignore
    this.#line = line;
    this.#recordingId = recordingId;
    this.#id = Buffer.from(recordingId, 'base64url');
    this.#blob = blob;
    this.#durable = blob.bytes;
    this.#init = init;
    this.#viewers = viewers;
    this.#effects = effects;
    for (const viewer of viewers) this.welcome(viewer);
  }

  get line(): HubLine {
    return this.#line;
  }

  welcome(viewer: Viewer): void {
    viewer.begin(this.#id, this.#init, this.#gop);
  }

  /** A new line of the same hub goes on: everything taken in becomes durable first, then the hub hears from where to send. */
  async continueOn(line: HubLine): Promise<void> {
    this.#line = line;
    this.#splitter = new RecordSplitter();
    await this.#flush();
    this.acknowledge();
  }

  acknowledge(): void {
    this.#line.send({ type: 'recording-ack', recordingId: this.#recordingId, bytes: this.#durable });
  }

  /** Throws `Malformed` where the bytes are not records. */
  take(bytes: Uint8Array, frame: Uint8Array): void {
    const aligned = this.#splitter.pending === 0;
    const records = this.#splitter.push(bytes);
    if (records.length === 0) return;
    const whole = aligned && this.#splitter.pending === 0;
    const message = whole ? frame : Buffer.concat([this.#id, ...records.map((r) => r.bytes)]);
    for (const record of records) this.#remember(record);
    for (const viewer of this.#viewers) viewer.show(this.#id, message, records);
    this.#keep(message.subarray(this.#id.length));
  }

  async close(): Promise<void> {
    // The hub forgets a film that is acknowledged whole: that it is closed must be as durable as its bytes by then.
    this.#closing = true;
    await this.#flush();
    await this.#effects.grown(this.#durable, true);
    await this.#blob.close();
    this.acknowledge();
  }

  /** The hub's line ended: what was taken in stays, the rest comes again. */
  async pause(): Promise<void> {
    await this.#flush();
  }

  #remember(record: RawRecord): void {
    // A record is a view into a larger frame: what is kept is copied, or one record would hold the whole frame.
    const bytes = Uint8Array.from(record.bytes);
    if (record.type === 'init') {
      this.#init = bytes;
      return;
    }
    if (record.type === 'key') {
      this.#gop = [];
      this.#gopBytes = 0;
    } else if (this.#gop.length === 0) return;
    this.#gop.push(bytes);
    this.#gopBytes += bytes.length;
    if (this.#gopBytes > LIMIT_GOP_BYTES) this.#gop = [];
  }

  #keep(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > STOP_READING_AT_BYTES) this.#line.pause();
    if (this.#waitingBytes >= WRITE_AT_BYTES) void this.#flush();
    else this.#cancelTimer ??= this.#effects.clock.after(WRITE_EVERY_MS, () => void this.#flush());
  }

  /** Many frames, one write and one fdatasync; one at a time. Never rejects: a failure is told once, and acknowledges nothing. */
  #flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#writing = this.#writing.then(() => this.#write()).catch((error: unknown) => this.#effects.failed(error));
    return this.#writing;
  }

  async #write(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    await this.#blob.append(bytes);
    this.#durable += bytes.length;
    await this.#effects.grown(this.#durable, false);
    this.#line.resume();
    if (!this.#closing) this.acknowledge();
  }
}
