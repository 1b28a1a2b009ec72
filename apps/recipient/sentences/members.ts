import type { Tables } from '@latchkey/web-kit/format';
import { membersDe } from './members.de.ts';
import { membersEn, type MembersSentences } from './members.en.ts';

export type { MembersSentences };
export const membersSentences: Tables<MembersSentences> = { en: membersEn, de: membersDe };
