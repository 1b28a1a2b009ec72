/** Suspending a device beside the hub: what it does, how, and for how long yet. */
export const suspensionEn = {
  title: 'Suspend at the hub',
  reach: 'For a lost phone, or somebody who should not get in. You have to stand at the hub.',
  what: [
    'For three days your hub counts nothing that this device signs: it opens nothing, allows nothing and changes nothing, an admin’s device neither.',
    'What it allowed waits as long. Its session, its notices and its live picture end at once.',
    'Every member is told. It ends by itself, or earlier at the hub.',
    'The handle inside and the key to the door go on working. Nobody is locked in.',
  ],
  how: 'Press the hub’s button briefly. Its display shows twelve letters for two minutes.',
  letters: 'Letters on the hub’s display',
  mistyped: 'These are not twelve letters and digits. Compare them with the display.',
  suspend: 'Suspend for three days',
  suspending: 'Waiting for your hub…',
  done: 'Suspended, confirmed by your hub',
  state: 'Suspended at the hub',
  left: (time: string) => `It counts again in ${time} of the hub’s running time.`,
  end: 'End it at the hub',
  endHow:
    'Whoever suspended it, or another admin, ends it at the hub: press its button briefly, and type what it shows.',
  endYes: 'Let it count again',
  ended: 'It counts again, confirmed by your hub',
  notice: (name: string) => `${name} is suspended at the hub`,
  by: (name: string | undefined) => `Suspended by ${name ?? 'a device that has no name here'}.`,
  byYou: 'Suspended by this device.',
  until: (when: string) => `Until ${when}, later if the hub is off meanwhile.`,
  youEnd: 'You can end it earlier, standing at the hub.',
  othersEnd: (name: string | undefined) =>
    `Earlier only at the hub, by ${name ?? 'whoever suspended it'} or an admin. If it should not be, go there together.`,
  toEnd: 'End it at the hub',
  toDevice: 'Show this device',
  row: 'suspended at the hub',
  recovery: 'A recovery is waiting. The same press lets it in: refuse it first, if it is not yours.',
  failed: 'Your hub did not do it',
  failedWhy: (problem: string) => problems[problem] ?? 'Nothing has changed. Try again when your hub answers.',
  self: 'This device is suspended',
  selfBySomebody: 'Somebody at your hub suspended it; who it was has not come here.',
  selfWhy:
    'It opens nothing and changes nothing now, and your account shows it nothing. The handle inside and the key to the door go on working.',
  notNow: 'Not from this device now',
  notNowWhy:
    'What could be done here waits until this device counts again. Any other device of the household does it meanwhile.',
  selfUntil: (when: string) => `It counts again by ${when}, later if the hub is off meanwhile.`,
  selfWay: 'Earlier only at the hub: by whoever suspended it, by another admin, or with your recovery sheet.',
};

const problems: Readonly<Record<string, string>> = {
  'presence-none': 'Its display shows nothing now. Press the button briefly and type what it shows.',
  'presence-wrong': 'Its display shows something else. Compare the letters.',
  'visit-running': 'Somebody who visits is inside. It works when they are out and the door is locked.',
  'suspended-already': 'It is suspended already.',
  'suspension-rests': 'You suspended it until a moment ago. You can do so again a day after the last one ended.',
  'suspension-none': 'It is not suspended any more.',
  'not-yours': 'Only whoever suspended it or an admin can end it.',
  'signer-suspended': 'This device is suspended itself.',
  'signer-unknown': 'This device does not belong to the household any more.',
  'target-unknown': 'It does not belong to the household any more.',
  'hub-too-old': 'Your hub does not know this yet. Update it first.',
  'hub-offline': 'It has no connection. Nothing has changed.',
  'hub-silent': 'It did not answer in time. Look again here before you repeat it.',
};

export type SuspensionSentences = typeof suspensionEn;
