import { commonDe } from './common.de.ts';
import { commonEn, type CommonSentences } from './common.en.ts';
import { doorDe } from './door.de.ts';
import { doorEn, type DoorSentences } from './door.en.ts';
import type { Tables } from './language.ts';
import { mapDe } from './map.de.ts';
import { mapEn, type MapSentences } from './map.en.ts';

export * from './format.ts';
export * from './language.ts';
export type { CommonSentences, DoorSentences, MapSentences };

export const commonSentences: Tables<CommonSentences> = { en: commonEn, de: commonDe };
export const doorSentences: Tables<DoorSentences> = { en: doorEn, de: doorDe };
export const mapSentences: Tables<MapSentences> = { en: mapEn, de: mapDe };
