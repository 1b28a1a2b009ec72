import type { routes } from '@latchkey/contract';
import type { Receipt } from '@latchkey/protocol';
import type { PushMessage } from './wire.ts';

type How = Pick<PushMessage, 'ttlS' | 'urgency'> & {
  /** One letter behind the visit's id: a newer notice of the same kind replaces an older one that is still on its way. */
  readonly letter: string;
};

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** Of everything a hub signs, what a person wants to hear while the app is closed. */
const worthTelling: Readonly<Partial<Record<Receipt['event'], How>>> = {
  attention: { ttlS: HOUR_S, urgency: 'high', letter: 'a' },
  forced: { ttlS: HOUR_S, urgency: 'high', letter: 'f' },
  complete: { ttlS: 24 * HOUR_S, urgency: 'normal', letter: 'c' },
  refused: { ttlS: HOUR_S, urgency: 'normal', letter: 'r' },
  blocked: { ttlS: HOUR_S, urgency: 'high', letter: 'b' },
  diverted: { ttlS: HOUR_S, urgency: 'high', letter: 'b' },
  // It waits for two days, and one member's no ends it.
  'recovery-pending': { ttlS: 48 * HOUR_S, urgency: 'high', letter: 'p' },
  'recovery-over': { ttlS: 24 * HOUR_S, urgency: 'normal', letter: 'p' },
  recovered: { ttlS: 48 * HOUR_S, urgency: 'high', letter: 'p' },
  // Whoever lives there is to know before they need the door.
  suspended: { ttlS: 72 * HOUR_S, urgency: 'high', letter: 'u' },
  'suspension-over': { ttlS: 24 * HOUR_S, urgency: 'normal', letter: 'u' },
  // Whoever lives there has a day to come.
  leaving: { ttlS: 48 * HOUR_S, urgency: 'high', letter: 'm' },
  staying: { ttlS: 24 * HOUR_S, urgency: 'normal', letter: 'm' },
  'server-changed': { ttlS: 72 * HOUR_S, urgency: 'high', letter: 'v' },
  'moved-out': { ttlS: 72 * HOUR_S, urgency: 'high', letter: 'm' },
  // Permissions that seemed over may count again.
  'clock-set-back': { ttlS: 72 * HOUR_S, urgency: 'high', letter: 't' },
  // Also when it is over: who was looked at is to know.
  'look-began': { ttlS: 24 * HOUR_S, urgency: 'high', letter: 'l' },
  'looks-off': { ttlS: 24 * HOUR_S, urgency: 'normal', letter: 'o' },
};

/** An estimate that comes much later says nothing any more. */
export const arrivingHow: How = { ttlS: 10 * MINUTE_S, urgency: 'high', letter: 's' };

/** Whoever is told late still wants to ring somebody up. */
export const unsafeHow: How = { ttlS: 24 * HOUR_S, urgency: 'high', letter: 'n' };

/** As an alarm: the next one takes its place. */
export const silentHow: How = { ttlS: HOUR_S, urgency: 'high', letter: 'a' };

/** After its wait nobody is at the door for it. */
export const approvalHow = (waitS: number): How => ({ ttlS: waitS, urgency: 'high', letter: 'y' });

export const howToTell = (event: Receipt['event']): How | undefined => worthTelling[event];

/** `about`: an id of 22 letters. */
export const messageOf = (notice: routes.PushNotice, { ttlS, urgency, letter }: How, about: string): PushMessage => ({
  text: JSON.stringify(notice),
  ttlS,
  urgency,
  topic: `${about}${letter}`,
});
