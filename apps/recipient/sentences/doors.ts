import type { Tables } from '@latchkey/web-kit';
import { doorsDe } from './doors.de.ts';
import { doorsEn, type DoorsSentences } from './doors.en.ts';

export type { DoorsSentences };
export const doorsSentences: Tables<DoorsSentences> = { en: doorsEn, de: doorsDe };
