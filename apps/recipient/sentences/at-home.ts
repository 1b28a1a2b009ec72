import type { Tables } from '@latchkey/web-kit';
import { atHomeDe } from './at-home.de.ts';
import { atHomeEn, type AtHomeSentences } from './at-home.en.ts';

export const atHomeSentences: Tables<AtHomeSentences> = { en: atHomeEn, de: atHomeDe };
