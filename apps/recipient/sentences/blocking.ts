import type { Tables } from '@latchkey/web-kit/format';
import { blockingDe } from './blocking.de.ts';
import { blockingEn, type BlockingSentences } from './blocking.en.ts';

export type { BlockingSentences };
export const blockingSentences: Tables<BlockingSentences> = { en: blockingEn, de: blockingDe };
