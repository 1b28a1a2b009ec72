import { guardingProblemsEn } from './guarding.en.ts';

/** Who belongs to the household: its devices, one more, one less. */
export const membersEn = {
  title: 'Who may open, allow and block',
  loading: 'Reading the signed list…',
  broken: 'The list of members does not follow from the one this device knows',
  brokenWhy: 'Nothing of it is believed here. Your doors go by their own list, which the server cannot change.',
  own: 'this device',
  nameless: 'A device without a name here',
  role: { admin: 'admin', resident: 'resident' },
  roleWhat: {
    admin: 'Opens, allows, blocks, and changes who belongs to the household.',
    resident: 'Opens, allows and blocks. Changes nothing about who belongs to the household.',
  },
  /** Where two are called the same. */
  named: (name: string, when: string) => `${name} (joined ${when})`,
  namedByKey: (name: string, key: string) => `${name} (key ${key})`,
  kind: { phone: 'Phone', tablet: 'Tablet', computer: 'Computer' },
  since: (day: string) => `since ${day}`,
  add: 'Add a device',
  onlyAdmins: 'Only an admin’s device can add or remove one.',
  addTitle: 'Add a device',
  addHow: 'On the new device open Latchkey and choose “Join a household”. It shows a code.',
  scan: 'Scan its code',
  paste: 'Or paste the code here',
  pasteWrong: 'This is not a device’s code. It has a point in the middle and ends with 64 letters.',
  use: 'Look at this device',
  looking: 'Looking…',
  swapped: 'The server shows another key than the code. Nothing was added.',
  swappedWay: 'Let the new device show a new code and scan it from its screen.',
  found: 'A device that wants to join',
  calls: 'It calls itself',
  key: 'Its key',
  compare: 'The same letters stand on the new device. If they differ, stop here.',
  name: 'What you call it',
  roleLegend: 'What it may do',
  admit: 'Sign and take it in',
  admitting: 'Signing…',
  admitted: 'It belongs to the household now, confirmed by your door',
  admittedNext:
    'The new device shows your household within seconds. Films from now on are sealed for it as well; earlier ones are not.',
  notTold: 'It belongs to the household, and has not heard of it yet',
  notToldNext: 'The server did not take the message for it. Try again.',
  again: 'Try again',
  refused: 'Your door did not take the new list',
  refusedWhy: (problem: string) => problems.en[problem] ?? 'Nothing has changed. Try again when your door answers.',
  done: 'To the household',
  remove: 'Remove this device',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeWhat: [
    'Your door refuses what its key signs from the moment it confirms.',
    'Everything it allowed ends: parcels, people, standing visits.',
    'Its session, its notices and its live picture end at once.',
    'Films from now on are sealed without it. Films it could open before, it may have kept.',
  ],
  /** Where there is a sheet. */
  removeSheet:
    'Your recovery sheet ends, because whoever leaves may have a photograph of it. You can make a new one afterwards.',
  removeYes: 'Sign and remove',
  removing: 'Signing…',
  removeNo: 'Keep it',
  removed: 'Removed, confirmed by your door',
  leaving: 'signed out at the server, not yet confirmed by your door',
  leavingTitle: 'Signed out at the server; not yet confirmed by your door',
  leavingWhy:
    'Your hub is not connected. What you signed waits for it and goes to it first when it is back. Until your door confirms it, the door still goes by the list before; if your door refuses it, the device is back in this list as before.',
  lastAdmin: 'This is the only admin’s device. Add another admin first.',
  gone: 'This device is not on the list any more.',
  cutOff: 'This device does not belong to the household any more',
  cutOffWhy:
    'So the server says: a member removed it, or its household began anew. Once your door has confirmed that, its keys open nothing.',
  cutOffWay: 'Forget the household on this device',
  join: 'Join a household that is there already',
  joinTitle: 'Join a household',
  joinHow: 'This device makes its own key and shows a code. A member scans it with their device and takes it in.',
  joinName: 'What this device is called',
  joinNameHint: (kind: string) => `Left empty it is called ${kind}.`,
  joinStart: 'Show the code',
  joinPreparing: 'Making the key…',
  joinCode: 'Let a member scan this in Household, “Add a device”',
  joinQr: 'Code of this device',
  joinWaiting: 'Waiting until they take it in. Keep this open.',
  joinCopy: 'Copy the code',
  joinCopied: 'Copied',
  joinFailed: 'The code could not be made',
  joinFailedWay: 'The server did not take it. Check the connection and try again.',
  back: 'Back',
};

const problems: { readonly en: Readonly<Record<string, string>> } = {
  en: {
    ...guardingProblemsEn,
    'hub-offline': 'It is not connected. Nothing has changed. If another removal waits for it, look at the list again.',
    'hub-silent': 'It did not answer in time. Look at the list again before you repeat it.',
    'roster-full':
      'The signed list of members is full: it holds 16 devices, fewer where they have passkeys and long names. Nothing has changed. Remove a device first.',
    'signer-not-admin': 'This device is no admin’s any more. Nothing has changed.',
    'signature-wrong': 'Another member changed the list in this moment. Look at it again.',
    'epoch-wrong': 'Another member changed the list in this moment. Look at it again.',
  },
};

export type MembersSentences = typeof membersEn;
