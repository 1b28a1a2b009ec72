import type { StatesSentences } from './states.en.ts';

export const statesDe: StatesSentences = {
  late: {
    passed: (at) => `Später, als der Bote geschätzt hat: ${at} Uhr.`,
    passedWhy: 'Die Tür öffnet für ihn noch, bis das Zeitfenster endet.',
    after: (at) => `Der Bote rechnet mit ${at} Uhr, also nach Ihrem Zeitfenster.`,
    afterWhy: (ends) =>
      `Ab ${ends} Uhr bleibt die Tür zu. Der Paketdienst kann es neu ankündigen, oder Sie schicken es woandershin.`,
    ending: (ends) => `Noch kam niemand herein. Das Zeitfenster endet um ${ends} Uhr.`,
    endingWhy: 'Danach erlischt die Erlaubnis von selbst, und die Tür bleibt zu.',
    unsigned: 'Niemand aus diesem Haushalt hat diesen Besuch unterschrieben.',
    unsignedWhy: 'Ihre Tür öffnet dafür niemandem. Seine Zeiten sagt nur der Server.',
  },
  clock: 'Bis sie stimmt, unterschreibt diese App nichts, was jemanden einlässt. Sperren geht wie immer.',
  clockBack: 'Am Hub zurückstellen',
  asOf: {
    title: (when) => `Stand: ${when} Uhr`,
    why: 'Der Server war nicht zu erreichen. Das hier hat Ihr Telefon zuletzt gesehen; was seither geschah, fehlt.',
    waiting: 'Wartet auf Sie',
    expected: 'Erwartet',
  },
};
