import type { Format } from '@latchkey/web-kit';

/** The words of *Household*, and of its rooms: this device, the hub, and what only is reached from there. */
export const roomsEn = {
  title: 'Household',
  handle: 'Handle for carriers',
  handleHint: 'Give it to a carrier. It opens nothing.',
  rooms: 'More of this household',
  passkeys: (f: Format, n: number) => (n === 0 ? 'None yet' : f.count(n, { one: '# passkey', other: '# passkeys' })),
  passkeysUnread: 'They guard the account at the server',
  device: {
    title: 'This device',
    told: 'Is told of visits and alarms',
    untold: 'Is told of nothing while the app is closed',
    itself: 'Its key, and leaving the household',
    key: 'Key',
    hint: 'The key was made in this browser and cannot leave it. Clearing the browser’s data deletes it.',
    paired: 'Belongs to the household since',
  },
  hub: {
    title: 'Hub',
    online: 'connected to the server',
    offline: 'not connected to the server',
    since: (since: string) => `not connected to the server since ${since}`,
    line: {
      asking: 'is being asked',
      answering: 'answers with its own signature',
      silent: 'does not answer',
      false: 'what answered is not your hub',
      'cut-off': 'this device is not let through to it',
    },
    state: 'Now',
    key: 'Key',
  },
};

export type RoomsSentences = typeof roomsEn;
