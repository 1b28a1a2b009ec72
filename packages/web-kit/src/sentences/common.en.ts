/** Words that every app needs in the same place. */
export const commonEn = {
  skip: 'Skip to the content',
  language: 'Language',
  loading: 'Loading…',
  tryAgain: 'Try again',
  back: 'Back',
  close: 'Close',
  /** An API problem's code, as what happened and the way on. */
  problem: {
    'not-signed-in': 'This device is not signed in. Reload the page; it signs in with its own key.',
    'not-allowed': 'This key may not do that. Use the carrier’s own key.',
    'passkey-needed': 'Confirm with a passkey first that it is you.',
    'not-found': 'This no longer exists, or it is not yours to see.',
    'invalid-request': 'The server did not understand the request. Reload the page and try again.',
    'unknown-path': 'The server does not know this address. Reload the page.',
    'wrong-signature': 'The server does not recognise this device’s signature.',
    suspended: 'This device is suspended at the hub.',
    'challenge-expired': 'Signing in took too long. Try again.',
    'idempotency-key-missing': 'The request was incomplete. Reload the page and try again.',
    'idempotency-key-reused': 'This was already sent, with other words. Reload the page to see what holds.',
    conflict: 'Something changed meanwhile. Reload the page to see what holds now.',
    'too-many-requests': 'That was too often in a short time. Wait a minute, then try again.',
    'too-large': 'That is too long. Shorten it and try again.',
    'wrong-origin': 'This page was opened under an address the server does not accept.',
    'hub-offline': 'Your hub is not connected. The door goes on deciding by itself; nothing was sent.',
    'hub-silent': 'Your hub did not answer in time.',
    unavailable: 'The server does not answer. Nothing was lost; check the connection and try again.',
    internal: 'Something failed at the server. It was noted there; try again.',
  },
  offline: 'No connection to the server.',
  offlineWay: 'Your doors go on deciding by themselves. This page tries again by itself.',
  clock: {
    deviceAhead: (about: string) => `This device’s clock is about ${about} ahead`,
    deviceBehind: (about: string) => `This device’s clock is about ${about} behind`,
    doorAhead: (about: string) => `Your door’s clock is about ${about} ahead of this device’s`,
    doorBehind: (about: string) => `Your door’s clock is about ${about} behind this device’s`,
    setIt: 'Turn on automatic time in its settings.',
    doorWay:
      'Your door lets visitors in by its own clock, so they may come in too early, too late or not at all. Look at the hub: its line, and its clock.',
    doorAheadWay: 'If it is far ahead, visitors wait until an admin beside the hub sets it back. You get in as always.',
  },
  /** An address that no screen is at. */
  nowhere: {
    title: 'Nothing is at this address',
    why: 'It may be old, or was cut off on its way here. Nothing is lost.',
    way: (place: string) => `Go to “${place}”`,
  },
};

export type CommonSentences = typeof commonEn;
