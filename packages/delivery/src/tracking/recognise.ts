import { formats, telling, type CarrierName, type Format } from './formats/index.ts';
import { bareNumber, longestTrackingNumber } from './number.ts';

/** One reading of a number: by which format, and what the parcel's own number is. */
export interface Candidate {
  readonly format: string;
  readonly carrier: CarrierName;
  /** Canonical: what a parcel's commitment is made of. */
  readonly number: string;
  /** `holds`: the check digit was looked at. `none`: nobody publishes one. */
  readonly check: 'holds' | 'none';
  readonly kind: 'parcel' | 'route';
}

export type Recognition =
  /** Best first. */
  | { readonly outcome: 'recognised'; readonly candidates: readonly Candidate[] }
  /** Every format that fits has a check digit, and none holds: one digit seems misread. */
  | { readonly outcome: 'misread'; readonly carriers: readonly CarrierName[] }
  /** No published format; it may still be a small carrier's own number. */
  | { readonly outcome: 'unknown' };

export interface Expected {
  /** Goes first among equals: the carrier that the stop is for. */
  readonly carrier?: CarrierName;
}

const longestWrapped = 64;

/** Which published formats a number fits, ranked: a mark and a check digit before letters alone, those before digits alone. */
export const recogniseTracking = (typed: string, expected: Expected = {}): Recognition => {
  const bare = bareNumber(typed);
  if (bare === undefined || bare.length > longestWrapped || /^0+$/.test(bare)) return { outcome: 'unknown' };
  const fitting = formats.filter(({ shape }) => shape.test(bare));
  const holding = fitting.filter(({ holds }) => holds?.(bare) ?? true);
  if (holding.length > 0)
    return { outcome: 'recognised', candidates: ranked(holding, expected).map((one) => read(one, bare)) };
  if (fitting.length > 0) return { outcome: 'misread', carriers: [...new Set(fitting.map(({ carrier }) => carrier))] };
  return { outcome: 'unknown' };
};

const ranked = (holding: readonly Format[], { carrier }: Expected): Format[] => {
  const worth = (format: Format) =>
    telling[format.tells] + (format.carrier === carrier ? 10 : 0) - (format.route === true ? 100 : 0);
  return [...holding].sort((a, b) => worth(b) - worth(a));
};

const read = (format: Format, bare: string): Candidate => ({
  format: format.id,
  carrier: format.carrier,
  number: format.within?.(bare) ?? bare,
  check: format.holds === undefined ? 'none' : 'holds',
  kind: format.route === true ? 'route' : 'parcel',
});

/**
 * The canonical number of what was typed: without the route or postcode that a mark and a check digit prove to be wrapped around
 * it. Where more than one reading is possible the letters and digits stay as they are.
 */
export const readTrackingNumber = (typed: string): string | undefined => {
  const bare = bareNumber(typed);
  if (bare === undefined) return undefined;
  const proven = formats.find(
    ({ tells, shape, holds }) => tells === 'marked' && shape.test(bare) && holds?.(bare) === true,
  );
  const number = proven?.within?.(bare) ?? bare;
  return number.length <= longestTrackingNumber ? number : undefined;
};
