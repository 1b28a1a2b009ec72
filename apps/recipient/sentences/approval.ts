import type { Tables } from '@latchkey/web-kit/format';
import { approvalDe } from './approval.de.ts';
import { approvalEn, type ApprovalSentences } from './approval.en.ts';

export type { ApprovalSentences };
export const approvalSentences: Tables<ApprovalSentences> = { en: approvalEn, de: approvalDe };
