import { atDoorEn } from '../../sentences/at-door.ts';
import type { Format } from '@latchkey/web-kit';
import type { InvitationFault } from '../model/invitation.ts';

type Words = { readonly title: string; readonly next: string };

const askHousehold = 'Ask the person who invited you; this is not your fault.';

export const en = {
  app: 'Latchkey',
  back: 'Your doors',
  days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  offer: {
    title: (from: string) => `${from} invites you in`,
    reading: 'Opening the invitation',
    place: 'Where',
    doors: 'Doors',
    when: 'When',
    every: (weeks: number) => (weeks === 1 ? 'every week' : weeks === 2 ? 'every second week' : `every ${weeks} weeks`),
    from: (day: string) => `from ${day}`,
    until: (day: string) => `until ${day}`,
    uses: 'How often',
    usesWords: (uses: number) => (uses === 1 ? 'Once in each window' : `Up to ${uses} times in each window`),
    note: atDoorEn.note,
    filmed: 'You will be filmed at the door',
    filmedLines: [
      'From 5 seconds before it unlocks until 5 seconds after it is locked again.',
      'Only the household can see the film. Latchkey cannot.',
      'The film is also your proof: it shows that you left the door locked.',
    ],
    unfilmed: 'You will not be filmed',
    unfilmedLines: [
      'The camera at the door stays off while you come and go.',
      'When the door opened and was locked again is kept, signed by the door: for the household and for you.',
    ],
    how: 'No key and no code: this phone opens the door while you stand in front of it. You can stop at any time.',
    name: 'Your name, as they know you',
    nameHint: 'Only the household sees it.',
    nameWrong: atDoorEn.nameWrong,
    accept: 'Yes, I accept',
    accepting: 'Making this phone’s key…',
    accepted: 'Accepted.',
  },
  fault: {
    'code-unreadable': {
      title: 'This link is incomplete',
      next: 'Open it once more from the message, or ask for it again.',
    },
    gone: { title: 'This invitation is over', next: 'It was withdrawn, or seven days have passed. Ask for a new one.' },
    taken: { title: 'Somebody has accepted this invitation', next: 'If it was not you, tell whoever sent it to you.' },
    forged: {
      title: atDoorEn.distrust,
      next: 'What came over the network was not made by whoever made the link. Nothing was sent. Tell them.',
    },
    keys: { title: atDoorEn.keepsNoKeys, next: 'Leave private browsing, or use another browser.' },
    offline: { title: 'No connection', next: 'Nothing was lost. Try again when you have reception.' },
  } satisfies Record<InvitationFault, Words>,
  again: atDoorEn.again,
  places: {
    title: 'Your doors',
    loading: 'Reading your windows',
    none: 'Nobody has invited you on this device.',
    noneWay: 'An invitation is a link or a code that the household sends you.',
    clock: 'Until it is right, the times here are off. The door goes by its own clock: you can always ask it.',
    offline: 'No reception. This is what you had last.',
    waiting: 'Accepted. Their phone signs your first dates as soon as it is open.',
    ended: 'The household has withdrawn this.',
    over: 'There are no more dates. Ask for new ones if you go on.',
    now: (until: string) => `Now, until ${until}`,
    next: (when: string) => `Next: ${when}`,
    week: 'The next seven days',
    open: 'To the door',
    look: 'Show',
    forget: 'Remove from this phone',
    tour: 'To the courier’s tour',
    filmed: 'filmed',
    unfilmed: 'not filmed',
  },
  door: {
    choose: 'Which door?',
    ready: atDoorEn.ready,
    slide: atDoorEn.slide,
    keys: atDoorEn.keyboard,
    early: (f: Format, ms: number) => `Your window begins in ${f.duration(ms)}`,
    earlyNext: 'The door opens for you only then.',
    anyway: 'Ask the door anyway',
    hubAway: 'The door is not connected at the moment. It may be back in a minute.',
    filmed: 'The camera records from your knock until the door is locked again.',
    unfilmed: 'The camera stays off.',
    knocking: atDoorEn.knocking,
    asks: 'The door checks your permission.',
    filming: atDoorEn.filming,
    waiting: 'Waiting for a yes',
    waitingNext: (s: number) => `Somebody at home is asked and has ${s} s left. Without an answer the door stays shut.`,
    opening: atDoorEn.opening,
    unlocked: { title: atDoorEn.unlocked, next: 'Push the door open.' },
    open: { title: atDoorEn.open, next: 'Go in and pull it shut behind you.' },
    stay: { title: atDoorEn.shut, next: 'It locks itself in a few seconds. Inside, the handle always opens.' },
    locked: { title: 'Locked', next: 'The door is shut and the bolt is thrown.' },
    complete: { title: 'Locked. Thank you.', next: 'The door itself has signed for it.' },
    attention: {
      title: 'Not locked yet',
      next: 'Pull the door firmly shut and stay a moment. The household is being told; this is nothing you did.',
    },
    comeOut: {
      title: 'Please come out now',
      next: 'The household ended this visit. Pull the door shut and stay until it is locked; this is not your fault.',
    },
    at: atDoorEn.at,
    once: 'Done',
    proof: atDoorEn.proof,
    proofWhy: atDoorEn.proofWhy,
    unsafe: atDoorEn.unsafe,
    offline: atDoorEn.offline,
  },
  unsafe: {
    ...atDoorEn.leave,
    next: 'Nothing in there is worth it. Pull the door shut only if that is safe.',
    told: 'The household has been told.',
    willBeTold: 'The household is told as soon as there is reception.',
    safe: 'I am fine after all',
  },
  refused: {
    title: atDoorEn.stayedShut,
    again: atDoorEn.again,
    next: askHousehold,
    nextDate: (when: string) => ({ title: `Your next window begins ${when}.`, next: 'The door opens for you then.' }),
    noDate: { title: 'There are no more dates for you.', next: 'Ask the household for new ones.' },
    blocked: { title: 'The household has withdrawn this.', next: 'Do not wait. This is not your fault.' },
    usedUp: {
      title: 'You have been in as often as this window allows.',
      next: 'If you need in again, ask the household to open the door.',
    },
    'approval-late': { title: 'Nobody at home answered in time.', next: 'Knock once more, or call the household.' },
    'approval-refused': {
      title: 'The household does not open the door now.',
      next: 'Call them if that surprises you. This is not your fault.',
    },
  },
  notReached: {
    'hub-offline': {
      title: atDoorEn.noLine,
      next: 'Nothing was opened. Wait half a minute and try again.',
    },
    'hub-silent': { title: atDoorEn.noAnswer, next: 'Try again; it never opens twice for one knock.' },
    unavailable: {
      title: 'No answer from the door',
      next: 'Whether it heard the knock is not known. Look at the door; if it stays shut, try again a few metres away. It never opens twice for one knock.',
    },
    'no-reception': {
      title: 'No reception here',
      next: 'Nothing was sent and nothing was opened. Show the door a code, or step a few metres away and try again.',
    },
    ended: { title: 'The household has withdrawn this.', next: 'Do not wait. This is not your fault.' },
  },
  /** Without reception, where the door would take no code now. */
  noCode: {
    title: 'No reception here',
    next: 'Nothing was sent and nothing was opened. Step a few metres away and try again; this door takes no code of yours now.',
  },
  here: {
    ...atDoorEn.here,
    notYours: {
      title: 'No date of yours is at this door',
      next: 'The code is a door’s of Latchkey. Your own doors and times stand under “Your doors”.',
    },
  },
  doorCode: atDoorEn.doorCode,
  clockCode: 'Until it is right, the door’s camera takes no codes of this phone. With reception you knock as always.',
  unheard: {
    ...atDoorEn.unheard,
    opened: {
      title: 'Pull it shut behind you',
      next: 'The door locks itself a few seconds after it is shut; inside, the handle always opens. When you leave, pull it shut and press against it. This phone cannot hear whether it locks.',
    },
    shut: {
      title: 'Shut, by your word',
      next: 'The door tells the household itself as soon as it has a line. If it did not lock, it is sounding its alarm now: then please go back.',
    },
  },
  distrust: {
    title: atDoorEn.distrust,
    next: 'What was said about this door was not said by the door. Pull it shut and tell the household.',
  },
};

export type Sentences = typeof en;
