import type { AtDoorSentences } from './at-door.en.ts';

export const atDoorDe: AtDoorSentences = {
  terms: {
    legend: 'Steht an der Tür',
    choice: { on: 'Muss bewiesen sein', off: 'Muss nicht bewiesen sein' },
    hint: {
      on: 'Es öffnet nur ein Telefon mit dem, was es dort gibt: einem Code auf der Anzeige der Tür oder ihrem Chip.',
      off: 'Ein Klopfen zählt von überall, wenn die Unterschriften stimmen.',
    },
    none: 'Anwesenheit nicht bewiesen',
    noneWhy:
      'Diese Tür hat draußen weder Anzeige noch Chip. Wer klopft, steht durch den Schlüssel fest; dass die Person dort steht, nicht.',
    signed: 'Wer klopft, muss die Anzeige oder den Chip an der Tür lesen.',
    unsigned: 'Anwesenheit nicht bewiesen: Nichts zeigt, dass an der Tür steht, wer klopft.',
  },
  proven: {
    display: 'Anwesenheit bewiesen: Der Code auf der Anzeige der Tür wurde binnen einer halben Minute gelesen',
    tag: 'Anwesenheit bewiesen: Der Chip an der Tür wurde für dieses Klopfen gelesen',
    camera: 'Anwesenheit bewiesen: Die Kamera der Tür sah den Code auf dem Telefon',
  },
};
