import type { VerifiedReceipt } from '@latchkey/web-kit/model';

const WEEK_MS = 7 * 24 * 3_600_000;

export interface LogDoubt {
  /** As docs/protocol/log.md names it. */
  readonly cause: string;
  readonly atMs: number;
}

/** The hub's newest doubt about the public log; one without a time cannot be told apart from an old one, and is shown as of now. */
export const logDoubt = (receipts: readonly VerifiedReceipt[], nowMs: number): LogDoubt | undefined => {
  const told = receipts.findLast(({ claims }) => claims.event === 'log-doubted')?.claims;
  if (told === undefined) return undefined;
  const atMs = told.iat === undefined ? nowMs : told.iat * 1000;
  return nowMs - atMs > WEEK_MS ? undefined : { cause: told.detail?.cause ?? '', atMs };
};
