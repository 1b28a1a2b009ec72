import type { Tables } from '@latchkey/web-kit';
import { silentDe } from './silent.de.ts';
import { silentEn, type SilentSentences } from './silent.en.ts';

export type { SilentSentences };
export const silentSentences: Tables<SilentSentences> = { en: silentEn, de: silentDe };
