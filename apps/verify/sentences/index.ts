import { evidenceDe, evidenceEn, type EvidenceWords } from '@latchkey/evidence/words';
import type { Tables } from '@latchkey/web-kit';
import { verifyDe } from './de.ts';
import { verifyEn, type VerifySentences } from './en.ts';

export const verifySentences: Tables<VerifySentences> = { en: verifyEn, de: verifyDe };
export const evidenceWords: Tables<EvidenceWords> = { en: evidenceEn, de: evidenceDe };
