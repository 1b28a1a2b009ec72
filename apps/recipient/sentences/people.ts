import type { Tables } from '@latchkey/web-kit';
import { peopleDe } from './people.de.ts';
import { peopleEn, type PeopleSentences } from './people.en.ts';

export type { PeopleSentences };
export const peopleSentences: Tables<PeopleSentences> = { en: peopleEn, de: peopleDe };
