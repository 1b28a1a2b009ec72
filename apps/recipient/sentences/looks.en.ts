/** Looking through a camera outside a visit: everybody is told. */
export const looksEn = {
  act: 'Look now',
  asking: 'Asking the door…',
  told: (names: string) =>
    `${names} will be told at once, and anybody can end it. The light at the camera is on meanwhile.`,
  toldNobody: 'Nobody else is in your household. The light at the camera is on meanwhile, and the history keeps it.',
  and: (first: string, last: string) => `${first} and ${last}`,
  bounds: 'At most ten minutes. Nothing is recorded.',
  picture: (door: string) => `What the camera of “${door}” sees`,
  youLook: (door: string) => `You are looking at “${door}”`,
  looks: (name: string, door: string, since: string | undefined) =>
    since === undefined ? `${name} is looking at “${door}”` : `${name} is looking at “${door}” since ${since}`,
  someone: 'A member',
  left: (time: string) => `${time} left`,
  over: (why: string) => `The look is over: ${why}.`,
  overSoon: 'It ends now.',
  until: (time: string) => `Until ${time} at the latest. Only that device sees the picture.`,
  untilEnd: 'For ten minutes at the latest. Only that device sees the picture.',
  otherPage: 'The picture can be seen only on the page that began it.',
  toPicture: 'To the picture',
  end: 'End',
  endIt: 'End it',
  ending: 'Ending…',
  notEnded: 'Not ended: the door was not reached. Try again, or press the button at the hub.',
  notReached: 'The door was not reached',
  notReachedNext: 'Nothing began. Try again when your door is online.',
  refusedTitle: 'No look now',
  refused: {
    'looks-off': (wait: string) =>
      `Somebody at home pressed the hub’s button: looks are switched off, for ${wait} at the most.`,
    'look-running': () => 'Somebody of your household is looking already. One look at a time.',
    'visit-running': () => 'A visit is under way at this door. Its picture is on the visit’s own page.',
    'look-rests': (wait: string) => `After a look there is a pause. You can look again in ${wait}.`,
    'camera-none': () => 'The hub knows of no camera at this door.',
    'hub-too-old': () => 'Your hub is too old for looks. They come with its next update.',
    other: () => 'The door did not take it. Try again in a moment.',
  } as Readonly<Record<string, (wait: string) => string>>,
  history: {
    you: 'You looked through the camera',
    member: (name: string) => `${name} looked through the camera`,
    fromTo: (from: string, to: string) => `from ${from} to ${to}`,
    since: (from: string) => `since ${from}`,
    cause: {
      'time-over': 'its time was over',
      'ended-by-member': 'ended by a member',
      button: 'ended at the hub’s button',
      visit: 'a visit began',
      'member-removed': 'the member was removed',
      'nobody-watches': 'nobody watched any more',
      'line-lost': 'the line was lost',
      'camera-lost': 'the camera gave no picture',
      'hub-restarted': 'the hub started anew',
    } as Readonly<Record<string, string>>,
    off: 'Looks switched off at the hub, for a day',
  },
};

export type LooksSentences = typeof looksEn;
