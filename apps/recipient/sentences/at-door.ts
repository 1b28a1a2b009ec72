import type { Tables } from '@latchkey/web-kit/format';
import { atDoorDe } from './at-door.de.ts';
import { atDoorEn, type AtDoorSentences } from './at-door.en.ts';

export type { AtDoorSentences };
export const atDoorSentences: Tables<AtDoorSentences> = { en: atDoorEn, de: atDoorDe };
