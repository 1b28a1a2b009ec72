/** The words of what was read before and cannot be read now. */
export const statesEn = {
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
