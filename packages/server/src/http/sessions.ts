import type { Clock } from '../effects.ts';
import { bytesIn, textOf, type Random } from '../ids.ts';
import type { Session, SessionRole } from '../store/records.ts';
import { SERVER, type Store, type Write } from '../store/store.ts';

const THIRTY_DAYS_MS = 30 * 24 * 60 * 60 * 1000;
const LIMIT_CACHED = 20_000;

interface SessionEffects {
  readonly store: Pick<Store, 'session' | 'write'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (data: Uint8Array) => Uint8Array;
}

/** Who calls. Tokens exist only at the caller; here and in the store are their hashes. */
export class Sessions {
  readonly #effects: SessionEffects;
  readonly #cache = new Map<string, Session>();
  /** What ends with a session: event streams and live pictures (P11). By token hash. */
  readonly #watchers = new Map<string, Set<() => void>>();
  #endings = 0;

  constructor(effects: SessionEffects) {
    this.#effects = effects;
  }

  /** A new session as a write for the transaction that makes its principal. */
  make(
    role: SessionRole,
    principalId: string,
    tenantId: string,
    lifetimeMs = THIRTY_DAYS_MS,
  ): { readonly token: string; readonly write: Write } {
    const token = this.#effects.random(32);
    const createdMs = this.#effects.clock.nowMs();
    const session: Session = {
      tokenHash: this.#effects.sha256(token),
      role,
      principalId,
      tenantId,
      createdMs,
      expiresMs: createdMs + lifetimeMs,
    };
    return { token: textOf(token), write: { kind: 'session', session } };
  }

  /** Undefined for a token that is malformed, unknown, ended, expired or of another role: all look alike. */
  async find(token: string | undefined, role: SessionRole): Promise<Session | undefined> {
    const bytes = token?.length === 43 ? bytesIn(token) : undefined;
    if (bytes === undefined) return undefined;
    const tokenHash = this.#effects.sha256(bytes);
    const key = textOf(tokenHash);
    const session = this.#cache.get(key) ?? (await this.#load(tokenHash));
    if (session?.role !== role || session.expiresMs <= this.#effects.clock.nowMs()) return undefined;
    this.#remember(key, session);
    return session;
  }

  /** This session showed a passkey, here and in the store. */
  async showed(session: Session, passkeyMs: number): Promise<void> {
    await this.#effects.store.write(SERVER, [{ kind: 'session-passkey', tokenHash: session.tokenHash, passkeyMs }]);
    const key = textOf(session.tokenHash);
    const cached = this.#cache.get(key);
    if (cached !== undefined) this.#cache.set(key, { ...cached, passkeyMs });
  }

  /** For what stays open after `find`: false once the session ended, though it were while the caller waited for something else. */
  holds(session: Session): boolean {
    return this.#cache.has(textOf(session.tokenHash));
  }

  /** Calls `close` when the session ends; the answer stops watching. */
  watch(session: Session, close: () => void): () => void {
    const key = textOf(session.tokenHash);
    const watchers = this.#watchers.get(key) ?? new Set();
    watchers.add(close);
    this.#watchers.set(key, watchers);
    return () => {
      watchers.delete(close);
      if (watchers.size === 0) this.#watchers.delete(key);
    };
  }

  /** After the session's row is gone. */
  ended(session: Session): void {
    this.#endings++;
    this.#end(textOf(session.tokenHash));
  }

  /** After rows of sessions of these principals are gone: whoever is not among `staying` is cut off. */
  endedExcept(tenantId: string, staying: ReadonlySet<string>): void {
    this.#endings++;
    for (const [key, s] of this.#cache) if (s.tenantId === tenantId && !staying.has(s.principalId)) this.#end(key);
  }

  /** After every session of this principal is gone from the store. */
  endedOf(principalId: string): void {
    this.#endings++;
    for (const [key, s] of this.#cache) if (s.principalId === principalId) this.#end(key);
  }

  /** A row that was read while sessions ended may be one of theirs: it is read again, or it would be remembered for ever. */
  async #load(tokenHash: Uint8Array): Promise<Session | undefined> {
    for (;;) {
      const before = this.#endings;
      const session = await this.#effects.store.session(tokenHash);
      if (before === this.#endings) return session;
    }
  }

  #end(key: string): void {
    this.#cache.delete(key);
    for (const close of this.#watchers.get(key) ?? []) close();
    this.#watchers.delete(key);
  }

  #remember(key: string, session: Session): void {
    this.#cache.delete(key);
    this.#cache.set(key, session);
    if (this.#cache.size <= LIMIT_CACHED) return;
    // A session that is watched stays, or `endedExcept` could not find it.
    for (const old of this.#cache.keys()) {
      if (this.#watchers.has(old)) continue;
      this.#cache.delete(old);
      return;
    }
  }
}
