import type { Tables } from '@latchkey/web-kit';
import { de } from './de.ts';
import { en, type Sentences } from './en.ts';

export type { Sentences };
export const homeSentences: Tables<Sentences> = { en, de };
