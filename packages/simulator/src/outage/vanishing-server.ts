import { FilmOutbox, type OutgoingFilm } from '@latchkey/hub/channel';
import type { VirtualClock } from '@latchkey/hub/virtual-time';
import { fromBase64url, NO_BYTES, readReceipt, toBase64url } from '@latchkey/protocol';
import { primitives } from '../people.ts';
import { SimulatedServer, type Said } from '../server.ts';
import { OutageLog } from './public-log.ts';
import { FILM_BYTES, type Shelf } from './shelf.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** On the way, there and back. */
const ACK_MS = 40;

interface Backup {
  readonly receipts: number;
  readonly logSize: number;
}

/** A vendor's server that is gone one day for thirty days: receipts it takes in their order only, films byte after byte, and a public log of both. */
export class VanishingServer extends SimulatedServer {
  readonly log = new OutageLog();
  readonly shelf: Shelf;
  readonly #clock: VirtualClock;
  #cancelAck: () => void = () => undefined;
  /** Numbers of the receipts that came since the server is back, in the order in which they came. */
  readonly arrivals: number[] = [];
  /** Messages since then. */
  said = 0;
  mostAtOnce = 0;
  #breaks: { readonly after: number; readonly how: () => void } | undefined;
  /** It knows no such household, and keeps nothing of it. */
  #isStranger = false;
  #outbox: FilmOutbox;
  readonly #filmBytes = new Map<string, number>();
  /** Films announced and not delivered, on this line. */
  readonly #announced = new Set<string>();

  constructor(clock: VirtualClock, shelf: Shelf) {
    super(clock, false);
    this.#clock = clock;
    this.shelf = shelf;
    this.#outbox = this.#newOutbox();
  }

  get filmsLeft(): number | undefined {
    return this.#outbox.left;
  }

  backup(): Backup {
    return { receipts: this.receipts.size, logSize: this.log.size };
  }

  vanish(): void {
    this.connected = false;
    this.log.reachable = false;
  }

  /** Its disk is lost, and this is what it is put back from; absent: nothing. */
  putBack(backup?: Backup): void {
    this.keepOnly(backup?.receipts ?? 0);
    this.#filmBytes.clear();
    if (backup === undefined) this.log.beginAnew();
    else this.log.putBack(backup.logSize);
  }

  /** From here on it is counted what comes; the line breaks once, when so many receipts have. */
  watchReturn(breaksAfter: number, breaksBy: () => void): void {
    this.arrivals.length = 0;
    this.said = 0;
    this.#breaks = { after: breaksAfter, how: breaksBy };
  }

  /** A hub that has just started adds what its disk holds. */
  found(): void {
    this.#outbox = this.#newOutbox();
    for (const film of this.shelf.films.values()) this.#outbox.add(film, FILM_BYTES, true);
    this.#outbox.foundAll();
  }

  /** The line is there, before any word. */
  comeBack(knows: boolean): void {
    this.#cancelAck();
    this.connected = true;
    this.log.reachable = true;
    this.#isStranger = !knows;
  }

  /** It has this household, and is about to say so. */
  meets(): void {
    this.#isStranger = false;
  }

  lineUp(): void {
    this.#announced.clear();
    this.#outbox.lineUp();
  }

  override send(message: Said): void {
    if (!this.connected) return;
    this.said++;
    if (this.#isStranger) return;
    if (message.type === 'receipt') this.#keep(message.seq, message.receipt);
    else if (message.type === 'recording-started' || message.type === 'recording-closed') this.#film(message);
    else super.send(message);
  }

  protected override readonly films = {
    started: (film: OutgoingFilm) => {
      this.shelf.put(film);
      this.#outbox.add(film, FILM_BYTES);
    },
    closed: (recordingId: Uint8Array) => this.#outbox.closed(recordingId),
  };

  #film({ type, recordingId }: Extract<Said, { type: 'recording-started' | 'recording-closed' }>): void {
    if (type === 'recording-started') this.#announced.add(recordingId);
    else this.#announced.delete(recordingId);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#announced.size);
    this.#outbox.acknowledged(recordingId, this.#filmBytes.get(recordingId) ?? 0);
  }

  #newOutbox(): FilmOutbox {
    const isConnected = () => this.connected;
    const line = {
      get connected() {
        return isConnected();
      },
      bufferedBytes: 0,
      send: (message: Said) => this.send(message),
      sendFilm: (recordingId: Uint8Array, bytes: Uint8Array) => {
        const name = toBase64url(recordingId);
        this.#filmBytes.set(name, (this.#filmBytes.get(name) ?? 0) + bytes.length);
      },
    };
    return new FilmOutbox(this.shelf, line, quiet, () => this.#clock.nowMs);
  }

  /** One that does not follow is not kept. */
  #keep(seq: number, receipt: string): void {
    this.arrivals.push(seq);
    const kept = this.receipts.get(seq);
    if (kept !== undefined && kept !== receipt) this.forked.push(seq);
    if (seq === this.receipts.size + 1) {
      const read = readReceipt(primitives, fromBase64url(receipt) ?? NO_BYTES, this.head);
      if (!read.ok) return;
      this.receipts.set(seq, receipt);
      this.log.add(read.link.hash);
    }
    const breaks = this.#breaks;
    if (breaks !== undefined && this.arrivals.length >= breaks.after) {
      this.#breaks = undefined;
      breaks.how();
    } else this.#acknowledge();
  }

  /** Many receipts are one answer, and an answer dies with its line. */
  #acknowledge(): void {
    this.#cancelAck();
    this.#cancelAck = this.#clock.after(ACK_MS, () => {
      if (this.connected) this.hub?.line.acknowledged(this.receipts.size);
    });
  }
}
