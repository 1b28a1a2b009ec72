import type { AtDoorSentences } from './at-door.en.ts';

const list = (names: readonly string[]) => new Intl.ListFormat('de').format(names);

export const atDoorDe: AtDoorSentences = {
  terms: {
    legend: 'Anwesenheit an der Tür',
    choice: { on: 'Muss bewiesen sein', off: 'Muss nicht bewiesen sein' },
    hint: {
      on: 'Geöffnet wird nur, wenn das Telefon liest, was es dort gibt: den Code auf der Anzeige der Tür oder ihren Chip.',
      off: 'Ein Klopfen zählt von überall, wenn die Unterschriften stimmen.',
    },
    none: 'Anwesenheit nicht bewiesen',
    noneWhy:
      'Diese Tür hat draußen weder Anzeige noch Chip. Wer klopft, steht durch den Schlüssel fest; dass die Person dort steht, nicht.',
    signed: 'Wer klopft, muss die Anzeige oder den Chip an der Tür lesen.',
    unsigned: 'Anwesenheit nicht bewiesen: Nichts zeigt, dass an der Tür steht, wer klopft.',
    unheard: 'Ihr Hub hat noch nicht gesagt, was es an der Tür gibt. Sobald er es sagt, können Sie unterschreiben.',
  },
  series: {
    bare: (doors) => `Draußen ohne Anzeige und ohne Chip: ${list(doors)}.`,
    together:
      'Alle Türen einer Erlaubnis verlangen dasselbe, darum verlangt es hier keine. Laden Sie für jede Tür einzeln ein, dann verlangen es die anderen.',
    unheard:
      'Ihr Hub hat noch nicht gesagt, was es an der Tür gibt. Die Termine werden unterschrieben, sobald er es sagt.',
    gone: (doors) =>
      `Hier gibt es nichts mehr zu lesen: ${list(doors)}. Darum öffnet sich dort vielleicht nichts. Unterschreiben Sie die Änderung einmal, dann wird es nicht mehr verlangt.`,
    since: 'Inzwischen gibt es dort etwas zu lesen. Unterschreiben Sie die Änderung einmal, dann wird es verlangt.',
  },
  proven: {
    display: 'Anwesenheit bewiesen: Der Code auf der Anzeige der Tür wurde binnen einer halben Minute gelesen',
    tag: 'Anwesenheit bewiesen: Der Chip an der Tür wurde für dieses Klopfen gelesen',
    camera: 'Anwesenheit bewiesen: Die Kamera der Tür sah den Code auf dem Telefon',
  },
};
