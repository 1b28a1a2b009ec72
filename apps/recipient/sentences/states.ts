import type { Tables } from '@latchkey/web-kit';
import { statesDe } from './states.de.ts';
import { statesEn, type StatesSentences } from './states.en.ts';

export type { StatesSentences };
export const statesSentences: Tables<StatesSentences> = { en: statesEn, de: statesDe };
