/** One call of a carrier's, or one webhook to it: never a body, a query, a path's ids, a token or a secret. */
export interface LogEntry {
  readonly kind: 'call' | 'webhook';
  readonly atMs: number;
  /** `POST /api/carrier/visits/:visitId/blocks`, or the event's name. */
  readonly what: string;
  /** 0: nothing was answered. */
  readonly status: number;
  readonly ms: number;
  /** The request's id, or the webhook's. */
  readonly id: string;
  /** First letters of the idempotency key: enough to find it in one's own log. */
  readonly keyPrefix?: string;
  /** The principal: the carrier itself, or one of its programs. */
  readonly by?: string;
}

export interface NumberedEntry extends LogEntry {
  readonly n: number;
}

const LIMIT_ENTRIES = 300;
const LIMIT_CARRIERS = 2_000;

/**
 * The last calls and webhooks of each carrier, in this process's memory only: a ring that helps whoever builds against the API, no
 * record. Each node has its own, and it is gone when the process is.
 */
export class CallLog {
  readonly #rings = new Map<string, NumberedEntry[]>();
  #n = 0;

  note(carrierId: string, entry: LogEntry): void {
    const ring = this.#rings.get(carrierId) ?? [];
    ring.push({ ...entry, n: ++this.#n });
    if (ring.length > LIMIT_ENTRIES) ring.shift();
    this.#rings.delete(carrierId);
    this.#rings.set(carrierId, ring);
    const oldest = this.#rings.keys().next().value;
    if (this.#rings.size > LIMIT_CARRIERS && oldest !== undefined) this.#rings.delete(oldest);
  }

  /** Newest first. */
  of(carrierId: string): readonly NumberedEntry[] {
    return [...(this.#rings.get(carrierId) ?? [])].reverse();
  }
}
