/** The end of the household at its hub: handing it over, an announced end and what one can do, and that it has ended. */
export const departureEn = {
  title: 'Move out',
  reach: 'hand the hub over',
  what: 'You hand this hub over to whoever lives here next. It takes effect at once, and nobody can take it back.',
  erased: 'At the hub this is erased',
  erasedList: [
    'its key: what starts afterwards is another hub, with a story that begins anew',
    'everybody who lives here and every permission you gave; nobody of you opens a door with the app any more',
    'its receipts, and films that have not reached your account yet',
  ],
  stays: 'You keep',
  staysList: [
    'every receipt up to the last one, which says that you moved out, with its place in the public log',
    'the films in your account, which only your devices can open',
    'evidence that you saved',
  ],
  key: 'The handle inside and the key to the door go on working. Hand the keys over as well.',
  hardware:
    'The camera’s password and the keys of tags at the doors stay in the hub’s settings. Whoever lives here next has to change them.',
  onlyAdmins: 'Only an admin of the household can hand the hub over.',
  how: 'Stand at the hub, with every door locked and nobody visiting. Press its button briefly; its display shows twelve letters for two minutes.',
  letters: 'Letters on the hub’s display',
  mistyped: 'These are not twelve letters and digits. Compare them with the display.',
  handOver: 'Move out and erase',
  working: 'Waiting for your hub…',
  failed: 'Your hub did not do it',
  failedWhy: (problem: string) => problems[problem] ?? 'Nothing has changed. Try again when your hub answers.',
  leaving: 'Somebody held your hub’s button: your household ends there',
  left: (time: string) =>
    `In ${time} of its running time the hub erases everything it knows of you and belongs to whoever pairs it next.`,
  soon: 'Its time is over: the hub erases everything it knows of you as soon as every door is locked and nobody visits.',
  expected: 'If you are moving out, there is nothing to do.',
  afar: 'If not, and you are away: make it a week, and come, or send somebody.',
  longer: 'Make it a week',
  longerDone: 'You have a week from when the button was held. More cannot be had from afar.',
  atHub:
    'At the hub, stop it: press its button briefly and type the letters. Somebody you trust there may read them out to you.',
  stay: 'We stay',
  saidStay: (time: string) => `You stay, confirmed by your hub at ${time}`,
  staysByYou: 'This device said so beside the hub. Nothing was erased, and the announced end is off.',
  staysBy: (name: string | undefined) =>
    `${name ?? 'A device that has no name here'} said so beside the hub. Nothing was erased, and the announced end is off.`,
  ended: (when: string) => `Moved out ${when}. This story ends here.`,
  endedNoTime: 'Moved out. This story ends here.',
  endedWhy:
    'It is the hub’s last receipt for you, complete and signed. Its key is erased: what you had allowed opens nothing there any more, and whoever pairs the hub now begins anew. What you have here stays yours to read and to save.',
  /** What was planned, asked or offered when the household moved out. */
  gone: {
    visit: 'Ended as you moved out',
    visitWhy: 'What you had allowed opens nothing there any more: the hub knows nobody of your household.',
    notHere: 'Not at this hub any more',
    notHereWhy: 'Your household has moved out of it. What this device has you can still read and save.',
  },
  endedSave: 'Save the story',
  silent: 'Your household has probably ended at its hub',
  silentWhy: (when: string) =>
    `It was announced for ${when}, and the hub has not answered since. No receipt proves it: a hub without power is as silent.`,
};

const problems: Readonly<Record<string, string>> = {
  'presence-none': 'Its display shows nothing now. Press the button briefly and type what it shows.',
  'presence-wrong': 'Its display shows something else. Compare the letters.',
  'visit-running': 'Somebody who visits is inside, or is filmed. It works when they are out and the door is locked.',
  'door-not-locked': 'A door is not locked. Lock it first.',
  'leaving-none': 'No end is announced any more.',
  'leaving-longer-already': 'It is a week already. More cannot be had from afar.',
  'start-over': 'The hub has started anew. Look at its display again.',
  'roster-behind': 'The hub does not know your newest members yet. Wait until it has them.',
  'signer-not-admin': 'Only an admin of the household can hand the hub over.',
  'signer-suspended': 'This device is suspended.',
  'signer-unknown': 'This device does not belong to the household any more.',
  'moved-out': 'The household has moved out already.',
  'hub-too-old': 'Your hub does not know this yet. Update it first.',
  'hub-offline': 'It has no connection. Nothing has changed.',
  'hub-silent': 'It does not answer. Look again here before you repeat it.',
};

export type DepartureSentences = typeof departureEn;
