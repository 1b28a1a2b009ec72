import type { Tables } from '@latchkey/web-kit';
import { looksDe } from './looks.de.ts';
import { looksEn, type LooksSentences } from './looks.en.ts';

export type { LooksSentences };
export const looksSentences: Tables<LooksSentences> = { en: looksEn, de: looksDe };
