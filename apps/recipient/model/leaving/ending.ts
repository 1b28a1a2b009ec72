import { toHex } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';

/** How the story stands: it goes on, somebody has just said beside the hub that it does, it has ended by the hub's own last receipt, or its announced hour is over and the hub has been silent since. */
export type Ending =
  | { readonly kind: 'ended'; readonly atS: number | undefined; readonly handedOver: boolean }
  | { readonly kind: 'silent'; readonly sinceS: number }
  | { readonly kind: 'stays'; readonly atS: number; readonly by: string | undefined }
  | undefined;

/** A hub that is off for an hour has not ended; one that was heard after its hour waits for a door. */
const SILENT_AFTER_S = 60 * 60;
/** So long an announcement that was taken back is news. */
const NEWS_S = 60 * 60;

export const endingOf = (receipts: readonly VerifiedReceipt[], answering: boolean, nowS: number): Ending => {
  const last = receipts.at(-1)?.claims;
  if (last?.event === 'moved-out')
    return { kind: 'ended', atS: last.iat, handedOver: last.detail?.cause === 'handed-over' };
  const about = receipts.findLast(({ claims }) => claims.event === 'leaving' || claims.event === 'staying')?.claims;
  if (about?.event === 'staying' && about.iat !== undefined && nowS < about.iat + NEWS_S) {
    const by = about.detail?.kid;
    return { kind: 'stays', atS: about.iat, by: by === undefined ? undefined : toHex(by) };
  }
  if (answering || about?.event !== 'leaving' || about.iat === undefined) return undefined;
  const dueS = about.iat + Math.ceil((about.detail?.lengthMs ?? 0) / 1000);
  return nowS > dueS + SILENT_AFTER_S ? { kind: 'silent', sinceS: dueS } : undefined;
};

/** The hub's last receipt for this household: nothing of it can be told, asked or described any more. */
export const hasMovedOut = (receipts: readonly VerifiedReceipt[]): boolean =>
  receipts.at(-1)?.claims.event === 'moved-out';

const DAY_S = 24 * 60 * 60;

/** The newest receipt of a clock that was set back: whoever was not there is to know. */
export const setBackNews = (
  receipts: readonly VerifiedReceipt[],
  nowS: number,
): VerifiedReceipt['claims'] | undefined =>
  receipts.findLast(({ claims }) => claims.event === 'clock-set-back' && nowS < (claims.iat ?? 0) + DAY_S)?.claims;
