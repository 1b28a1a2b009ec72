/** A moment of the machine's own zone, as people and spreadsheets write it. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}
export type CivilDay = Pick<Civil, 'year' | 'month' | 'day'>;
export type CivilTime = Pick<Civil, 'hour' | 'minute'>;

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/;
const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})/;
const clock = /(?:^|[T\s])(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\s*Uhr)?$/i;
/** A spreadsheet's own count of days since 30 December 1899; the part after the comma (or point) is the time of day. */
const serial = /^(\d{5})(?:[.,](\d+))?$/;
const fraction = /^0?[.,](\d+)$/;

const numbers = (found: RegExpExecArray): number[] => found.slice(1).map(Number);

const realDay = (year = 0, month = 0, day = 0): CivilDay | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? { year, month, day } : undefined;
};

export const readDay = (text: string): CivilDay | undefined => {
  const asIso = iso.exec(text);
  if (asIso !== null) return realDay(...numbers(asIso));
  const asGerman = german.exec(text);
  if (asGerman !== null) {
    const [day, month, year] = numbers(asGerman);
    return realDay(year, month, day);
  }
  const asSerial = serial.exec(text);
  if (asSerial === null) return undefined;
  const date = new Date((Number(asSerial[1]) - 25_569) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

const ofFraction = (digits: string): CivilTime => {
  const minutes = Math.round(Number(`0.${digits}`) * 1440) % 1440;
  return { hour: Math.floor(minutes / 60), minute: minutes % 60 };
};

export const readTime = (text: string): CivilTime | undefined => {
  const part = serial.exec(text)?.[2] ?? fraction.exec(text)?.[1];
  if (part !== undefined) return ofFraction(part);
  const found = clock.exec(text.replace(german, ''));
  if (found === null) return undefined;
  const [hour = 24, minute = 60] = numbers(found);
  return hour < 24 && minute < 60 ? { hour, minute } : undefined;
};

/** `text` may hold the day too; else `day` says which one. */
export const readCivil = (text: string, day: string): Civil | undefined => {
  const on = readDay(text) ?? readDay(day);
  const at = readTime(text);
  return on === undefined || at === undefined ? undefined : { ...on, ...at };
};

const two = (value: number) => String(value).padStart(2, '0');

/** As `datetime-local` gives it, and the form above reads it. */
export const localTextOf = ({ year, month, day, hour, minute }: Civil): string =>
  `${String(year)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
