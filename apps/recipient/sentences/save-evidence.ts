import type { Tables } from '@latchkey/web-kit';
import { saveEvidenceDe } from './save-evidence.de.ts';
import { saveEvidenceEn, type SaveEvidenceSentences } from './save-evidence.en.ts';

export type { SaveEvidenceSentences };
export const saveEvidenceSentences: Tables<SaveEvidenceSentences> = { en: saveEvidenceEn, de: saveEvidenceDe };
