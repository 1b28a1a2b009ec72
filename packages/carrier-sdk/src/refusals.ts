import { REASONS, sentence, type Refusal, type Saying, type Sentence } from '@latchkey/protocol';
import * as z from 'zod';
import type { Language } from './words/index.ts';

/** What the courier's side knows by itself, where the server or a receipt names only the reason. */
export interface KnownHere {
  /** Unix seconds. */
  readonly beginsS: number;
  readonly endsS: number;
  readonly trackingNumber: string;
}

const text = z.string().max(40).optional().catch(undefined);
const moment = z.number().int().nonnegative().max(0xffff_ffff).optional().catch(undefined);
const told = z.object({
  reason: z.string(),
  trackingNumber: text,
  beginsS: moment,
  endedS: moment,
  nextBeginsS: moment,
  retryAfterS: moment,
});

const known = new Set<string>(REASONS);

/**
 * A refusal in words for the courier: what is the case, then what to do instead. `refusal` passed through the server, so only
 * its reason and a few bounded fields are used, and only for words.
 */
export const refusalSentence = (
  refusal: { readonly reason: string },
  here: KnownHere,
  language: Language,
  say: Saying,
): Sentence => sentence(worded(refusal, here), language, 'courier', say);

const worded = (refusal: { readonly reason: string }, here: KnownHere): Refusal => {
  const read = told.safeParse(refusal);
  if (!read.success || !known.has(read.data.reason)) return { reason: 'not-recognised' };
  const { reason, trackingNumber, beginsS, endedS, nextBeginsS, retryAfterS } = read.data;
  switch (reason) {
    case 'not-yet-valid':
      return { reason, link: 0, beginsS: beginsS ?? here.beginsS };
    case 'expired':
      return { reason, link: 0, endedS: endedS ?? here.endsS };
    case 'outside-occurrence':
      return { reason, nextBeginsS };
    case 'parcel-not-granted':
      return { reason, trackingNumber: trackingNumber ?? here.trackingNumber };
    case 'too-many-attempts':
      return { reason, retryAfterS: retryAfterS ?? 60 };
    default:
      // The sentences of all other reasons take no data.
      return { reason } as Refusal;
  }
};

/** Refusals that a second knock, a few seconds later, may well not meet. */
const passing = new Set([
  'camera-not-recording',
  'not-armed',
  'nonce-unknown',
  'nonce-expired',
  'door-busy',
  'not-fresh',
  'not-resumed',
]);
export const mayPass = ({ reason }: { readonly reason: string }): boolean => passing.has(reason);
