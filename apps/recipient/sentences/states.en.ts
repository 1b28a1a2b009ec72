/** The words of what is late, and of what was read before and cannot be read now. */
export const statesEn = {
  late: {
    passed: (at: string) => `Later than the courier estimated: ${at}.`,
    passedWhy: 'The door still opens for them until the window ends.',
    after: (at: string) => `The courier expects to come at ${at}, after your window.`,
    afterWhy: (ends: string) =>
      `Your door stays shut from ${ends} on. The carrier may announce it again, or you send it elsewhere.`,
    ending: (ends: string) => `Nobody has come in yet. The window ends at ${ends}.`,
    endingWhy: 'After that the permission is used up by itself, and the door stays shut.',
    unsigned: 'Nobody of this household signed this visit.',
    unsignedWhy: 'Your door opens to nobody for it. Its times are the server’s word.',
  },
  clock: 'Until it is right, this app signs nothing that lets somebody in. Blocking works as always.',
  clockBack: 'Set it back at the hub',
  asOf: {
    title: (when: string) => `As of ${when}`,
    why: 'The server was not reached. This is what your phone saw last; what has happened since is not in it.',
    waiting: 'Waits for you',
    expected: 'Expected',
  },
};

export type StatesSentences = typeof statesEn;
