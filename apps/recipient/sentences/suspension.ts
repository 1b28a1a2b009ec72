import type { Tables } from '@latchkey/web-kit/format';
import { suspensionDe } from './suspension.de.ts';
import { suspensionEn, type SuspensionSentences } from './suspension.en.ts';

export type { SuspensionSentences };
export const suspensionSentences: Tables<SuspensionSentences> = { en: suspensionEn, de: suspensionDe };
