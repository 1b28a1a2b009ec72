import type { StatesSentences } from './states.en.ts';

export const statesDe: StatesSentences = {
  clock: 'Bis sie stimmt, unterschreibt diese App nichts, was jemanden einlässt. Sperren geht wie immer.',
  clockBack: 'Am Hub zurückstellen',
  asOf: {
    title: (when) => `Stand: ${when} Uhr`,
    why: 'Der Server war nicht zu erreichen. Das hier hat Ihr Telefon zuletzt gesehen; was seither geschah, fehlt.',
    waiting: 'Wartet auf Sie',
    expected: 'Erwartet',
  },
};
