import { always, type Sentences } from './sentence.ts';

const NOTHING = 'Nothing to do: the door stayed shut.';
const TELL_CARRIER = 'The door stayed shut. Tell the carrier if it happens again.';
const AGAIN = 'Tap again.';

export const enMember: Sentences = {
  'too-large': always('A request was too long to be one of ours.', NOTHING),
  unreadable: always('A request made no sense to your door.', NOTHING),
  'link-malformed': always('A visit’s papers were damaged or made up.', TELL_CARRIER),
  'claims-malformed': always('A visit’s papers said something your door does not know.', TELL_CARRIER),
  'not-armed': always(
    'Your door had not seen this visit yet.',
    'The courier’s device sends everything with the next try.',
  ),
  'signer-unknown': always(
    'Signed by somebody who is not in your household.',
    'If a member still expects this visit, let them sign it anew.',
  ),
  'void-after-rollback': ({ voidUntilS }, say) => ({
    title: 'Your door’s memory was found to be older than it should be.',
    next: `Permissions given before ${say.time(voidUntilS)} ended. Give this visit a new one.`,
  }),
  'other-hub': always('Meant for another home.', NOTHING),
  'door-unknown': ({ door }) => ({
    title: `This home has no door number ${door}.`,
    next: 'Check the doors of your home under Doors.',
  }),
  'door-not-granted': always(
    'The courier stood at a door that you did not agree to.',
    'Agree to this door as well, or let them find the other one.',
  ),
  'time-unknown': always(
    'Your door does not know the time, so visitors wait.',
    'Keep this app open near the door; it answers by itself. Your own key works.',
  ),
  'not-resumed': always(
    'Your door has restarted, so visitors wait.',
    'Keep this app open; it answers by itself. Your own key works.',
  ),
  'not-yet-valid': ({ beginsS }, say) => ({
    title: `Too early: this visit begins at ${say.time(beginsS)}.`,
    next: 'Change the window if they may come in now.',
  }),
  expired: ({ endedS }, say) => ({
    title: `Too late: this visit ended at ${say.time(endedS)}.`,
    next: 'Agree to a new window if they may still come.',
  }),
  blocked: ({ covers }) => ({
    title: `Blocked: ${COVERS[covers]}.`,
    next: 'The door stays shut for it. Agree to a new visit if you changed your mind.',
  }),
  'outside-occurrence': ({ nextBeginsS }, say) => ({
    title: 'No date of this series is running now.',
    next:
      nextBeginsS === undefined
        ? 'The series is over; renew it if you like.'
        : `The next one begins at ${say.time(nextBeginsS)}.`,
  }),
  'used-up': ({ uses }) => ({
    title: uses === 1 ? 'This visit was already used once, as agreed.' : `All ${uses} openings of this visit are used.`,
    next: 'Open for them yourself, or agree to another visit.',
  }),
  'cti-reused': always('Two permissions carry the same number.', 'Sign the visit again; your app takes a new number.'),
  widened: always('The carrier passed on more than you gave.', TELL_CARRIER),
  'leaf-too-shallow': always(
    'The carrier has not named a courier yet.',
    'It must assign the visit to one device first.',
  ),
  'parcel-missing': always('The courier did not say which parcel they bring.', 'They are asked to scan it.'),
  'parcel-not-granted': ({ trackingNumber }) => ({
    title: `Parcel ${trackingNumber} is not one you expect.`,
    next: 'The door stayed shut. Agree to it if it is yours.',
  }),
  'signature-wrong': always('A signature of this visit is wrong.', TELL_CARRIER),
  'knock-signature-wrong': always('Somebody knocked with a device that is not the one named.', NOTHING),
  'roster-stale': always('Your household has changed since this device last looked.', AGAIN),
  'nonce-unknown': always('The door’s question was no longer open.', AGAIN),
  'nonce-expired': always('That took longer than 30 seconds.', AGAIN),
  'nonce-not-yours': always('The door had asked another device.', AGAIN),
  'slot-stale': always(
    'A code was shown too late or too early.',
    'The courier’s device shows a new one every half minute.',
  ),
  'slot-used': always('A code was shown a second time.', NOTHING),
  'slot-not-for-members': always('Members do not open by a code on the screen.', 'Open with the button in this app.'),
  'presence-not-proven': always(
    'Nothing proved that the courier stood at your door.',
    'They are asked to scan the code on the door.',
  ),
  'approval-missing': always(
    'The courier is at the door and waits for your yes.',
    'Look at the picture, then say yes or block.',
  ),
  'approval-refused': always(
    'A member of your household said no to this knock.',
    'The door stayed shut. The courier may knock again as long as the window lasts.',
  ),
  'approval-late': always(
    'Nobody in your household answered in time.',
    'The door stayed shut. The courier may knock once more; keep this app at hand.',
  ),
  'not-fresh': ({ limitS }) => ({
    title: `Your door had no connection for more than ${limitS} s.`,
    next: 'It honours visits again once it has heard from outside.',
  }),
  'member-not-fresh': always(
    'This visit needs a sign of life from your phone.',
    'Open this app; it answers the door by itself.',
  ),
  'camera-lost': always('No picture, no entry: the camera was gone.', 'Check the camera’s power and network.'),
  'camera-not-recording': always(
    'The recording was not yet safe on disk.',
    'The courier is asked to wait a few seconds.',
  ),
  'storage-short': always('Your hub has no room left to record.', 'Delete or export old films under Doors.'),
  'lock-unreachable': always('The lock does not answer your hub.', 'Use your key. Check the lock’s battery.'),
  'sensor-unsteady': always(
    'What contact and bolt of this door say cannot be, so nobody knows whether it is shut.',
    'Shut it and wait a minute, or unlock and lock it once. If it goes on, have both seen to.',
  ),
  'relock-unavailable': always(
    'The lock could not promise to lock itself again.',
    'Check the lock’s own timer under Doors.',
  ),
  'door-busy': always('Another visit is at this door right now.', 'Wait until it is complete, or block it.'),
  'door-not-closed': always('The door is not shut, so the bolt stays in.', 'Shut the door first.'),
  'too-many-attempts': ({ retryAfterS }) => ({
    title: 'One device tried too often.',
    next: `It may try again in ${retryAfterS} s. Others are not affected.`,
  }),
  'too-many-asks': always('The door was asked too often at once.', 'Your own key is not affected.'),
  'not-recognised': always('The door did not recognise the request.', NOTHING),
};

const COVERS = {
  visit: 'this visit',
  courier: 'this courier',
  carrier: 'this carrier',
  issuer: 'what this member agreed to',
  everything: 'every visitor',
} as const;
