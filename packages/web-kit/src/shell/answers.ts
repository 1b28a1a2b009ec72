/** What an app's page and its worker say to each other about builds. */

/** Signed by another key, or by none; older than the one on this device; or other files than those that were signed. */
export type NotInstalled = 'not-signed' | 'older' | 'differs';

/** From the worker that could not be installed, to every page of its app. */
export interface SaidNotInstalled {
  readonly notInstalled: NotInstalled;
}

/** To the worker that answers for the page, with a port: is the next one released? `unknown` where the server cannot be reached. */
export const ASK_NEXT = 'next';
export type NextAnswer = 'ready' | NotInstalled | 'unknown';

export const TAKE_OVER = 'take-over';
