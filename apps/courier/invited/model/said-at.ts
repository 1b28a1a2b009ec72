import type { OnDate } from '@latchkey/web-kit/model';

/** Less is the slowness of an answer, or the second to which the server names its time. */
const AHEAD_MS = 90_000;

/** What a device says is of now or before, or the server does not take it: one whose clock is ahead says it by the server's. */
export const createSaidAt = (wallMs: () => number): { readonly hear: OnDate; readonly nowS: () => number } => {
  let aheadMs = 0;
  return {
    hear: (theirMs, askedMs) => {
      aheadMs = askedMs - theirMs > AHEAD_MS ? askedMs - theirMs : 0;
    },
    nowS: () => Math.floor((wallMs() - aheadMs) / 1000),
  };
};
