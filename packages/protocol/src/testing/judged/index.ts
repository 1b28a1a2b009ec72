import type { JudgedCase } from './case.ts';
import { DECLARATIONS, HONOURED, QUESTIONS } from './doors.ts';
import { INQUIRIES, READINESSES } from './inquiries.ts';
import {
  ENROLMENTS,
  INVITATION_ANSWERS,
  OFFERS,
  PAIRED,
  PAIRING_AGAIN,
  PAIRING_ANSWERS,
  PAIRING_CONFIRMS,
  PAIRING_HELLOS,
} from './introductions.ts';
import { APPROVALS, LOOK_RESTS, LOOKS } from './looks.ts';
import { COUNTING, LEAVING_WAITS, PRESENCE_CODES } from './presence.ts';
import { RECEIPTS } from './receipts.ts';
import { CALLS, RECOVERS, REPLIES, VETOES } from './recoveries.ts';
import { ROSTER_CHAINS, ROSTERS } from './rosters.ts';
import { DOOR_CODES, MAILS, SHOWN } from './shown.ts';
import { TIMES } from './times.ts';
import { BLOCKS, DIVERTS } from './withdrawals.ts';

/** By page of docs/protocol: what somebody is told outside of a knock, and what they make of it. Files of vectors/judged. */
export const JUDGED: Readonly<Record<string, readonly JudgedCase[]>> = {
  '00-roster': [...ROSTERS, ...ROSTER_CHAINS],
  '04-block': BLOCKS,
  '05-receipt': RECEIPTS,
  '06-approval': APPROVALS,
  '07-divert': DIVERTS,
  '08-pairing': [...PAIRING_HELLOS, ...PAIRING_ANSWERS, ...PAIRING_CONFIRMS, ...PAIRING_AGAIN, ...PAIRED],
  '09-look': [...LOOKS, ...LOOK_RESTS],
  '11-time': TIMES,
  '13-state': SHOWN,
  '14-declaration': [...DECLARATIONS, ...HONOURED],
  '15-question': QUESTIONS,
  '17-inquiry': INQUIRIES,
  '18-readiness': READINESSES,
  '19-recovery': [...RECOVERS, ...VETOES, ...CALLS, ...REPLIES],
  '22-suspension': [...PRESENCE_CODES, ...COUNTING],
  '23-departure': LEAVING_WAITS,
  '28-own-page': MAILS,
  'door-code': DOOR_CODES,
  enrolment: ENROLMENTS,
  invitation: [...OFFERS, ...INVITATION_ANSWERS],
};
