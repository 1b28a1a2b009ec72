import type { Tables } from '@latchkey/web-kit';
import { rulesDe } from './rules.de.ts';
import { rulesEn, type RulesSentences } from './rules.en.ts';

export type { RulesSentences };
export const rulesSentences: Tables<RulesSentences> = { en: rulesEn, de: rulesDe };
