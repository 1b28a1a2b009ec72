/** A door's clock that is ahead: what it shows, and setting it back beside the hub. */
export const clockBackEn = {
  title: 'Your door’s clock',
  device: 'This device says',
  door: 'Your door says',
  doorFloor: 'Your door knows no time now, and believes none before',
  unheard: 'Your hub has not said its time yet.',
  right: 'Your door’s clock is not ahead. There is nothing to set back.',
  ownClock: 'Set this device’s clock first: turn on automatic time in its settings. Your door’s clock would follow it.',
  onlyAdmins: 'Only an admin of the household can set it back.',
  what: 'What follows',
  whatList: [
    'Your door goes by this device’s time, and lets visitors in by it.',
    'A permission whose time then runs, or runs once more, counts. Block first what is not to come any more.',
    'What was used stays used, blocks stay, and every member is told.',
  ],
  check: 'Is the time of this device right? Compare it with another clock.',
  how: 'Then stand at the hub, with nobody visiting. Press its button briefly; its display shows twelve letters for two minutes.',
  letters: 'Letters on the hub’s display',
  mistyped: 'These are not twelve letters and digits. Compare them with the display.',
  setBack: 'Set the clock back',
  working: 'Waiting for your hub…',
  done: 'Set back, confirmed by your hub',
  doneWhy:
    'Your door goes by this device’s time now. If it jumps ahead again after a power cut, its clock chip is broken.',
  failed: 'Your hub did not do it',
  failedWhy: (problem: string) => problems[problem] ?? 'Nothing has changed. Try again when your hub answers.',
  news: (when: string) => `Your hub’s clock was set back ${when}`,
  newsByYou: 'This device said so beside the hub.',
  newsBy: (name: string | undefined) => `${name ?? 'A device that has no name here'} said so beside the hub.`,
  newsWhy: (from: string) =>
    `It had been at ${from}. Permissions whose time runs once more count again: block what is not to come any more.`,
};

const problems: Readonly<Record<string, string>> = {
  'presence-none': 'Its display shows nothing now. Press the button briefly and type what it shows.',
  'presence-wrong': 'Its display shows something else. Compare the letters.',
  'visit-running': 'Somebody who visits is inside, or is filmed. It works when they are out and the door is locked.',
  'start-over': 'The hub has started anew. Look at its display again.',
  'floor-moved': 'Its clock has changed meanwhile. Press the button again and repeat it.',
  'floor-not-ahead': 'Its clock is not ahead any more.',
  'own-clock': 'This device’s clock is off. Set it first.',
  'roster-behind': 'The hub does not know your newest members yet. Wait until it has them.',
  'signer-not-admin': 'Only an admin of the household can set it back.',
  'signer-suspended': 'This device is suspended.',
  'signer-unknown': 'This device does not belong to the household any more.',
  'storage-short': 'It could not write it down. Until it can, it knows no time, and visitors wait.',
  'moved-out': 'The household has moved out already.',
  'hub-too-old': 'Your hub does not know this yet. Update it first.',
  'hub-offline': 'It has no connection. Nothing has changed.',
  'hub-silent': 'It does not answer. Look again here before you repeat it.',
};

export type ClockBackSentences = typeof clockBackEn;
