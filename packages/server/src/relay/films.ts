import type { channel } from '@latchkey/contract';
import type { OpenBlob } from '../blobs/blobs.ts';
import type { Bus } from '../bus.ts';
import type { HubLine } from '../channel/line.ts';
import type { Effects } from '../effects.ts';
import { short, textOf } from '../ids.ts';
import type { Metrics } from '../metrics.ts';
import type { Recording } from '../store/records.ts';
import type { Tenant } from '../store/store.ts';
import type { Viewer } from './audience.ts';
import { Film } from './film.ts';

type Started = Extract<channel.HubToServer, { type: 'recording-started' }>;

const ID_BYTES = 16;
/** Of one hub at one time: more doors than a hub has. */
const LIMIT_FILMS = 16;

/** Where a look goes: to whoever watches it, and nowhere else. */
const unkept: OpenBlob = { bytes: 0, append: () => Promise.resolve(), close: () => Promise.resolve() };

/**
 * The place of one film, under way or watched. With the household's id, because a recording's is its hub's choice: whoever knows another
 * household's neither shows it anything nor takes its place.
 */
const placeOf = (homeId: string, recordingId: string): string => `${homeId} ${recordingId}`;

/** The recordings that hubs are sending now, and who watches them. All by their place. */
export class Films {
  readonly #films = new Map<string, Film>();
  readonly #viewers = new Map<string, Set<Viewer>>();
  /** Of these films, those that are looks. */
  readonly #looks = new Set<string>();
  readonly #effects: Effects;
  readonly #bus: Bus;
  readonly #metrics: Metrics;
  /** Of one film, one start or end after the other: two lines of one hub must not open it twice. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(effects: Effects, bus: Bus, metrics: Metrics) {
    this.#effects = effects;
    this.#bus = bus;
    this.#metrics = metrics;
  }

  /** Opens or goes on with a recording and tells the hub from which byte to send. */
  start(line: HubLine, homeId: string, started: Started): void {
    this.#inTurn(line, placeOf(homeId, started.recordingId), (place) => this.#start(line, homeId, started, place));
  }

  /**
   * A member's look begins: the same film, kept nowhere. At once, because its first record is right behind. False: the id is taken, or
   * this hub sends more than it has doors.
   */
  show(line: HubLine, homeId: string, recordingId: string): boolean {
    const place = placeOf(homeId, recordingId);
    if (this.#films.has(place) || this.#turns.has(place) || this.#isFull(line)) return false;
    const film = new Film(line, recordingId, unkept, undefined, this.#audience(place), {
      clock: this.#effects.clock,
      grown: () => Promise.resolve(),
      failed: (error) => this.#lost(place, line, error),
    });
    this.#films.set(place, film);
    this.#looks.add(place);
    return true;
  }

  /** Whether this is a look of that household, under way. */
  isLook(recordingId: string, homeId: string): boolean {
    return this.#looks.has(placeOf(homeId, recordingId));
  }

  /** One binary message of a hub's line. False: it belongs to no recording of this line, or is no film. */
  take(line: HubLine, homeId: string, frame: Buffer): boolean {
    if (frame.length <= ID_BYTES) return false;
    const film = this.#films.get(placeOf(homeId, textOf(frame.subarray(0, ID_BYTES))));
    if (film?.line !== line) return false;
    try {
      film.take(frame.subarray(ID_BYTES), frame);
    } catch {
      return false;
    }
    this.#metrics.filmBytes.inc(frame.length - ID_BYTES);
    return true;
  }

  finish(line: HubLine, homeId: string, recordingId: string): void {
    this.#inTurn(line, placeOf(homeId, recordingId), (place) => this.#finish(line, homeId, recordingId, place));
  }

  lineEnded(line: HubLine): void {
    for (const [place, film] of this.#films) {
      if (film.line !== line) continue;
      // Nobody has what a look showed, so that there is nothing to go on from.
      if (this.#looks.has(place)) this.#closed(place);
      else void film.pause();
    }
  }

  /** Shows a recording as it comes; the nonce a viewer sends goes to the hub. The answer ends it. */
  watch(homeId: string, recordingId: string, viewer: Viewer): () => void {
    const place = placeOf(homeId, recordingId);
    const viewers = this.#audience(place);
    viewers.add(viewer);
    this.#metrics.viewers.inc();
    this.#films.get(place)?.welcome(viewer);
    return () => {
      if (viewers.delete(viewer)) this.#metrics.viewers.dec();
      if (viewers.size === 0 && !this.#films.has(place)) this.#viewers.delete(place);
    };
  }

  nonce(homeId: string, recordingId: string, nonce: string): void {
    this.#films.get(placeOf(homeId, recordingId))?.line.send({ type: 'viewer-nonce', recordingId, nonce });
  }

  /** For an orderly end: what was taken in becomes durable. */
  async pauseAll(): Promise<void> {
    await Promise.all([...this.#films.values()].map((film) => film.pause()));
    for (const viewers of this.#viewers.values()) for (const viewer of viewers) viewer.end();
  }

  #inTurn(line: HubLine, place: string, work: (place: string) => Promise<void>): void {
    const before = this.#turns.get(place) ?? Promise.resolve();
    const turn = before
      .then(() => work(place))
      .catch((error: unknown) => this.#failed(line, error))
      .finally(() => {
        if (this.#turns.get(place) === turn) this.#turns.delete(place);
      });
    this.#turns.set(place, turn);
  }

  async #start(line: HubLine, homeId: string, started: Started, place: string): Promise<void> {
    const { recordingId, visitId, door } = started;
    const going = this.#films.get(place);
    if (going !== undefined) {
      // The id is the hub's choice: another hub's recording is not its to go on with.
      if (going.line.hubId === line.hubId) await going.continueOn(line);
      else line.close('garbage');
      return;
    }
    if (this.#isFull(line)) {
      line.close('tooMuch');
      return;
    }
    const row = await this.#row(homeId, { recordingId, visitId, homeId, hubId: line.hubId, door, bytes: 0, startedMs: this.#effects.clock.nowMs(), closed: false }); // prettier-ignore
    if (row === undefined) {
      line.close('garbage');
      return;
    }
    if (row.closed) {
      line.send({ type: 'recording-ack', recordingId, bytes: row.bytes });
      return;
    }
    const blob = await this.#effects.blobs.open(recordingId, row.bytes);
    const film = new Film(line, recordingId, blob, await this.#initOf(recordingId, blob.bytes), this.#audience(place), {
      clock: this.#effects.clock,
      grown: (bytes, closed) => this.#grown(row, bytes, closed),
      failed: (error) => this.#lost(place, line, error),
    });
    this.#films.set(place, film);
    film.acknowledge();
    this.#bus.tell('home', homeId, { type: 'recording', recordingId, visitId, door, closed: false });
  }

  #isFull({ hubId }: HubLine): boolean {
    let own = 0;
    for (const { line } of this.#films.values()) if (line.hubId === hubId) own += 1;
    return own >= LIMIT_FILMS;
  }

  async #finish(line: HubLine, homeId: string, recordingId: string, place: string): Promise<void> {
    const film = this.#films.get(place);
    if (film?.line === line) {
      await film.close();
      this.#closed(place);
    } else if (film === undefined) {
      // Closed before, and the hub did not hear of it.
      const row = await this.#effects.store.recording({ role: 'home', id: homeId }, recordingId);
      if (row?.closed === true) line.send({ type: 'recording-ack', recordingId, bytes: row.bytes });
    }
  }

  async #row(homeId: string, recording: Recording): Promise<Recording | undefined> {
    const tenant: Tenant = { role: 'home', id: homeId };
    const outcome = await this.#effects.store.write(tenant, [{ kind: 'recording', recording }]);
    return outcome.ok ? this.#effects.store.recording(tenant, recording.recordingId) : undefined;
  }

  /** After a restart newcomers need the first record again; it is on disk. */
  async #initOf(recordingId: string, bytes: number): Promise<Uint8Array | undefined> {
    if (bytes < 4) return undefined;
    const length = await this.#effects.blobs.read(recordingId, 0, 4);
    const size = new DataView(length.buffer, length.byteOffset, 4).getUint32(0) + 4;
    return size > bytes ? undefined : this.#effects.blobs.read(recordingId, 0, size);
  }

  async #grown(
    { recordingId, hubId, homeId, visitId, door }: Recording,
    bytes: number,
    closed: boolean,
  ): Promise<void> {
    const write = { kind: 'recording-grown', recordingId, hubId, bytes, closed } as const;
    const tenant: Tenant = { role: 'home', id: homeId };
    const outcome = await this.#effects.store.write(tenant, [write]);
    if (!outcome.ok) throw new Error('the recording is gone');
    if (closed) this.#bus.tell('home', homeId, { type: 'recording', recordingId, visitId, door, closed });
  }

  #closed(place: string): void {
    this.#films.delete(place);
    this.#looks.delete(place);
    for (const viewer of this.#viewers.get(place) ?? []) viewer.end();
    this.#viewers.delete(place);
  }

  #audience(place: string): Set<Viewer> {
    const viewers = this.#viewers.get(place) ?? new Set();
    this.#viewers.set(place, viewers);
    return viewers;
  }

  /** What could not be written is forgotten here; the hub has it and sends it again from the last acknowledged byte. */
  #lost(place: string, line: HubLine, error: unknown): void {
    this.#films.delete(place);
    this.#looks.delete(place);
    this.#failed(line, error);
  }

  #failed(line: HubLine, error: unknown): void {
    const why = error instanceof Error ? error.message : 'unknown';
    this.#effects.log.error({ hub: short(line.hubId), why }, 'film not kept');
    line.close('goingAway');
  }
}
