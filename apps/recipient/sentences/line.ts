import type { Tables } from '@latchkey/web-kit/format';
import { lineDe } from './line.de.ts';
import { lineEn, type LineSentences } from './line.en.ts';

export type { LineSentences };
export const lineSentences: Tables<LineSentences> = { en: lineEn, de: lineDe };
