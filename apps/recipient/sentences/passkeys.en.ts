import type { PasskeyTrouble } from '../model/devices/passkeys.ts';

export const passkeysEn = {
  title: 'Passkeys',
  what: 'A passkey guards this household’s account at the server: its lists, its sealed films, its notifications. Doors do not need it: they know your device’s own key.',
  required: 'This server asks each device for one, at least every 30 days.',
  optional: 'This server does not ask for one. You can try it here.',
  none: 'There is none yet.',
  loading: 'Reading the passkeys',
  failed: 'The passkeys could not be read',
  unsupported: 'This browser has no passkeys.',
  made: (when: string) => `made ${when}`,
  used: (when: string) => `last used ${when}`,
  never: 'not used yet',
  synced: 'on your other devices too',
  name: 'What do you call it?',
  nameWrong: 'Give it a name of at most 40 letters.',
  defaultName: 'This device',
  add: 'Add a passkey',
  adding: 'Waiting for your finger, face or PIN…',
  rename: 'Rename',
  renameOf: (name: string) => `Rename “${name}”`,
  save: 'Save the name',
  keepName: 'Keep the name',
  remove: 'Remove',
  removeOf: (name: string) => `Remove “${name}”`,
  removeConsequence: (name: string) =>
    `The server forgets “${name}”. Nobody can confirm with it any more; devices that have confirmed stay signed in.`,
  removeYes: 'Remove it',
  removeNo: 'Keep it',
  tryIt: 'Confirm with a passkey',
  confirming: 'Waiting for your finger, face or PIN…',
  shown: 'This device has confirmed.',
  needed: 'Confirm that it is you',
  neededWhy:
    'Your doors answer without it. Lists and films wait until this device has shown a passkey of the household.',
  first: 'Add a passkey',
  firstWhy: 'This server asks for one, so that a copied session cannot read your lists.',
  firstWay: 'To the passkeys',
  trouble: {
    cancelled: 'Nothing was confirmed. Try again when you are ready.',
    known: 'This device holds a passkey of the household already.',
    last: 'This is the last passkey, and this server asks for one. Add another first.',
    refused: 'The server did not accept it. Try again.',
    failed: 'That did not work. Check the connection and try again.',
  } satisfies Record<PasskeyTrouble, string>,
};

export type PasskeysSentences = typeof passkeysEn;
