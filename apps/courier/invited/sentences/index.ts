import type { Tables } from '@latchkey/web-kit';
import { de } from './de.ts';
import { en, type Sentences } from './en.ts';

export type { Sentences };
export const invitedSentences: Tables<Sentences> = { en, de };
