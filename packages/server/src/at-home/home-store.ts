import type { Clock } from '../effects.ts';
import { MemoryStore } from '../store/memory.ts';
import type { Series } from '../store/records.ts';
import type { Once, Tenant, Write, WriteOutcome } from '../store/store.ts';

const HOUR_MS = 60 * 60 * 1000;
/** More devices than a household lets in within an hour. */
const LIMIT_ENROLMENTS = 32;

/** Memory of one household. Anybody on its network may leave a device's key here: only so many an hour find room. */
export class HomeStore extends MemoryStore {
  readonly #clock: Clock;
  #sinceMs = -Infinity;
  #enrolled = 0;
  readonly #dropped = new Set<string>();
  /** Grants to people, as the hub holds them at this moment. Nobody writes them here. */
  granted: () => readonly Series[] = () => [];

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
    const { recording, recordingsOfVisit } = this;
    const isKept = (film: { readonly recordingId: string } | undefined) =>
      film !== undefined && !this.#dropped.has(film.recordingId);
    this.recording = async (tenant, recordingId) => {
      const film = await recording(tenant, recordingId);
      return isKept(film) ? film : undefined;
    };
    const own = (tenant: Tenant) =>
      this.granted().filter(({ homeId }) => tenant.role === 'home' && tenant.id === homeId);
    this.allSeries = (tenant, limit) => Promise.resolve(own(tenant).slice(0, limit));
    this.series = (tenant, visitId) => Promise.resolve(own(tenant).find((one) => one.visitId === visitId));
    this.recordingsOfVisit = async (tenant, visitId) => (await recordingsOfVisit(tenant, visitId)).filter(isKept);
  }

  override async write(tenant: Tenant, writes: readonly Write[], once?: Once): Promise<WriteOutcome> {
    const enrols = writes.some(({ kind }) => kind === 'enrolment');
    if (enrols && !this.#hasRoom()) return { ok: false, why: 'conflict', kind: 'enrolment' };
    return super.write(tenant, writes, once);
  }

  dropFilm(recordingId: string): void {
    this.#dropped.add(recordingId);
  }

  #hasRoom(): boolean {
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#sinceMs >= HOUR_MS) {
      this.#sinceMs = nowMs;
      this.#enrolled = 0;
    }
    return this.#enrolled++ < LIMIT_ENROLMENTS;
  }
}
