import type { Tables } from '@latchkey/web-kit';
import { movingDe } from './moving.de.ts';
import { movingEn, type MovingSentences } from './moving.en.ts';

export const movingSentences: Tables<MovingSentences> = { en: movingEn, de: movingDe };
