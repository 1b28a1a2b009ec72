import type { Tables } from '@latchkey/web-kit/format';
import { clockBackDe } from './clock-back.de.ts';
import { clockBackEn, type ClockBackSentences } from './clock-back.en.ts';

export type { ClockBackSentences };
export const clockBackSentences: Tables<ClockBackSentences> = { en: clockBackEn, de: clockBackDe };
