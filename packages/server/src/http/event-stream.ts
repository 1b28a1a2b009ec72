import type { FastifyReply } from 'fastify';
import type { Clock } from '../effects.ts';
import type { Session } from '../store/records.ts';
import { fail } from './problems.ts';
import type { Sessions } from './sessions.ts';

const HEARTBEAT_MS = 10_000;
/** What a reader that does not read may hold in this process; past it the stream ends and the reader asks anew. */
const LIMIT_QUEUED_BYTES = 256 * 1024;
/** Tabs and devices of one caller. */
const LIMIT_STREAMS = 24;

/** Server-sent events. Each is a hint: what it hints at is read by the ordinary routes, and nothing is replayed. */
export class EventStreams {
  readonly #clock: Clock;
  readonly #sessions: Sessions;
  readonly #open = new Map<string, Set<() => void>>();

  constructor(clock: Clock, sessions: Sessions) {
    this.#clock = clock;
    this.#sessions = sessions;
  }

  /** `subscribe` gets the function that sends one event, and answers the one that ends its subscription. */
  open(reply: FastifyReply, session: Session, subscribe: (send: (event: object) => void) => () => void): void {
    if (!this.#sessions.holds(session)) throw fail('not-signed-in');
    this.openFor(reply, session.principalId, (send, end) => {
      const ends = [this.#sessions.watch(session, end), subscribe(send)];
      return () => {
        for (const stop of ends) stop();
      };
    });
  }

  /** The same for a caller who has no session; `end` ends the stream. */
  openFor(
    reply: FastifyReply,
    caller: string,
    subscribe: (send: (event: object) => void, end: () => void) => () => void,
  ): void {
    const own = this.#open.get(caller) ?? new Set();
    if (own.size >= LIMIT_STREAMS) throw fail('too-many-requests', 'Too many open event streams; close one first.');
    const { raw } = reply;
    reply.hijack();
    raw.writeHead(200, { ...reply.getHeaders(), 'content-type': 'text/event-stream', 'cache-control': 'no-store' } as Record<string, string>); // prettier-ignore
    const write = (text: string) => {
      if (raw.writableLength > LIMIT_QUEUED_BYTES) raw.destroy();
      else raw.write(text);
    };
    const ends: (() => void)[] = [];
    const stopAll = () => {
      for (const stop of ends.splice(0)) stop();
    };
    // A write after the end would be an error that ends the process. What was told just before, why it ends for instance, leaves in this turn of
    // the loop; what a reader left unread after that is not theirs any more.
    const end = () => {
      stopAll();
      setImmediate(() => {
        if (raw.writableLength > 0) raw.destroy();
        else raw.end();
      });
    };
    write('retry: 1000\n\n');
    ends.push(
      this.#clock.every(HEARTBEAT_MS, () => write(': still here\n\n')),
      subscribe((event) => write(`data: ${JSON.stringify(event)}\n\n`), end),
    );
    own.add(end);
    this.#open.set(caller, own);
    raw.once('close', () => {
      stopAll();
      own.delete(end);
      if (own.size === 0) this.#open.delete(caller);
    });
  }

  /** For an orderly end: open streams would keep the server from closing. */
  closeAll(): void {
    for (const own of this.#open.values()) for (const end of own) end();
  }
}
