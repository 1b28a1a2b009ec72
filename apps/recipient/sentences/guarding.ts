import type { Tables } from '@latchkey/web-kit/format';
import { guardingDe } from './guarding.de.ts';
import { guardingEn, type GuardingSentences } from './guarding.en.ts';

export type { GuardingSentences };
export const guardingSentences: Tables<GuardingSentences> = { en: guardingEn, de: guardingDe };
