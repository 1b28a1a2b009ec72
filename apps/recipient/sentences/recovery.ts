import type { Tables } from '@latchkey/web-kit/format';
import { recoveryDe } from './recovery.de.ts';
import { recoveryEn, type RecoverySentences } from './recovery.en.ts';

export type { RecoverySentences };
export const recoverySentences: Tables<RecoverySentences> = { en: recoveryEn, de: recoveryDe };
