import { createClient, type Fetch } from '@latchkey/contract';
import { toBase64url } from '@latchkey/protocol';
import type { Clock, Later, RandomBytes } from '../model/clock.ts';
import type { Client } from './session.ts';

/** The browser's effects, named once; everything else takes them as arguments. */
export const browserClock: Clock = { wallMs: () => Date.now(), steadyMs: () => performance.now() };

export const browserLater: Later = (run, afterMs) => {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
};

/** The page has loaded and has nothing to do: the moment for what nobody waits for. */
export const browserIdle = async (): Promise<void> => {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  // Some browsers do not say when they are idle; a second after is late enough.
  if (typeof requestIdleCallback === 'function') await new Promise((resolve) => requestIdleCallback(resolve));
  else await new Promise((resolve) => setTimeout(resolve, 1000));
};

export const browserRandom: RandomBytes = (size) => crypto.getRandomValues(new Uint8Array(size));
export const newIdempotencyKey = () => toBase64url(browserRandom(16));

/** A client of the page's own origin, without a session. `onDate` hears the server's own time, of every answer that says it. */
export const createBrowserClient = (onDate?: OnDate): Client =>
  createClient({ origin: '', newKey: newIdempotencyKey, fetch: datedFetch(onDate) });

/** All in unix milliseconds: what the server said, and when, by this device's clock, it was asked and heard. */
export type OnDate = (theirMs: number, askedMs: number, heardMs: number) => void;

export const datedFetch =
  (onDate?: OnDate): Fetch =>
  async (url, init) => {
    const askedMs = browserClock.wallMs();
    const answered = await fetch(url, init);
    const date = answered.headers.get('date');
    if (date !== null) onDate?.(Date.parse(date), askedMs, browserClock.wallMs());
    return answered;
  };
