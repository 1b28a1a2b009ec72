import type { Span } from './schedule.ts';

/** The dates that are left when some are taken back. Compared by overlap: a date that was signed while it ran begins later. */
export const withoutSkipped = (spans: readonly Span[], skipped: readonly Span[] | undefined): readonly Span[] =>
  spans.filter((span) => skipped?.some(({ fromS, toS }) => span.fromS < toS && span.toS > fromS) !== true);
