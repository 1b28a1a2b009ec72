import { always, type Sentences } from './sentence.ts';

const ASK_DISPATCH = 'Keep the parcel and call your dispatch; this is not your fault.';
const UPDATE = 'Update the app and try again. If it stays like this, call your dispatch.';
const WAIT = 'Wait a moment and slide again.';

export const enCourier: Sentences = {
  'too-large': always('This visit’s papers are too long for the door.', ASK_DISPATCH),
  unreadable: always('The door could not read the request.', UPDATE),
  'link-malformed': always('The door could not read this visit’s papers.', UPDATE),
  'claims-malformed': always('The door could not make sense of this visit’s papers.', UPDATE),
  'not-armed': always('The door has not seen this visit yet.', 'Slide again; the app now sends everything.'),
  'signer-unknown': always('The person who invited this visit no longer lives here.', ASK_DISPATCH),
  'void-after-rollback': always(
    'The door was repaired and earlier permissions ended.',
    'The household has been asked for a new one. Go on with your tour.',
  ),
  'other-hub': always('This is not the right address.', 'Compare the street and house number with your stop.'),
  'door-unknown': always(
    'This door belongs to another house.',
    'Compare the address and the name of the door with your stop.',
  ),
  'door-not-granted': always(
    'You are at a different door than the one agreed.',
    'Look for the door that your stop names.',
  ),
  'time-unknown': always(
    'The door does not know the time at the moment.',
    'It needs the household’s answer. Wait a minute, then go on with your tour.',
  ),
  'not-resumed': always(
    'The door has just restarted.',
    'It needs the household’s answer. Wait a minute, then slide again.',
  ),
  'not-yet-valid': ({ beginsS }, say) => ({
    title: `This visit begins at ${say.time(beginsS)}.`,
    next: 'Come back then, or take another stop first.',
  }),
  expired: ({ endedS }, say) => ({
    title: `The time for this visit ended at ${say.time(endedS)}.`,
    next: ASK_DISPATCH,
  }),
  blocked: always(
    'The household has cancelled this visit.',
    'Do not wait. Your stop shows where the parcel goes instead.',
  ),
  'outside-occurrence': ({ nextBeginsS }, say) => ({
    title:
      nextBeginsS === undefined
        ? 'There are no more dates for this visit.'
        : `The next date begins at ${say.time(nextBeginsS)}.`,
    next: nextBeginsS === undefined ? 'Ask the household for a new one.' : 'Come back then.',
  }),
  'used-up': always('This visit has already been made.', 'If you need in again, ask the household to open the door.'),
  'cti-reused': always('Two permissions carry the same number.', ASK_DISPATCH),
  widened: always('Your dispatch passed on more than it was given.', ASK_DISPATCH),
  'leaf-too-shallow': always(
    'This visit has not been assigned to a person yet.',
    'Ask your dispatch to assign it to you.',
  ),
  'parcel-missing': always('The door wants to know which parcel you bring.', 'Scan the parcel, then slide.'),
  'parcel-not-granted': ({ trackingNumber }) => ({
    title: `Parcel ${trackingNumber} does not belong to this door.`,
    next: 'Scan the parcel that your stop names.',
  }),
  'signature-wrong': always('A signature in this visit’s papers is wrong.', ASK_DISPATCH),
  'knock-signature-wrong': always(
    'The door does not recognise this device.',
    'Use the device that the visit was assigned to.',
  ),
  'roster-stale': always('The household has changed.', 'Slide again; the app has fetched the change.'),
  'nonce-unknown': always('The door’s question is no longer open.', 'Slide again; the app asks anew.'),
  'nonce-expired': always('That took longer than 30 seconds.', 'Slide again; the app asks anew.'),
  'nonce-not-yours': always('The door asked somebody else.', 'Slide again at the door in front of you.'),
  'slot-stale': always(
    'The code on your screen is out of date.',
    'Check the clock of your device and show the new code.',
  ),
  'slot-used': always('This code has been used.', 'Wait for the next code, half a minute at most.'),
  'slot-not-for-members': always('This way of knocking is not for household members.', 'Open with the home app.'),
  'presence-not-proven': always(
    'The door wants to see that you stand in front of it.',
    'Scan the code on the door or hold your phone to the tag.',
  ),
  'approval-missing': always(
    'The household is being asked to say yes.',
    'Wait a moment. Your screen changes when they answer.',
  ),
  'approval-refused': always(
    'The household does not open the door now.',
    'Take the parcel along or do what stands in the note. You did nothing wrong.',
  ),
  'approval-late': always(
    'Nobody in the household answered in time.',
    'Slide once more if you can wait a minute, then go on with your tour.',
  ),
  'not-fresh': always(
    'The door has been without connection for too long.',
    'Wait a minute and slide again, then go on with your tour.',
  ),
  'member-not-fresh': always(
    'The door is waiting for the household’s phone.',
    'Wait a minute and slide again, then go on with your tour.',
  ),
  'camera-lost': always(
    'The camera gives no picture, so the door stays shut.',
    'Wait half a minute and slide again, then go on with your tour.',
  ),
  'camera-not-recording': always('The camera is starting.', 'Stay where you are; this takes a few seconds.'),
  'storage-short': always('The door cannot record at the moment.', ASK_DISPATCH),
  'lock-unreachable': always(
    'The lock does not answer.',
    'Wait half a minute and slide again, then go on with your tour.',
  ),
  'sensor-unsteady': always(
    'The door cannot tell whether it is shut.',
    'Wait a minute and slide again, then go on with your tour.',
  ),
  'relock-unavailable': always('This door could not lock itself behind you.', ASK_DISPATCH),
  'door-busy': always('Somebody else is at this door right now.', WAIT),
  'door-not-closed': always('The door is not quite shut.', 'Pull it shut until it clicks.'),
  'too-many-attempts': ({ retryAfterS }) => ({
    title: 'Too many attempts.',
    next: `Try again in ${retryAfterS} seconds.`,
  }),
  'too-many-asks': always('This door is being asked too often.', WAIT),
  'not-recognised': always('The door does not recognise this visit.', ASK_DISPATCH),
};
