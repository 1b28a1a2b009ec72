const problems: Readonly<Record<string, string>> = {
  'only-at-home': 'It is said here alone, at home.',
  'signer-not-admin': 'Only an admin of the household can say it.',
  'signer-unknown': 'This device does not belong to the household any more.',
  'signer-suspended': 'This device is suspended.',
  'signature-wrong': 'Another admin said something else in the meantime. Look again.',
  'roster-behind': 'The hub does not know your newest members yet. Wait until it has them.',
  'start-over': 'The hub has just started anew. Try again.',
  'storage-short': 'The hub cannot write anything down at the moment.',
};

/** Another server for the hub. The German table has the same shape. */
export const movingEn = {
  title: 'Your hub’s server',
  line: {
    up: 'Your hub is connected to it.',
    away: 'Your hub does not reach it.',
    refused: 'It does not take your household in. Choose another one.',
  },
  other: 'Go to another server',
  what: 'If it is gone for good, your hub goes on with another one. Doors, devices, receipts and films stay. Nobody pairs anything again, and the new server can open nothing either.',
  lost: 'Parcels announced at the old server, and blocks there that your door has not confirmed, do not come along. If you distrust it, block first.',
  address: 'Address of the new server',
  hint: 'Like doors.example.org',
  mistyped: 'That is no address of a server. It begins with https://.',
  go: 'Go to this server',
  working: 'Your hub writes it down …',
  done: 'Your hub has this server now.',
  phones: 'On each phone, open this address and choose “Join a household”. It shows a code: take it in here.',
  qr: 'The address as a code for a phone’s camera',
  failed: 'Your hub did not do it',
  failedWhy: (problem: string) => problems[problem] ?? 'Nothing has changed. Try again when your hub answers.',
  admins: 'An admin of your household can give it another one here.',
};

export type MovingSentences = typeof movingEn;
