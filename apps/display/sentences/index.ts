import type { Tables } from '@latchkey/web-kit';
import { displayDe } from './de.ts';
import { displayEn, type DisplaySentences } from './en.ts';

export const displaySentences: Tables<DisplaySentences> = { en: displayEn, de: displayDe };
