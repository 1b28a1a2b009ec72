import { bareNumber } from './number.ts';
import { readElements, separator, type Element } from './gs1/elements.ts';

/**
 * What a scanner reads → the texts within it that may be a parcel's number, the likeliest first. Labels and their payloads are
 * printed by anybody: nothing here is trusted, everything is bounded, and the door compares in the end.
 */
export interface Payload {
  readonly texts: readonly string[];
  /** GS1 data whose check digit does not hold: the symbol was read wrongly, or printed so. */
  readonly faulty: boolean;
}

export const longestPayload = 4096;
const mostTexts = 64;

/** ISO/IEC 15424: `]` and two characters, in front of what the scanner read. */
const symbology = /^\][A-Za-z][0-9A-Z]/;
const gs1Symbologies = /^\](?:C1|e0|d2|Q3|J1)/;
/** How scanners and people write a control character that a keyboard does not have. */
const spelledSeparators = /\{GS\}|<GS>|\[GS\]|\\x1d|␝|\^\]|<FNC1>|\{FNC1\}|\[FNC1\]/gi;

export const readPayload = (scanned: string): Payload => {
  if (scanned.length > longestPayload) return { texts: [], faulty: false };
  const text = scanned.replace(symbology, '').replace(spelledSeparators, separator).trim();
  const marked = gs1Symbologies.test(scanned) || text.startsWith(separator) || text.startsWith('(');
  const bare = text.startsWith(separator) ? text.slice(1) : text;
  if (marked || bare.includes(separator)) {
    const gs1 = readElements(bare);
    if (gs1.outcome === 'read') return { texts: numbersIn(gs1.elements), faulty: false };
    // USPS labels may lack the separator behind the ZIP: the whole is looked at as well.
    if (gs1.outcome === 'faulty' && marked) return { texts: unwrapped(bare), faulty: true };
  }
  return { texts: unwrapped(bare).slice(0, mostTexts), faulty: false };
};

/**
 * SSCC first. Behind 420 and a ZIP, USPS numbers its parcels as if 91 to 95 were identifiers: the identifier is a part of the
 * number (Publication 199). What a carrier keeps for itself (90–99) comes last.
 */
const numbersIn = (elements: readonly Element[]): string[] => {
  const of = (wanted: RegExp, read: (element: Element) => string[]) =>
    elements.filter(({ ai }) => wanted.test(ai)).flatMap(read);
  return [
    ...of(/^00$/, ({ ai, value }) => [ai + value]),
    ...of(/^9[1-5]$/, ({ ai, value }) => [ai + value, value]),
    ...of(/^(?:401|402|8004|21)$/, ({ value }) => [value]),
    ...of(/^(?:90|9[6-9])$/, ({ value }) => [value]),
  ];
};

/** ISO/IEC 15434: `[)>`, then records and fields between control characters. */
const isEnvelope = (text: string): boolean => text.startsWith('[)>');
/** ANSI MH10.8.2 data identifiers of a licence plate or a serial number, which are no part of it. */
const dataIdentifier = /^(?:[1-6]?J|S|1?[0-9]?T|[A-Z]?Q)(?=[0-9A-Z]{8,})/;

const unwrapped = (text: string): string[] => {
  if (isEnvelope(text)) return fieldsOf(text.slice(3)).flatMap((field) => [field, field.replace(dataIdentifier, '')]);
  const link = /^https?:\/\/[^/?#]+([^#]*)/i.exec(text);
  if (link !== null) return [...digitalLink(link[1] ?? ''), ...wordsOf(link[1] ?? '')];
  // DHL's code for sorting: a plus between postcode and product.
  if (/^2L[A-Z]{2}/.test(text)) return [text.replace('+', '')];
  // DPD's own bar code begins with a character that is no part of the number.
  const plain = text.replace(/^%/, '');
  const words = wordsOf(text);
  return words.length > 1 || bareNumber(plain) === undefined
    ? [plain, ...words]
    : [plain, plain.replace(/^J(?=JD|D0)/, '')];
};

const fieldsOf = (text: string): string[] => text.split(/[\u0004\u001c-\u001f]/).filter((field) => field !== '');

const wordsOf = (text: string): string[] =>
  text.split(/[^0-9A-Za-z]+/).filter((word) => /\d/.test(word) && word.length >= 8);

/** GS1 Digital Link: `/00/340…`. */
const digitalLink = (path: string): string[] => {
  const sscc = /\/00\/(\d{18})(?:[/?]|$)/.exec(path)?.[1];
  return sscc === undefined ? [] : [`00${sscc}`];
};
