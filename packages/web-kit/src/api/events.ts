import type { z } from 'zod';
import type { Later } from '../model/clock.ts';
import { createCell, type Observable } from '../model/observable.ts';

/** The part of `EventSource` that is used. */
export interface EventLine {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  readonly readyState: number;
  close(): void;
}

export interface EventStreamParts<E> {
  readonly open: () => EventLine;
  readonly schema: z.ZodType<E>;
  readonly onEvent: (event: E) => void;
  /** Each time the line stands anew: whatever happened meanwhile must be read. */
  readonly onOpen: () => void;
  /** The server refused a line that was not refused before: whoever signs in asks it why, before that is called a lost connection for long. */
  readonly onRefused?: () => void;
  readonly later: Later;
  /** 0 ≤ x < 1; spreads the return of many apps after an outage. */
  readonly random: () => number;
  /**
   * Whether the server would answer this device at all. While it would not, a lost line asks nothing, and comes back with the next *yes*:
   * whoever signs in for everything else asks often enough. Absent: always.
   */
  readonly answered?: Observable<boolean>;
}

export interface EventStream {
  readonly line: Observable<'connecting' | 'open' | 'lost'>;
  readonly start: () => void;
  readonly stop: () => void;
}

const closed = 2;
const firstWaitMs = 500;
const longestWaitMs = 15_000;

/**
 * Server-sent events that come back by themselves. A browser's own EventSource gives up for good on an HTTP error (a session
 * that ended, a server that starts), so this opens a new one, each time later, with jitter.
 */
export const createEventStream = <E>(parts: EventStreamParts<E>): EventStream => {
  const line = createCell<'connecting' | 'open' | 'lost'>('connecting');
  let source: EventLine | undefined;
  let cancel: (() => void) | undefined;
  let waitMs = firstWaitMs;

  const connect = () => {
    if (parts.answered?.get() === false) {
      rest(parts.answered);
      return;
    }
    const opened = parts.open();
    source = opened;
    opened.onopen = () => {
      waitMs = firstWaitMs;
      line.set('open');
      parts.onOpen();
    };
    opened.onmessage = (message) => {
      const read = parts.schema.safeParse(parseJson(String(message.data)));
      if (read.success) parts.onEvent(read.data);
    };
    opened.onerror = () => {
      line.set('lost');
      if (opened.readyState !== closed) return;
      if (waitMs === firstWaitMs) parts.onRefused?.();
      cancel = parts.later(connect, waitMs * (0.5 + parts.random()));
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    };
  };
  const rest = (answered: Observable<boolean>) => {
    const ends = answered.subscribe(() => {
      if (!answered.get()) return;
      ends();
      waitMs = firstWaitMs;
      connect();
    });
    cancel = ends;
  };
  return {
    line,
    start: () => {
      if (source === undefined) connect();
    },
    stop: () => {
      cancel?.();
      source?.close();
      source = undefined;
    },
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
