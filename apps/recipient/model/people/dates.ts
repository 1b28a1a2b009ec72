import type { Span } from './schedule.ts';

/** The dates of a signed grant, as unix seconds. */
export const datesOf = (grant: {
  readonly nbf: number;
  readonly exp: number;
  readonly occurrences?: readonly (readonly [number, number])[] | undefined;
}): readonly Span[] =>
  grant.occurrences?.map(([start, length]) => ({
    fromS: grant.nbf + start * 60,
    toS: grant.nbf + (start + length) * 60,
  })) ?? [{ fromS: grant.nbf, toS: grant.exp }];
