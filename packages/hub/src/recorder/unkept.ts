import type { SpoolFile } from './spool.ts';

/** Where a look is written: nowhere. What was appended has gone out live, or is gone. */
export const unkept: SpoolFile = {
  append: () => Promise.resolve(),
  sync: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
