import type { Tables } from '@latchkey/web-kit/format';
import { departureDe } from './departure.de.ts';
import { departureEn, type DepartureSentences } from './departure.en.ts';

export type { DepartureSentences };
export const departureSentences: Tables<DepartureSentences> = { en: departureEn, de: departureDe };
