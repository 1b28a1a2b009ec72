import { guardingProblemsEn } from './guarding.en.ts';

/** The code on paper: making it, refusing it, and coming in by it. */
export const recoveryEn = {
  title: 'Recovery code',
  reach: {
    none: 'None yet. If every device is lost, nobody gets in again.',
    good: (day: string) => `On paper since ${day}`,
    void: 'Used, and good for nothing any more',
    ended: (day: string) => `Ended ${day}. If every device is lost, nobody gets in again.`,
    unknown: 'A sheet of paper for the day every device is lost',
  },
  what: 'A sheet of paper that takes in a new device when all yours are lost.',
  how: [
    'It opens no door. It adds one new admin to your household.',
    'After it is used, your hub waits 48 hours and tells every member; any member can refuse. Somebody who presses the hub’s button need not wait.',
    'It is good once. The new device gets the next sheet.',
    'It ends when you remove a member, because they may have a photograph of it.',
  ],
  none: 'Your household has no recovery code.',
  good: (day: string) => `Your household has a code since ${day}. A new one ends the old sheet.`,
  void: 'The last code was used and is good for nothing any more. Make a new one.',
  ended: (day: string) =>
    `Your household has had no code since ${day}: removing a device ends it. The old sheet is good for nothing. If every device is lost, nobody gets in again.`,
  endedTitle: 'Your recovery sheet has ended',
  endedWay: 'Make a new one',
  make: 'Make a recovery code',
  makeNew: 'Make a new code',
  making: 'Waiting for your door to confirm…',
  failed: 'No code was made',
  failedWhy: (problem: string) =>
    problems[problem] ?? 'Your door did not take it. Nothing has changed; try again when it answers.',
  confirmed: 'Your door has confirmed this code. It stands on no server and, once you leave this screen, on no device.',
  print: 'Print this sheet',
  away: 'I have it on paper',
  sheet: {
    title: 'Latchkey recovery code',
    of: (home: string) => `For ${home}`,
    use: 'All devices lost? On a new one open the address below, choose “I have a recovery code”, and scan or type this.',
    qr: 'The code as a picture',
    wait: 'The hub waits 48 hours and tells every member, or takes the new device in at once when its button is pressed briefly.',
    keep: 'Keep it like a key: not beside the door, not in a photograph. Whoever has it can try to come in.',
    madeOn: (day: string) => `Made on ${day}`,
  },
  pending: {
    title: 'Somebody used your recovery code',
    left: (time: string) =>
      `A new device becomes an admin of this household in ${time} of your hub’s running time, or at once when somebody presses the hub’s button.`,
    choose: 'If it was not one of you, refuse. The code is then good for nothing any more.',
    refuse: 'Refuse',
    refusing: 'Refusing…',
    refused: 'Refused, confirmed by your door',
    late: 'It was over before. Look at the list of members.',
    failed: 'Your door has not confirmed it. Try again.',
  },
  enter: {
    door: 'I have a recovery code',
    title: 'In by recovery code',
    how: 'Scan the sheet, or type its letters. Hyphens and small letters do not matter.',
    scan: 'Scan the sheet',
    other: 'That is another code. The sheet says “Latchkey recovery code”.',
    letters: 'The letters on the sheet',
    start: 'Use this code',
    asking: 'Asking your hub…',
    back: 'Back',
    besideTitle: 'Are you beside the hub?',
    besideHow:
      'Press its button briefly and type the twelve letters that its display shows. This device is in at once, and nobody can refuse.',
    display: 'The letters on its display',
    comeIn: 'Come in',
    notBeside: 'No, or it has no display: wait',
    besideWrong: {
      'wrong-display': 'Its display shows twelve letters and digits.',
      'presence-wrong': 'Its display shows something else. Compare the letters. Your code was not used.',
      'presence-none': 'Its display shows no letters any more. Press its button again. Your code was not used.',
      'visit-running':
        'Somebody who visits may be inside. It works when they are out and the door is locked. Your code was not used.',
    },
    waitingTitle: 'Your hub waits',
    waiting: (time: string) =>
      `It takes this device in after ${time} of its own running time. Every member is told and can refuse.`,
    button: 'At home? Press the button on the hub briefly: then it is at once.',
    keep: 'You can close this. Open Latchkey again on this device, and only on this one: a second device ends the code.',
    silent: 'The hub does not answer right now. This goes on by itself.',
    giveUp: 'Forget it on this device',
    inTitle: 'You are in',
    inWhy: 'The sheet that you used is waste paper. This is the next one: print it now, it is shown only here.',
    inNext: 'The lost devices still belong to the household. Remove them in Household.',
    done: 'To the household',
    failed: 'This code does not lead in',
    again: 'Enter another code',
    retry: 'Try again',
    against: 'End both',
    fault: {
      'wrong-letters': 'A recovery code has 56 letters and digits, in 14 groups of four. It has no U.',
      mistyped: 'A letter is another one: the code’s own check does not fit. Compare it group by group.',
      'not-found': 'No household has this code. It was used, replaced by a newer one, or a member was removed since.',
      unreachable: 'The hub was not reached, so nothing was used. Check the connection and that the hub has power.',
      'code-void':
        'A member refused it, or it was used on two devices. It is good for nothing any more. Whoever stands beside the hub can hold its button and begin anew.',
      'two-at-once':
        'Two devices used this code. That ended both: nobody comes in by it any more. Whoever stands beside the hub can hold its button and begin anew.',
      'another-waits':
        'Another device has used this code and waits. If that is not one of yours, end both: the code is then good for nothing, and nobody comes in by it.',
      full: 'The household has 16 devices, and no more fit. Only the hub’s button, held, begins anew.',
      'not-that-hub': 'What answered is not the hub of this sheet. Nothing was used. Try another network.',
      refused: 'The hub did not take it. Nothing has changed.',
      lost: 'Another code took this one’s place while it waited. A member may have refused.',
    },
  },
};

const problems: Readonly<Record<string, string>> = {
  ...guardingProblemsEn,
  'hub-too-old': 'Your hub does not know recovery codes yet. Nothing has changed.',
  'hub-offline': 'Your hub is not connected. Nothing has changed.',
  'hub-silent': 'Your hub did not answer in time. Make a new code when it does: this one may or may not count.',
  'signer-not-admin': 'This device is no admin’s any more. Nothing has changed.',
  'signature-wrong': 'Another member changed the household in this moment. Try again.',
  'epoch-wrong': 'Another member changed the household in this moment. Try again.',
  'roster-full':
    'The signed list of members is full: it holds 16 devices, fewer where they have passkeys and long names. Nothing has changed. Remove a device first.',
  'not-loaded': 'The signed list of members has not come yet. Try again in a moment.',
};

export type RecoverySentences = typeof recoveryEn;
