/** Where a member wants the parcel instead; the bytes of the signed instruction are protocol's affair. */
export const divertTargets = [
  'neighbour',
  'collection-point',
  'parcel-box',
  'other-address',
  'other-day',
  'return',
] as const;
export type DivertTarget = (typeof divertTargets)[number];
export type DivertAnswer = 'waiting' | 'accepted' | 'declined';

/**
 * Where the parcel is bound for. A divert blocks the visit at the door whatever the carrier answers, so a declined one leaves
 * the parcel with the carrier and never brings the visit back.
 */
export type Whereabouts = 'undecided' | 'with-the-carrier' | DivertTarget;

export const parcelGoes = (to: DivertTarget, answer: DivertAnswer): Whereabouts => {
  switch (answer) {
    case 'waiting':
      return 'undecided';
    case 'accepted':
      return to;
    case 'declined':
      return 'with-the-carrier';
  }
};

/**
 * A new divert while another one stands: the carrier is asked again. Where the household only takes what the carrier itself offered,
 * and says no more about it, there is nothing left to ask.
 */
export const answerToDivert = (
  offered: DivertTarget | undefined,
  to: DivertTarget,
  hasDetails: boolean,
): DivertAnswer => (offered === to && !hasDetails ? 'accepted' : 'waiting');

export type AnswerKept = { readonly ok: true; readonly answer: DivertAnswer } | { readonly ok: false };

/** The carrier answers once; saying the same again is harmless, saying the opposite is a conflict. */
export const answerDivert = (current: DivertAnswer, answer: 'accepted' | 'declined'): AnswerKept =>
  current === 'waiting' || current === answer ? { ok: true, answer } : { ok: false };
