import type { MovingSentences } from './moving.en.ts';

const problems: Readonly<Record<string, string>> = {
  'only-at-home': 'Das sagen Sie nur hier, zu Hause.',
  'signer-not-admin': 'Nur wer den Haushalt verwaltet, kann das sagen.',
  'signer-unknown': 'Dieses Gerät gehört nicht mehr zum Haushalt.',
  'signer-suspended': 'Dieses Gerät ist ausgesetzt.',
  'signature-wrong':
    'Jemand, der den Haushalt verwaltet, hat inzwischen etwas anderes gesagt. Sehen Sie noch einmal nach.',
  'roster-behind': 'Der Hub kennt Ihre neuesten Mitglieder noch nicht. Warten Sie, bis er sie hat.',
  'start-over': 'Der Hub ist gerade neu gestartet. Versuchen Sie es noch einmal.',
  'storage-short': 'Der Hub kann im Augenblick nichts aufschreiben.',
};

export const movingDe: MovingSentences = {
  title: 'Der Server Ihres Hubs',
  line: {
    up: 'Ihr Hub ist mit ihm verbunden.',
    away: 'Ihr Hub erreicht ihn nicht.',
    refused: 'Er nimmt Ihren Haushalt nicht auf. Wählen Sie einen anderen.',
  },
  other: 'Zu einem anderen Server wechseln',
  what: 'Gibt es ihn nicht mehr, macht Ihr Hub mit einem anderen weiter. Türen, Geräte, Belege und Filme bleiben. Niemand koppelt etwas neu, und auch der neue Server kann nichts öffnen.',
  lost: 'Pakete, die beim alten Server angekündigt sind, und Sperren dort, die Ihre Tür nicht bestätigt hat, kommen nicht mit. Wenn Sie ihm misstrauen, sperren Sie zuerst.',
  address: 'Adresse des neuen Servers',
  hint: 'Zum Beispiel tueren.example.org',
  mistyped: 'Das ist keine Adresse eines Servers. Sie beginnt mit https://.',
  go: 'Zu diesem Server wechseln',
  working: 'Ihr Hub schreibt es auf …',
  done: 'Ihr Hub hat jetzt diesen Server.',
  phones:
    'Öffnen Sie auf jedem Telefon diese Adresse und wählen Sie „Einem Haushalt beitreten“. Das Telefon zeigt einen Code; damit nehmen Sie es hier auf.',
  qr: 'Die Adresse als Code für die Kamera eines Telefons',
  failed: 'Ihr Hub hat es nicht getan',
  failedWhy: (problem) =>
    problems[problem] ?? 'Nichts hat sich geändert. Versuchen Sie es noch einmal, wenn Ihr Hub antwortet.',
  admins: 'Wer Ihren Haushalt verwaltet, kann hier einen anderen wählen.',
};
