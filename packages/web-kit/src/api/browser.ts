import { createClient } from '@latchkey/contract';
import { toBase64url } from '@latchkey/protocol';
import type { Clock, Later, RandomBytes } from '../model/clock.ts';
import type { Client } from './session.ts';

/** The browser's effects, named once; everything else takes them as arguments. */
export const browserClock: Clock = { wallMs: () => Date.now(), steadyMs: () => performance.now() };

export const browserLater: Later = (run, afterMs) => {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
};

export const browserRandom: RandomBytes = (size) => crypto.getRandomValues(new Uint8Array(size));
export const newIdempotencyKey = () => toBase64url(browserRandom(16));

/** A client of the page's own origin, without a session. */
export const createBrowserClient = (): Client =>
  createClient({ origin: '', newKey: newIdempotencyKey, fetch: (url, init) => fetch(url, init) });
