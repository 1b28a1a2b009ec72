import type { Refusal } from '../decision/refusal.ts';
import { deCourier } from './de-courier.ts';
import { deMember } from './de-member.ts';
import { enCourier } from './en-courier.ts';
import { enMember } from './en-member.ts';
import type { Saying, Sentence, Sentences } from './sentence.ts';

export type { Saying, Sentence } from './sentence.ts';

export type Language = 'en' | 'de';
export type Audience = 'courier' | 'member';

const TABLES: Readonly<Record<Language, Readonly<Record<Audience, Sentences>>>> = {
  en: { courier: enCourier, member: enMember },
  de: { courier: deCourier, member: deMember },
};

/** The refusal in words. Pass `say` to write moments in the reader's zone; without it they are UTC and say so. */
export function sentence(refusal: Refusal, language: Language, audience: Audience, say: Saying = utc): Sentence {
  // Sound: the entry was looked up by this very refusal's reason, which TypeScript cannot follow across a union.
  const entry = TABLES[language][audience][refusal.reason] as (refusal: Refusal, say: Saying) => Sentence;
  return entry(refusal, say);
}

/** Every reason there is, in the order of the steps. */
export const REASONS = Object.keys(enCourier) as readonly Refusal['reason'][];

const two = (value: number): string => String(value).padStart(2, '0');
const utc: Saying = {
  time: (unixS) => `${two(Math.floor(unixS / 3600) % 24)}:${two(Math.floor(unixS / 60) % 60)} UTC`,
};
