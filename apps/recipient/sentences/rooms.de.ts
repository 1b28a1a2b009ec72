import type { RoomsSentences } from './rooms.en.ts';

export const roomsDe: RoomsSentences = {
  title: 'Haushalt',
  handle: 'Kennung für Paketdienste',
  handleHint: 'Geben Sie sie einem Paketdienst. Sie öffnet nichts.',
  rooms: 'Mehr von diesem Haushalt',
  passkeys: (f, n) => (n === 0 ? 'Noch keiner' : f.count(n, { one: '# Passkey', other: '# Passkeys' })),
  passkeysUnread: 'Sie schützen das Konto beim Server',
  device: {
    title: 'Dieses Gerät',
    told: 'Erfährt von Besuchen und Alarmen',
    untold: 'Erfährt nichts, solange die App zu ist',
    itself: 'Sein Schlüssel, und den Haushalt verlassen',
    key: 'Schlüssel',
    hint: 'Der Schlüssel ist in diesem Browser entstanden und kann ihn nicht verlassen. Wer die Browserdaten löscht, löscht auch ihn.',
    paired: 'Gehört zum Haushalt seit',
  },
  hub: {
    title: 'Hub',
    online: 'mit dem Server verbunden',
    offline: 'nicht mit dem Server verbunden',
    since: (since) => `seit ${since} Uhr nicht mit dem Server verbunden`,
    line: {
      asking: 'wird gefragt',
      answering: 'antwortet mit eigener Unterschrift',
      silent: 'antwortet nicht',
      false: 'was geantwortet hat, ist nicht Ihr Hub',
      'cut-off': 'dieses Gerät wird nicht zu ihm durchgelassen',
    },
    state: 'Gerade',
    key: 'Schlüssel',
  },
};
