import { isCountry, isNumericCountry } from '../countries.ts';
import { holdsGs1 } from '../check-digits.ts';
import { holdsCheckPair } from './check-pair.ts';

/** What a component of an element may say is wrong with it; a closed set, so that a screen has words for each. */
export type Gs1Fault =
  | 'character'
  | 'length'
  | 'check-digit'
  | 'check-pair'
  | 'country'
  | 'date'
  | 'time'
  | 'zero'
  | 'code'
  | 'piece-of-total'
  | 'percent'
  | 'place'
  | 'iban';

type Lint = (value: string) => Gs1Fault | undefined;

const when = (wrong: boolean, fault: Gs1Fault): Gs1Fault | undefined => (wrong ? fault : undefined);

const cset82 = /^[!"%-?A-Z_a-z]*$/;
export const characters = {
  N: (value: string) => when(!/^\d*$/.test(value), 'character'),
  X: (value: string) => when(!cset82.test(value), 'character'),
  Y: (value: string) => when(!/^[#\-/0-9A-Z]*$/.test(value), 'character'),
  Z: (value: string) =>
    when(!/^[A-Za-z0-9_-]*={0,2}$/.test(value) || (/=/.test(value) && value.length % 3 !== 0), 'character'),
} as const satisfies Readonly<Record<string, Lint>>;

const daysIn = (month: number, year: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/** Two-digit years are taken as of this century: only 29 February depends on it, and 2000 was a leap year. */
const date =
  (yearDigits: 2 | 4, dayMayBeZero: boolean): Lint =>
  (value) => {
    if (!/^\d+$/.test(value) || value.length !== yearDigits + 4) return 'date';
    const year = Number(value.slice(0, yearDigits)) + (yearDigits === 2 ? 2000 : 0);
    const month = Number(value.slice(yearDigits, -2));
    const day = Number(value.slice(-2));
    const monthWrong = month < 1 || month > 12;
    return when(monthWrong || day > daysIn(month, year) || (day === 0 && !dayMayBeZero), 'date');
  };

const below =
  (limit: number): Lint =>
  (value) =>
    when(!/^\d\d$/.test(value) || Number(value) >= limit, 'time');

const within =
  (limit: number): Lint =>
  (value) =>
    when(!/^\d{10}$/.test(value) || Number(value) > limit, 'place');

const oneOf =
  (shape: RegExp): Lint =>
  (value) =>
    when(!shape.test(value), 'code');

const pieceOfTotal: Lint = (value) => {
  if (value.length === 0 || value.length % 2 !== 0 || !/^\d+$/.test(value)) return 'piece-of-total';
  const piece = value.slice(0, value.length / 2);
  const total = value.slice(value.length / 2);
  return when(/^0+$/.test(piece) || /^0+$/.test(total) || piece > total, 'piece-of-total');
};

const positionInSequence: Lint = (value) => {
  const [, position, end] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value) ?? [];
  return when(position === undefined || end === undefined || Number(position) > Number(end), 'piece-of-total');
};

const iban: Lint = (value) => {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{1,30}$/.test(value) || value.length <= 10 || !isCountry(value.slice(0, 2)))
    return 'iban';
  let rest = 0;
  for (const letter of value.slice(4) + value.slice(0, 4)) {
    const worth = /\d/.test(letter) ? Number(letter) : letter.charCodeAt(0) - 55;
    rest = (rest * (worth > 9 ? 100 : 10) + worth) % 97;
  }
  return when(rest !== 1, 'iban');
};

/** By the names of the GS1 syntax tests. Lists that no parcel's label uses (currencies, media, packages, coupons) are not looked up. */
export const lints: ReadonlyMap<string, Lint> = new Map<string, Lint>([
  ['csum', (value) => when(!/^\d{2,}$/.test(value) || !holdsGs1(value), 'check-digit')],
  ['csumalpha', (value) => when(!holdsCheckPair(value), 'check-pair')],
  ['hasnondigit', (value) => when(/^\d*$/.test(value), 'character')],
  ['hyphen', (value) => when(!/^-+$/.test(value), 'character')],
  ['iso3166', (value) => when(!isNumericCountry(value), 'country')],
  ['iso3166999', (value) => when(value !== '999' && !isNumericCountry(value), 'country')],
  ['iso3166alpha2', (value) => when(!isCountry(value), 'country')],
  ['yymmdd', date(2, false)],
  ['yymmd0', date(2, true)],
  ['yyyymmdd', date(4, false)],
  ['yyyymmd0', date(4, true)],
  ['hh', below(24)],
  ['mi', below(60)],
  ['ss', below(60)],
  ['hhmi', (value) => when(!/^(?:[01]\d|2[0-3])[0-5]\d$/.test(value), 'time')],
  ['nonzero', (value) => when(/^0*$/.test(value) || !/^\d+$/.test(value), 'zero')],
  ['nozeroprefix', (value) => when(!/^[1-9]\d*$/.test(value), 'zero')],
  ['zero', (value) => when(!/^0+$/.test(value), 'zero')],
  ['yesno', oneOf(/^[01]$/)],
  ['winding', oneOf(/^[019]$/)],
  ['iso5218', oneOf(/^[0129]$/)],
  ['importeridx', oneOf(/^[0-9A-Za-z_-]$/)],
  ['pieceoftotal', pieceOfTotal],
  ['posinseqslash', positionInSequence],
  ['pcenc', (value) => when(/%(?![0-9A-Fa-f]{2})/.test(value), 'percent')],
  ['latitude', within(1_800_000_000)],
  ['longitude', within(3_600_000_000)],
  ['iban', iban],
]);
