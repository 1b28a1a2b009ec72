import { plainText } from '../search.ts';

/** A pattern for postcodes: figures and letters, `x` for any one of them: `101xx` is Berlin-Mitte, `10969` one postcode. */
const shape = /^[0-9a-z]{2,8}$/;
const limitPatterns = 40;

export type Area = { readonly ok: true; readonly patterns: readonly string[] } | { readonly ok: false; readonly wrong: string }; // prettier-ignore

/** `101xx, 10969` as patterns. What is none is named, so that it can be put right. */
export const readArea = (text: string): Area => {
  const patterns = plainText(text)
    .split(/[\s,;]+/)
    .filter((pattern) => pattern !== '');
  const wrong = patterns.find((pattern) => !shape.test(pattern) || !/[0-9]/.test(pattern));
  if (wrong !== undefined) return { ok: false, wrong };
  if (patterns.length > limitPatterns) return { ok: false, wrong: patterns[limitPatterns] ?? '' };
  return { ok: true, patterns: [...new Set(patterns)] };
};

/**
 * Pieces of an address that may be its postcode: those with a figure behind the last comma, where the town stands. Without a comma any
 * piece of four or more, so that a house number is none.
 */
export const postcodesIn = (address: string): readonly string[] => {
  const parts = plainText(address).split(',');
  const town = parts.length > 1 ? (parts.at(-1) ?? '') : '';
  const pieces = (town === '' ? plainText(address) : town).split(/[^0-9a-z]+/).filter((piece) => /[0-9]/.test(piece));
  return town === '' ? pieces.filter((piece) => piece.length >= 4) : pieces;
};

const fits = (pattern: string, piece: string): boolean =>
  pattern.length === piece.length && pattern.split('').every((sign, at) => sign === 'x' || sign === piece[at]);

export const inArea = (patterns: readonly string[], address: string): boolean => {
  const pieces = postcodesIn(address);
  return patterns.some((pattern) => pieces.some((piece) => fits(pattern, piece)));
};
