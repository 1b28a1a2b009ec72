import { toBase64url } from '@latchkey/protocol';
import type { channel } from '@latchkey/contract';
import type { Log } from '../agent/ports.ts';

const PIECE_BYTES = 256 * 1024;
const BUFFERED_BYTES = 512 * 1024;
/**
 * Film that is under way and not acknowledged. Receipts, answers and pongs share the socket, and wait behind what this process, the kernel and every router
 * on the way hold of it: an alarm that film is late must not. The server acknowledges each 256 kB, so that a fast line does not wait for it.
 */
const WINDOW_BYTES = 512 * 1024;
const PAUSE_MS = 50;
/** Of films that are over and wait; a server bears only so many at a time. One that is being made never waits for them. */
const LIMIT_OVER = 8;
/** So much later than the spool the server may have what is being filmed (docs/protocol/recording.md §11) … */
const LATE_MS = 5000;
/** … and it has caught up when it is no later than this: its own writing takes a second. */
const CAUGHT_UP_MS = 2000;
/** What the spool got within this time is as old as the first of it. */
const MARK_MS = 250;
/** Beyond it marks grow coarser at their newest end; the oldest is what counts. */
const LIMIT_MARKS = 1000;

/** The part of the spool that sending needs. */
export interface FilmStore {
  readRecords(recordingId: Uint8Array, offset: number, maxBytes: number): Promise<Uint8Array>;
  remove(recordingId: Uint8Array): Promise<void>;
}

export interface FilmLine {
  readonly connected: boolean;
  readonly bufferedBytes: number;
  send(message: channel.HubToServer): void;
  sendFilm(recordingId: Uint8Array, bytes: Uint8Array): void;
}

export interface OutgoingFilm {
  readonly recordingId: Uint8Array;
  /** base64url */
  readonly visitId: string;
  readonly door: number;
}

interface Outgoing extends OutgoingFilm {
  /** The next byte to send; undefined until the server has said where it stands. */
  at: number | undefined;
  /** What the server has durably. */
  ackedBytes: number;
  sizeBytes: number;
  closed: boolean;
  closeSent: boolean;
  /** The server has been told of it, on this line. */
  announced: boolean;
  pumping: boolean;
  /** Something happened while the spool was being read: look once more. */
  again: boolean;
  /** What the server does not have durably: up to which byte, and since when the spool has the first of it. Oldest first. */
  marks: Mark[];
  late: boolean;
}

interface Mark {
  readonly sinceMs: number;
  toByte: number;
}

/**
 * Film on its way to the server: the same bytes live and later. The spool has everything first; whatever the line lost is read from
 * there again, from the byte that the server names. A film leaves the spool when the server has all of it.
 */
export class FilmOutbox {
  readonly #store: FilmStore;
  readonly #line: FilmLine;
  readonly #log: Log;
  readonly #nowMs: () => number;
  readonly #films = new Map<string, Outgoing>();
  readonly #looks = new Set<string>();
  #allFound = false;
  #upMs = 0;

  /** `nowMs`: of a monotonic clock. */
  constructor(store: FilmStore, line: FilmLine, log: Log, nowMs: () => number) {
    this.#store = store;
    this.#line = line;
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /** `sizeBytes` and `closed` are for what a start finds in the spool. */
  add(film: OutgoingFilm, sizeBytes = 0, closed = false): void {
    const known = this.#films.get(toBase64url(film.recordingId));
    const outgoing = known ?? {
      ...film,
      at: undefined,
      ackedBytes: 0,
      sizeBytes,
      closed,
      closeSent: false,
      announced: false,
      pumping: false,
      again: false,
      marks: [],
      late: false,
    };
    this.#films.set(toBase64url(film.recordingId), outgoing);
    if (outgoing.closed) this.#announceOver();
    else this.#announce(outgoing);
  }

  /** Whatever a start found in the spool has been added. */
  foundAll(): void {
    this.#allFound = true;
  }

  /** How many films the server does not have whole; undefined until a start has looked. */
  get left(): number | undefined {
    return this.#allFound ? this.#films.size : undefined;
  }

  /** Its time is over: it goes nowhere any more. */
  forget(recordingId: Uint8Array): void {
    this.#films.delete(toBase64url(recordingId));
    this.#announceOver();
  }

  /** A look: its records go out as they come, or not at all. It ends with the line that it began on. */
  show(recordingId: Uint8Array, door: number): void {
    this.#looks.add(toBase64url(recordingId));
    this.#line.send({ type: 'look-started', recordingId: toBase64url(recordingId), door });
  }

  /** The spool has grown by these bytes; when nothing waits before them they go out without being read again. */
  grown(recordingId: Uint8Array, offset: number, bytes: Uint8Array): void {
    if (this.#looks.has(toBase64url(recordingId))) {
      // Whole records: a viewer goes on at the next key record.
      if (this.#line.connected && this.#line.bufferedBytes < BUFFERED_BYTES) this.#line.sendFilm(recordingId, bytes);
      return;
    }
    const film = this.#films.get(toBase64url(recordingId));
    if (film === undefined) return;
    film.sizeBytes = Math.max(film.sizeBytes, offset + bytes.length);
    mark(film, this.#nowMs());
    const direct =
      this.#line.connected &&
      !film.pumping &&
      film.at === offset &&
      this.#line.bufferedBytes < BUFFERED_BYTES &&
      !isFull(film);
    if (!direct) {
      this.#pump(film);
      return;
    }
    film.at = offset + bytes.length;
    this.#line.sendFilm(recordingId, bytes);
  }

  /**
   * Whether the server falls behind with a film that is being made; asked every second. While there is no line it stays as it was: that is a silence, and the server's
   * to tell. What a line brings back has as long to catch up as anything else.
   */
  isLate(recordingId: Uint8Array): boolean {
    const film = this.#films.get(toBase64url(recordingId));
    if (film === undefined || !this.#line.connected) return film?.late ?? false;
    const nowMs = this.#nowMs();
    const behindMs = nowMs - (film.marks[0]?.sinceMs ?? nowMs);
    film.late = film.late ? behindMs > CAUGHT_UP_MS : Math.min(behindMs, nowMs - this.#upMs) > LATE_MS;
    return film.late;
  }

  closed(recordingId: Uint8Array): void {
    const name = toBase64url(recordingId);
    if (this.#looks.delete(name)) this.#line.send({ type: 'recording-closed', recordingId: name });
    const film = this.#films.get(name);
    if (film === undefined) return;
    film.closed = true;
    this.#pump(film);
  }

  lineUp(): void {
    this.#upMs = this.#nowMs();
    this.#looks.clear();
    for (const film of this.#films.values()) {
      film.announced = false;
      if (!film.closed) this.#announce(film);
    }
    this.#announceOver();
  }

  /** `bytes` are durable at the server. The first answer after an announcement says where to go on. */
  acknowledged(recordingId: string, bytes: number): void {
    const film = this.#films.get(recordingId);
    if (film === undefined) return;
    film.at ??= bytes;
    film.ackedBytes = bytes;
    film.marks = film.marks.filter(({ toByte }) => toByte > bytes);
    this.#pump(film);
    if (film.closeSent && bytes >= film.sizeBytes) this.#delivered(recordingId, film);
  }

  #announceOver(): void {
    const over = [...this.#films.values()].filter(({ closed }) => closed);
    const room = LIMIT_OVER - over.filter(({ announced }) => announced).length;
    for (const film of over.filter(({ announced }) => !announced).slice(0, Math.max(0, room))) this.#announce(film);
  }

  #announce(film: Outgoing): void {
    if (!this.#line.connected) return;
    film.announced = true;
    film.at = undefined;
    film.closeSent = false;
    const { recordingId, visitId, door } = film;
    this.#line.send({ type: 'recording-started', recordingId: toBase64url(recordingId), visitId, door });
  }

  #pump(film: Outgoing): void {
    film.again = film.pumping;
    if (film.pumping || film.at === undefined || isAllSent(film) || isFull(film)) return;
    film.pumping = true;
    this.#send(film)
      .catch((error: unknown) => this.#log.error({ error: String(error) }, 'film could not be read from the spool'))
      .finally(() => {
        film.pumping = false;
        if (film.again) this.#pump(film);
      });
  }

  async #send(film: Outgoing): Promise<void> {
    while (this.#line.connected && film.at !== undefined && !isFull(film)) {
      if (this.#line.bufferedBytes >= BUFFERED_BYTES) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        continue;
      }
      const from = film.at;
      if (from >= film.sizeBytes && film.sizeBytes > 0) {
        this.#end(film);
        return;
      }
      const bytes = await this.#store.readRecords(film.recordingId, from, pieceOf(film, from));
      // The line may have been lost and found meanwhile, and the server may stand elsewhere.
      if (film.at !== from) continue;
      if (bytes.length === 0) {
        this.#end(film);
        return;
      }
      film.at = from + bytes.length;
      this.#line.sendFilm(film.recordingId, bytes);
    }
  }

  #end(film: Outgoing): void {
    if (!film.closed || film.closeSent) return;
    film.closeSent = true;
    this.#line.send({ type: 'recording-closed', recordingId: toBase64url(film.recordingId) });
  }

  #delivered(name: string, film: Outgoing): void {
    this.#films.delete(name);
    this.#announceOver();
    this.#store
      .remove(film.recordingId)
      .catch((error: unknown) => this.#log.warn({ error: String(error) }, 'a delivered film stays in the spool'));
  }
}

/** An acknowledgement lets more of it go. */
const isFull = ({ at = 0, ackedBytes }: Outgoing): boolean => at - ackedBytes >= WINDOW_BYTES;

/** The spool has grown to what `sizeBytes` says. */
function mark({ marks, sizeBytes }: Outgoing, nowMs: number): void {
  const last = marks.at(-1);
  if (last !== undefined && (nowMs - last.sinceMs < MARK_MS || marks.length >= LIMIT_MARKS)) last.toByte = sizeBytes;
  else marks.push({ sinceMs: nowMs, toByte: sizeBytes });
}

/** A size of 0 is one that is not known yet. */
const pieceOf = ({ sizeBytes }: Outgoing, from: number): number =>
  sizeBytes > from ? Math.min(PIECE_BYTES, sizeBytes - from) : PIECE_BYTES;

/** Nothing to read from the spool: an acknowledgement of what went out live asks for no more. A size of 0 is one that is not known yet. */
const isAllSent = ({ at = 0, sizeBytes, closed, closeSent }: Outgoing): boolean =>
  sizeBytes > 0 && at >= sizeBytes && (!closed || closeSent);
