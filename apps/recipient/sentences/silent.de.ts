import type { SilentSentences } from './silent.en.ts';

export const silentDe: SilentSentences = {
  title: 'Ihre Tür antwortet nicht mehr, und ein Besuch ist im Gange',
  why: (time) =>
    `Zuletzt gehört um ${time} Uhr. Ob die Tür verriegelt ist, weiß jetzt niemand; sehen Sie nach, oder schicken Sie jemanden.`,
  rings: 'Der Server meldet es jedem Telefon des Haushalts, bis die Tür antwortet oder jemand von Ihnen es gehört hat.',
  heard: 'Ich habe es gehört',
  telling: 'Der Server erfährt es …',
  failed: 'Der Server hat es nicht angenommen; er meldet es weiter.',
  rests: (time) =>
    `Jemand von Ihnen hat es um ${time} Uhr gehört: Es wird nicht mehr gemeldet. Die Tür schweigt wie zuvor; antwortet sie und schweigt dann wieder, wird es wieder gemeldet.`,
};
