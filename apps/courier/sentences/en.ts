import { atDoorEn } from './at-door.ts';
import type { Fault } from '@latchkey/carrier-sdk';

export const en = {
  app: 'Latchkey courier',
  enrol: {
    title: 'Make this device known',
    why: 'Dispatch hands stops to devices, not to people’s passwords. This device makes its own key; nobody can copy it off.',
    name: 'Your name, as dispatch knows you',
    nameWrong: atDoorEn.nameWrong,
    go: 'Make this device known',
    failed: 'That did not work. Check the connection and try again; nothing was lost.',
  },
  code: {
    title: 'Show this to dispatch',
    how: 'Dispatch scans it or opens the link in the console. It proves that stops go to this device and no other.',
    qr: 'Code for dispatch',
    copy: 'Copy the link',
    copied: 'Copied.',
    waiting: 'Your stops appear here as soon as dispatch assigns one.',
    again: 'Show my code',
  },
  tour: {
    title: 'Tour',
    next: 'Next stop',
    then: 'Then',
    done: 'Done',
    allDone: 'All done',
    noneWhy: 'A new stop appears here by itself as soon as dispatch assigns one.',
    loading: 'Your stops are being read',
    open: 'Go to this stop',
    drive: 'I am on my way',
    driving: 'The households ahead hear how far away you are.',
    offline: 'No reception. These are the stops as you had them last.',
    parcels: { one: '# parcel', other: '# parcels' },
    broken: 'This stop does not hold',
    map: 'Show the map',
    noMap: 'Hide the map',
    onMap: (number: number, address: string) => `Stop ${number}: ${address}`,
    states: {
      complete: 'Delivered, door locked',
      blocked: 'Cancelled by the household',
      diverted: 'Goes elsewhere',
      expired: 'Window ended',
      refused: 'Door stayed shut',
      attention: 'Door needs somebody',
      undelivered: 'Not delivered',
    } as Readonly<Record<string, string>>,
  },
  stop: {
    back: 'Tour',
    where: 'Put it here',
    noPlace: 'No place named: just inside the door.',
    note: atDoorEn.note,
    noNote: 'The household says nothing about dogs or alarms.',
    parcels: 'Parcels',
    window: 'Between',
    carrier: 'For',
    door: (door: number) => `Door ${door}`,
    hubAway: 'The door’s hub is not connected at the moment. It may be back when you are there.',
    gone: 'This stop is no longer on your tour.',
  },
  notice: {
    title: 'You will be filmed at this door',
    lines: [
      'From 5 seconds before it unlocks until 5 seconds after it is locked again.',
      'Only the household can see the film. Neither your dispatch nor Latchkey can.',
      'The film is also your proof: it shows that you left the door locked.',
    ],
    accept: 'Understood, go on',
    decline: 'Rather not? Tell dispatch; somebody else takes the stop, and nothing is held against you.',
  },
  scan: {
    title: 'Scan the parcel',
    label: 'Parcel number',
    hint: 'Scan it or type it; spaces do not matter.',
    go: 'Take this number',
    camera: 'Scan with the camera',
    other: 'Take this parcel all the same',
    trouble: {
      misread: 'One digit seems misread: the check digit does not fit. Scan it again, or compare it with the label.',
      route: 'That is the bar code for sorting. The parcel’s number is in the other one on the label.',
      unreadable: 'That is no parcel’s number. It has only letters and digits, at most 34.',
    },
  },
  doubt: {
    title: (number: string) => `${number} is not on this stop`,
    belongsTo: (address: string) => `It belongs to ${address}.`,
    carrier: (name: string) => `It looks like a number of ${name}.`,
    why: 'Look at the label once more, or take another parcel in hand.',
    again: 'Scan again',
    insist: 'It is the right one; ask the door',
  },
  here: {
    ...atDoorEn.here,
    notOnTour: {
      title: 'No stop of yours is at this door',
      next: 'The code is a door’s of Latchkey, but not of one that is on your tour now.',
    },
  },
  slide: {
    title: atDoorEn.ready,
    label: atDoorEn.slide,
    keys: atDoorEn.keyboard,
    parcel: 'Parcel in hand',
    another: 'Another parcel',
  },
  knocking: {
    title: atDoorEn.knocking,
    asks: 'The door checks your visit and starts its camera.',
    filming: atDoorEn.filming,
    waiting: 'Waiting for the household',
    waitingNext: 'Somebody at home is asked and sees the picture of this door. Stay in front of it.',
    waitingLeft: (time: string) => `They have ${time} left. Without an answer the door stays shut.`,
  },
  door: {
    opening: atDoorEn.opening,
    unlocked: { title: atDoorEn.unlocked, next: 'Push the door open.' },
    open: { title: atDoorEn.open, next: 'Put the parcel down, come out, and pull the door shut.' },
    stay: { title: atDoorEn.shut, next: 'Stay until it says locked.' },
    locked: { title: 'Locked', next: 'Thank you. You can go.' },
    complete: {
      title: 'Locked. Thank you.',
      next: 'The door is shut and locked, and the door itself has signed for it.',
    },
    attention: {
      title: 'Not locked yet',
      next: 'Pull the door firmly shut and stay a moment. The household is being told; this is nothing you did.',
    },
    released: {
      household: 'The household has heard the alarm and sees to the door. You may go on.',
      dispatch: 'Your dispatch has taken this door over. You may go on.',
    },
    putHere: 'Put it here',
    at: atDoorEn.at,
    secondsOpen: 'Open for',
    unsafe: atDoorEn.unsafe,
    next: 'Next stop',
    proof: atDoorEn.proof,
    proofWhy: atDoorEn.proofWhy,
  },
  refused: {
    title: atDoorEn.stayedShut,
    scan: 'Scan again',
    knock: atDoorEn.again,
    tour: 'Back to the tour',
  },
  notReached: {
    'hub-offline': {
      title: atDoorEn.noLine,
      next: 'Nothing was opened. Wait half a minute and try again, then keep the parcel and go on with your tour.',
    },
    'hub-silent': {
      title: atDoorEn.noAnswer,
      next: 'Nothing is known to be open. Try again; it never opens twice for one knock.',
    },
    unavailable: {
      title: 'No answer from the door',
      next: 'Whether it heard the knock is not known. Look at the door; if it stays shut, move a few metres and try again. It never opens twice.',
    },
    'no-reception': {
      title: 'No reception here',
      next: 'Nothing was sent and nothing was opened. Notice and scan are kept. Show the door a code, or step a few metres away and try again.',
    },
  },
  /** Without reception, where the door’s camera may not open. */
  noCodeNext:
    'Nothing was sent and nothing was opened. Notice and scan are kept. Step a few metres away and try again; this household does not open by a code.',
  doorCode: atDoorEn.doorCode,
  unheard: {
    ...atDoorEn.unheard,
    opened: {
      title: 'Come out and pull it shut',
      next: 'Put the parcel down, pull the door shut, wait a few seconds, and press against it. This phone cannot hear whether it locks.',
    },
    shut: {
      title: 'Shut, by your word',
      next: 'The door tells household and dispatch itself as soon as it has a line. If it did not lock, it is sounding its alarm now: then please go back.',
    },
  },
  unsafe: {
    ...atDoorEn.leave,
    next: 'You need not go back for the parcel. Pull the door shut only if that is safe.',
    ends: 'The visit ends as not delivered.',
    told: 'Your dispatch and the household have been told.',
    willBeTold: 'Your dispatch and the household are told as soon as there is reception.',
    mistake: 'Pressed by mistake: I am fine',
  },
  left: {
    title: 'Noted',
    to: {
      again: 'The parcel stays with you; it is tried again another day.',
      neighbour: 'The parcel is with the neighbour.',
      'collection-point': 'The parcel goes to the collection point.',
      return: 'The parcel stays with you; it returns to the sender.',
    },
  },
  whatNow: {
    title: 'What now',
    chosen: 'The household chose in advance:',
    nothingChosen: 'Keep the parcel; dispatch arranges another way.',
    done: {
      again: 'I keep the parcel',
      neighbour: 'It is with the neighbour',
      'collection-point': 'It goes to the collection point',
      return: 'I keep it for the sender',
    },
  },
  held: {
    title: 'Please go back to the door',
    why: (address: string) =>
      `${address} has not said that it is locked. The next stop opens when it has, or when the household or dispatch has taken over.`,
    back: 'Back to the door',
    label: 'Still at this door',
  },
  unsent: {
    one: '# thing you did is told as soon as there is reception.',
    other: '# things you did are told as soon as there is reception.',
  },
  over: {
    blocked: {
      title: 'The household cancelled this visit',
      next: 'Do not wait and do not knock. Keep the parcel and go on with your tour; this is not your fault.',
    },
    blockedInside: {
      title: 'Please come out now',
      next: 'The household ended this visit. Pull the door shut and stay until it is locked; this is not your fault.',
    },
    diverted: { title: 'The parcel goes elsewhere', next: 'Do not knock here.' },
    expired: {
      title: 'The time for this visit is over',
      next: 'Keep the parcel; dispatch arranges a new time. This is not your fault.',
    },
    to: {
      neighbour: 'Take it to a neighbour.',
      'collection-point': 'Take it to the collection point.',
      'parcel-box': 'Take it to the parcel box.',
      'other-address': 'Take it to another address.',
      'other-day': 'It is delivered another day. Keep it in the van.',
      return: 'It goes back to the sender. Keep it in the van.',
    },
  },
  clock:
    'Until it is right, the times here are off, and the door’s camera takes no codes of this phone. With reception you knock as always.',
  offline: atDoorEn.offline,
  doorAway:
    'The door has no connection at the moment. What you see is the last it said. Pull it shut; its own timer locks it.',
  failed: {
    title: atDoorEn.keepsNoKeys,
    next: 'Leave private browsing, or use another browser on this device.',
  },
  distrust: atDoorEn.distrust,
  faults: {
    'enrolment-code-invalid': 'This is not a code of this system.',
    'enrolment-forged': 'The record of this device was changed on its way. Show your code to dispatch again.',
    'readiness-forged': 'What came as the door’s word was not its own. Ask dispatch.',
    'courier-not-known-here': 'Dispatch does not know this device yet. Show your code again.',
    'grant-not-ours': 'The household’s permission names another carrier. Ask dispatch before you drive there.',
    'grant-does-not-fit': 'The household’s permission is for something else. Ask dispatch before you drive there.',
    'chain-not-for-this-device': 'This stop was made out to another device. Ask dispatch to assign it again.',
    'chain-broken': 'The permission for this stop was changed on its way. Ask dispatch to assign it again.',
    'hub-key-wrong': 'This is not the door that the household named. Do not knock; tell dispatch.',
    'receipt-forged':
      'What was said about this door was not said by the door. Do not rely on it; pull the door shut and tell dispatch.',
    'sealed-text-unreadable':
      'Address and place cannot be opened on this device. Ask dispatch to assign the stop again.',
    'domain-unreachable': 'The carrier’s own address does not answer.',
    'domain-refused': 'The carrier’s own address did not take the key.',
    'key-not-published': 'The carrier’s own address does not know this key.',
    'door-answer-unreadable': 'The door’s answer could not be read. Try again; if it stays so, tell dispatch.',
  } satisfies Record<Fault, string>,
};

export type Sentences = typeof en;
