import type { Tables } from '@latchkey/web-kit';
import { logDe } from './log.de.ts';
import { logEn, type LogSentences } from './log.en.ts';

export type { LogSentences };
export const logSentences: Tables<LogSentences> = { en: logEn, de: logDe };
