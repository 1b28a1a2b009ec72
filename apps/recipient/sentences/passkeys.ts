import type { Tables } from '@latchkey/web-kit';
import { passkeysDe } from './passkeys.de.ts';
import { passkeysEn, type PasskeysSentences } from './passkeys.en.ts';

export type { PasskeysSentences };
export const passkeysSentences: Tables<PasskeysSentences> = { en: passkeysEn, de: passkeysDe };
