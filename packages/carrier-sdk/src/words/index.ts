import { REASONS, sentence, type Refusal } from '@latchkey/protocol';
import type { Fact } from '../receipts.ts';
import { de } from './de.ts';
import { en, type EventWords } from './en.ts';

export type Language = 'en' | 'de';
const tables: Readonly<Record<Language, EventWords>> = { en, de };

/** A verified receipt as one plain sentence. */
export const tell = (fact: Fact, language: Language): string => {
  const words = tables[language];
  const { reason, cause, lengthMs, records, presence } = fact.detail;
  const filled: Readonly<Record<string, string>> = {
    refusal: refusalTitle(reason, language),
    cause: tellCause(cause, language),
    seconds: ((lengthMs ?? 0) / 1000).toFixed(1).replace('.', language === 'de' ? ',' : '.'),
    records: String(records ?? 0),
  };
  // A hole is told twice: where it begins, and how long it was.
  const said = fact.event === 'gap' && (lengthMs ?? 0) === 0 ? words.gapBegins : words.events[fact.event];
  const proof = presence === undefined || fact.event !== 'unlock-intended' ? '' : ` ${words.presence[presence]}`;
  return (said + proof).replace(/\{(\w+)\}/g, (_, name: string) => filled[name] ?? words.unknown);
};

/** What called for attention or moved the bolt, in words; a newer hub's cause is shown as it is called. */
export const tellCause = (cause: string | undefined, language: Language): string => {
  const { causes, unknown } = tables[language];
  return cause === undefined ? unknown : (causes[cause] ?? cause);
};

const known = new Set<string>(REASONS);
const isWithData = (reason: string): reason is keyof EventWords['refusals'] => Object.hasOwn(en.refusals, reason);

/** A receipt carries a refusal's name and none of its data. */
const refusalTitle = (reason: string | undefined, language: Language): string => {
  if (reason === undefined || !known.has(reason)) return reason ?? tables[language].unknown;
  if (isWithData(reason)) return tables[language].refusals[reason];
  return sentence({ reason } as Refusal, language, 'courier').title;
};
