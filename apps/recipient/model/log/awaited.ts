import type { Shelf } from '@latchkey/web-kit/model';
import { logAwaitedName } from '../shelf-names.ts';

export interface NewestReceipt {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** A receipt that was looked for and not found, since when on this device's clock, Unix milliseconds. */
type Awaited = NewestReceipt & { readonly sinceMs: number };

export interface AwaitedReceipt {
  readonly get: () => NewestReceipt | undefined;
  readonly waitFor: (receipt: NewestReceipt) => Promise<void>;
  readonly over: () => Promise<void>;
  /** Whether it should be in the log by now. */
  readonly late: () => boolean;
}

/** The server appends within a second; a database that was away takes a while longer. */
const LATE_MS = 60_000;

interface Clocks {
  /** Never jumps, and begins anew with the page. */
  readonly steadyMs: () => number;
  readonly wallMs: () => number;
}

/**
 * The oldest receipt that the log owes, over openings of the app. Within one opening the steady clock counts; across them the device's own, which somebody
 * may have set: one set forward says *missing* too early, until the next look.
 */
export const createAwaitedReceipt = async (shelf: Shelf, clocks: Clocks): Promise<AwaitedReceipt> => {
  let awaited = (await shelf.get(logAwaitedName)) as Awaited | undefined;
  let fromBefore = awaited !== undefined;
  let steadySinceMs = clocks.steadyMs();
  return {
    get: () => awaited,
    waitFor: async ({ seq, hash }) => {
      awaited = { seq, hash, sinceMs: clocks.wallMs() };
      fromBefore = false;
      steadySinceMs = clocks.steadyMs();
      await shelf.put(logAwaitedName, awaited);
    },
    over: async () => {
      if (awaited === undefined) return;
      awaited = undefined;
      await shelf.drop(logAwaitedName);
    },
    late: () => {
      if (awaited === undefined) return false;
      const before = fromBefore ? clocks.wallMs() - awaited.sinceMs : 0;
      return Math.max(before, clocks.steadyMs() - steadySinceMs) >= LATE_MS;
    },
  };
};
