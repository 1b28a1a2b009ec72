import type { Tables } from '@latchkey/web-kit/format';
import { roomsDe } from './rooms.de.ts';
import { roomsEn, type RoomsSentences } from './rooms.en.ts';

export type { RoomsSentences };
export const roomsSentences: Tables<RoomsSentences> = { en: roomsEn, de: roomsDe };
