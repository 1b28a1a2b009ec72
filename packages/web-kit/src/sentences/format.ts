import type { Language } from './language.ts';

/** British habits for English: the 24-hour clock that the signed times use, day before month. */
const locale: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

export type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** `{one: '# stop', other: '# stops'}` for a number, by the language's own plural rules. */
export const plural = (language: Language, count: number, forms: Counted): string =>
  (forms[new Intl.PluralRules(locale[language]).select(count)] ?? forms.other).replace('#', String(count));

/** Times as each country writes them. All arguments are unix milliseconds; durations are milliseconds. */
export interface Format {
  readonly language: Language;
  /** 12:03 */
  time(atMs: number): string;
  /** 12:03:07 */
  second(atMs: number): string;
  /** today, tomorrow, or Tue 24 Nov, as seen from `nowMs` */
  day(atMs: number, nowMs: number): string;
  /** today, 14:00–16:00 */
  window(fromMs: number, toMs: number, nowMs: number): string;
  /** 14:00–16:00 */
  span(fromMs: number, toMs: number): string;
  /** 3 s, 12 min, 2 h 5 min, 3 days */
  duration(lengthMs: number): string;
  count(count: number, forms: Counted): string;
}

const dayMs = 86_400_000;
const words: Record<Language, { today: string; tomorrow: string; yesterday: string }> = {
  en: { today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' },
  de: { today: 'heute', tomorrow: 'morgen', yesterday: 'gestern' },
};

/** A browser's formatter costs tens of milliseconds on a phone: none is made for a screen that writes no such time. */
const whenAsked = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

export const createFormat = (language: Language, timeZone?: string): Format => {
  const tag = locale[language];
  const zone = timeZone === undefined ? {} : { timeZone };
  const make = (options: Intl.DateTimeFormatOptions, by = tag) =>
    whenAsked(() => new Intl.DateTimeFormat(by, { ...options, ...zone }));
  const time = make({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const second = make({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const date = make({ weekday: 'short', day: 'numeric', month: 'short' });
  const civil = make({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA');
  const dayNumber = (atMs: number) => Math.round(Date.parse(`${civil().format(atMs)}T00:00:00Z`) / dayMs);
  const day = (atMs: number, nowMs: number) => {
    const away = dayNumber(atMs) - dayNumber(nowMs);
    if (away === 0) return words[language].today;
    if (away === 1) return words[language].tomorrow;
    if (away === -1) return words[language].yesterday;
    return date().format(atMs);
  };
  const span = (fromMs: number, toMs: number) => `${time().format(fromMs)}–${time().format(toMs)}`;
  return {
    language,
    time: (atMs) => time().format(atMs),
    second: (atMs) => second().format(atMs),
    day,
    span,
    window: (fromMs, toMs, nowMs) => `${day(fromMs, nowMs)}, ${span(fromMs, toMs)}`,
    duration: (lengthMs) => durationWords(language, lengthMs),
    count: (count, forms) => plural(language, count, forms),
  };
};

/** A figure and its unit stay on one line. */
const nbsp = '\u00a0';

const durationWords = (language: Language, lengthMs: number): string => {
  const seconds = Math.max(0, Math.round(lengthMs / 1000));
  if (seconds < 60) return `${seconds}${nbsp}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${nbsp}min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours}${nbsp}h` : `${hours}${nbsp}h ${minutes % 60}${nbsp}min`;
  const days = Math.round(hours / 24);
  return plural(
    language,
    days,
    language === 'en' ? { one: '# day', other: '# days' } : { one: '# Tag', other: '# Tagen' },
  );
};
