import type { Fact } from '../receipts.ts';
import { de } from './de.ts';
import { en, type EventWords } from './en.ts';

export type Language = 'en' | 'de';
const tables: Readonly<Record<Language, EventWords>> = { en, de };

/** A verified receipt as one plain sentence. */
export const tell = (fact: Fact, language: Language): string => {
  const words = tables[language];
  const { reason, cause, lengthMs, records } = fact.detail;
  const filled: Readonly<Record<string, string>> = {
    reason: reason ?? words.unknown,
    cause: cause ?? words.unknown,
    seconds: ((lengthMs ?? 0) / 1000).toFixed(1),
    records: String(records ?? 0),
  };
  return words.events[fact.event].replace(/\{(\w+)\}/g, (_, name: string) => filled[name] ?? words.unknown);
};
