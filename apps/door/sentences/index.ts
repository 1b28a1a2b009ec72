import type { Tables } from '@latchkey/web-kit';
import { doorViewDe } from './de.ts';
import { doorViewEn, type DoorViewSentences } from './en.ts';

export const doorViewSentences: Tables<DoorViewSentences> = { en: doorViewEn, de: doorViewDe };
export type { DoorViewSentences };
