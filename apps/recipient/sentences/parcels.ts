import type { Tables } from '@latchkey/web-kit';
import { parcelsDe } from './parcels.de.ts';
import { parcelsEn, type ParcelsSentences } from './parcels.en.ts';

export type { ParcelsSentences };
export const parcelsSentences: Tables<ParcelsSentences> = { en: parcelsEn, de: parcelsDe };
