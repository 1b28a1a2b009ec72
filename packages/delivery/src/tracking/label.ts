import type { CarrierName } from './formats/index.ts';
import { bareNumber, longestTrackingNumber } from './number.ts';
import { readTrackingNumber, recogniseTracking, type Expected } from './recognise.ts';
import { longestPayload, readPayload } from './scan.ts';

/** What a label turns out to be for a stop whose parcels have these numbers. */
export type LabelReading =
  /** It is one of them: the stop's own number, letter by letter as the grant has it. */
  | { readonly outcome: 'parcel'; readonly number: string }
  /** A parcel's number, and not one of these. */
  | { readonly outcome: 'other'; readonly number: string; readonly carrier?: CarrierName }
  /** It has the shape of a number whose check digit does not hold: one digit seems misread. */
  | { readonly outcome: 'misread'; readonly carriers: readonly CarrierName[] }
  /** The bar code for sorting: the number stands in another one on the same label. */
  | { readonly outcome: 'route'; readonly carrier: CarrierName }
  | { readonly outcome: 'unreadable' };

export const readLabel = (scanned: string, wanted: readonly string[], expected: Expected = {}): LabelReading => {
  const payload = readPayload(scanned);
  const own =
    wanted.find((number) => isSame(payload.texts, number)) ?? wanted.find((number) => stands(scanned, number));
  if (own !== undefined) return { outcome: 'parcel', number: own };
  if (payload.faulty) return { outcome: 'misread', carriers: ['gs1'] };
  return best(payload.texts, expected);
};

const isPayload = ({ length }: string): boolean => length > longestTrackingNumber && length <= longestPayload;

const isSame = (texts: readonly string[], number: string): boolean => {
  const names = namesOf(number);
  return texts.some((text) => [...namesOf(text)].some((name) => names.has(name)));
};

/** A fixed-width 2D payload, longer than any number, has no marks between its fields; ten letters stand in none by chance. */
const stands = (scanned: string, number: string): boolean =>
  number.length >= 10 && isPayload(scanned) && scanned.toUpperCase().includes(number);

/**
 * Every name by which carriers call the parcel of this number: within its wrapping, with and without the `00` of an SSCC, and
 * GLS's eleven digits of twelve.
 */
const namesOf = (text: string): ReadonlySet<string> => {
  const bare = bareNumber(text);
  if (bare === undefined) return new Set();
  const names = new Set([bare]);
  const seen = recogniseTracking(bare);
  if (seen.outcome !== 'recognised') return names;
  for (const { format, kind, number } of seen.candidates) {
    if (kind === 'route') continue;
    names.add(number);
    if (format === 'gls') names.add(number.slice(0, 11));
  }
  return names;
};

const best = (texts: readonly string[], expected: Expected): LabelReading => {
  const read = texts.map((text) => ({ text, seen: recogniseTracking(text, expected) }));
  for (const { seen } of read) {
    const [first] = seen.outcome === 'recognised' ? seen.candidates : [];
    if (first?.kind === 'parcel' && (texts.length === 1 || first.check === 'holds')) {
      return { outcome: 'other', number: first.number, carrier: first.carrier };
    }
  }
  return withoutCheck(read, expected);
};

type Read = readonly { readonly text: string; readonly seen: ReturnType<typeof recogniseTracking> }[];

const withoutCheck = (read: Read, expected: Expected): LabelReading => {
  const routes = read.flatMap(({ seen }) => (seen.outcome === 'recognised' ? seen.candidates.slice(0, 1) : []));
  const route = routes.find(({ kind }) => kind === 'route');
  if (route !== undefined) return { outcome: 'route', carrier: route.carrier };
  const misread = read.find(({ seen }) => seen.outcome === 'misread')?.seen;
  if (misread?.outcome === 'misread') return { outcome: 'misread', carriers: inFront(misread.carriers, expected) };
  const plain = read.map(({ text }) => readTrackingNumber(text)).find((number) => number !== undefined);
  return plain === undefined ? { outcome: 'unreadable' } : { outcome: 'other', number: plain };
};

const inFront = (carriers: readonly CarrierName[], { carrier }: Expected): readonly CarrierName[] =>
  carrier !== undefined && carriers.includes(carrier) ? [carrier] : carriers;
