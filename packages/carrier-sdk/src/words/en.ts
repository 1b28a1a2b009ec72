import type { EventName } from '@latchkey/protocol';

/** One plain sentence for each event of a receipt, for whoever may read that receipt. `{…}` fields are filled by `tell`. */
export const en = {
  events: {
    paired: 'The hub was paired with its household.',
    roster: 'The household changed its list of members.',
    booted: 'The hub started.',
    resumed: 'A member vouched for the restarted hub.',
    'time-set': 'The hub’s clock was set.',
    armed: 'The door knows this visit: the chain from the household to this courier’s device verifies.',
    asked: 'The courier’s device asked for the door’s challenge.',
    refused: 'The door stayed shut. {refusal}',
    'recording-started': 'The camera is recording, and the first seconds are on the hub’s disk.',
    'unlock-intended': 'The knock verifies; the hub has written down that it will open.',
    unlocked: 'The bolt is withdrawn.',
    'unlock-cancelled': 'The opening was called off before the bolt moved: {cause}.',
    'door-opened': 'The door is open.',
    'door-closed': 'The door is shut.',
    'lock-command': 'The hub told the lock to throw its bolt.',
    locked: 'Locked: the door is shut and the bolt is thrown.',
    complete: 'The visit is complete.',
    attention: 'The door needs somebody: {cause}.',
    acknowledged: 'A member has seen the alarm.',
    blocked: 'The household blocked this visit, and the door confirms it.',
    diverted: 'The household sent the parcel elsewhere, and the door confirms that this visit is over.',
    expired: 'The window of this visit has ended.',
    gap: 'The film has a hole of {seconds} s.',
    'recording-closed': 'The recording ended, with {records} sealed records.',
    forced: 'The door was opened without its lock ({cause}).',
    'rolled-back': 'A member’s memory was ahead of the hub’s: what stood before is void.',
    declared: 'The household told the hub what kind of door this is.',
  } satisfies Record<EventName, string>,
  /** Refusals whose own sentence needs a moment or a number that a receipt does not carry. */
  refusals: {
    'not-yet-valid': 'The visit had not begun.',
    expired: 'The time for the visit had ended.',
    'outside-occurrence': 'It was not one of the agreed dates.',
    'parcel-not-granted': 'The parcel did not belong to this door.',
    'too-many-attempts': 'There were too many attempts.',
  },
  causes: {
    jammed: 'the bolt does not go all the way',
    'left-open': 'it has stood open for too long',
    'camera-lost': 'the camera was lost',
    dwell: 'somebody has been inside for long',
    forced: 'it was opened without its lock',
    blocked: 'the visit was blocked while it was open',
    silent: 'lock or contact have gone silent',
    handle: 'inside handle',
    key: 'key',
    button: 'wall button',
    command: 'command',
    'auto-lock': 'the lock’s own timer',
  } as Readonly<Record<string, string>>,
  unknown: 'not said why',
};

export type EventWords = typeof en;
