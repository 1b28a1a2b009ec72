import type { Tables } from '@latchkey/web-kit';

/** What is late about a visit, and what no member signed. */
const en = {
  passed: (at: string) => `Later than the courier estimated: ${at}.`,
  passedWhy: 'The door still opens for them until the window ends.',
  after: (at: string) => `The courier expects to come at ${at}, after your window.`,
  afterWhy: (ends: string) =>
    `Your door stays shut from ${ends} on. The carrier may announce it again, or you send it elsewhere.`,
  ending: (ends: string) => `Nobody has come in yet. The window ends at ${ends}.`,
  endingWhy: 'After that the permission is used up by itself, and the door stays shut.',
  unsigned: 'Nobody of this household signed this visit.',
  unsignedWhy: 'Your door opens to nobody for it. Its times are the server’s word.',
};
export type LateSentences = typeof en;

const de: LateSentences = {
  passed: (at) => `Später, als der Bote geschätzt hat: ${at} Uhr.`,
  passedWhy: 'Die Tür öffnet für ihn noch, bis das Zeitfenster endet.',
  after: (at) => `Der Bote rechnet mit ${at} Uhr, also nach Ihrem Zeitfenster.`,
  afterWhy: (ends) =>
    `Ab ${ends} Uhr bleibt die Tür zu. Der Paketdienst kann es neu ankündigen, oder Sie schicken es woandershin.`,
  ending: (ends) => `Noch kam niemand herein. Das Zeitfenster endet um ${ends} Uhr.`,
  endingWhy: 'Danach erlischt die Erlaubnis von selbst, und die Tür bleibt zu.',
  unsigned: 'Niemand aus diesem Haushalt hat diesen Besuch unterschrieben.',
  unsignedWhy: 'Ihre Tür öffnet dafür niemandem. Seine Zeiten sagt nur der Server.',
};

export const lateSentences: Tables<LateSentences> = { en, de };
