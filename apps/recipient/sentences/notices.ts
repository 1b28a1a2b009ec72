import type { Tables } from '@latchkey/web-kit/format';
import { noticesDe } from './notices.de.ts';
import { noticesEn, type NoticesSentences } from './notices.en.ts';

export type { NoticesSentences };
export const noticesSentences: Tables<NoticesSentences> = { en: noticesEn, de: noticesDe };
