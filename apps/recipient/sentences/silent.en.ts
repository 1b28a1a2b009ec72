/** The words of a hub that fell silent in a visit. */
export const silentEn = {
  title: 'Your door no longer answers, and a visit is under way',
  why: (time: string) =>
    `Last heard at ${time}. Whether the door is locked, nobody knows now; look at it, or send somebody.`,
  rings: 'The server tells every phone of your household until the door answers, or until one of you has heard it.',
  heard: 'I have heard it',
  telling: 'Telling the server…',
  failed: 'The server did not take it; it goes on ringing.',
  rests: (time: string) =>
    `One of you heard it at ${time}: it rings no more. The door is as silent as before; if it answers and falls silent again, it rings again.`,
};

export type SilentSentences = typeof silentEn;
