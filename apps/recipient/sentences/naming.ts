import type { Tables } from '@latchkey/web-kit';
import { namingDe } from './naming.de.ts';
import { namingEn, type NamingSentences } from './naming.en.ts';

export const namingSentences: Tables<NamingSentences> = { en: namingEn, de: namingDe };
