import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../store/records.ts';
import type { Tenant, Write } from '../store/store.ts';

/** What a route's handler is given: validated input, and the way to keep changes together with the answer. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Only handlers of routes with a role have one. */
  readonly session: Session;
  /**
   * Applies the writes with the request's idempotency key and answers `answer`; a request that was answered before gets that
   * answer instead. Throws the problem `conflict` where a write does not fit.
   */
  readonly commit: <A>(tenant: Tenant, writes: readonly Write[], answer: A) => Promise<A>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type Handler<P, Q, B, A> = (call: Call<P, Q, B>) => Promise<A>;

/** How repeated writes with one idempotency key are kept from happening twice. */
export type Repeats =
  /** Answer and key are kept in the store, in the transaction of the writes. */
  | 'stored'
  /** As `stored`, but the handler may run before the store is asked: what it does is harmless twice. */
  | 'stored-late'
  /** Nothing is written here: the answer is kept in memory for a minute, and who receives the message bears repeats. */
  | 'relayed'
  /** The caller's key makes it the same thing again. */
  | 'by-nature';
