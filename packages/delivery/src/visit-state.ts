/**
 * What the server shows as a visit's state: a convenience for lists and sorting. It decides nothing about a door; apps
 * that hold the receipts say what the receipts say.
 */
export const visitStates = [
  'announced',
  'granted',
  'assigned',
  'arriving',
  'at-door',
  'complete',
  'refused',
  'blocked',
  'diverted',
  'expired',
  'attention',
  'undelivered',
] as const;
export type VisitState = (typeof visitStates)[number];

/** What the server itself learns, beside the hub's receipts: it kept a grant or an assignment, or heard the courier. */
export type ServerEvent = 'grant-kept' | 'assignment-kept' | 'arriving-said' | 'not-delivered-said' | 'safe-again-said';

type Rule = (state: VisitState) => VisitState;

/** An end that no later courier's step undoes; only the door itself may still have something to say. */
const ended = (state: VisitState) =>
  state === 'complete' || state === 'blocked' || state === 'diverted' || state === 'expired';

const unlessEnded =
  (next: VisitState): Rule =>
  (state) =>
    ended(state) || state === 'attention' ? state : next;

const onlyFrom =
  (from: readonly VisitState[], next: VisitState): Rule =>
  (state) =>
    from.includes(state) ? next : state;

const atDoor = unlessEnded('at-door');

/**
 * `refused` is no end: the courier may knock again with the right parcel. It stays in front of a new assignment until the next
 * courier asks the door, so that no order of events makes an ended visit look as if somebody were only on the way.
 */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['grant-kept', onlyFrom(['announced'], 'granted')],
  ['assignment-kept', onlyFrom(['granted', 'assigned', 'arriving', 'undelivered'], 'assigned')],
  ['arriving-said', onlyFrom(['assigned'], 'arriving')],
  // A courier who was never let in says that nothing was delivered; whoever was inside is followed to the locked door first.
  ['not-delivered-said', onlyFrom(['assigned', 'arriving', 'refused'], 'undelivered')],
  ['safe-again-said', onlyFrom(['undelivered'], 'assigned')],
  ['asked', atDoor],
  ['recording-started', atDoor],
  ['unlock-intended', atDoor],
  ['unlocked', atDoor],
  ['door-opened', atDoor],
  ['door-closed', atDoor],
  ['refused', unlessEnded('refused')],
  ['unlock-cancelled', unlessEnded('refused')],
  // A bolt that is thrown at last ends the alarm; `complete` follows from the hub, or the visit stays open.
  ['locked', (state) => (state === 'attention' ? 'at-door' : atDoor(state))],
  // The hub completes only a visit that really opened and locked (P5), even if a block or divert arrived in the middle.
  ['complete', () => 'complete'],
  // A block in the middle of an alarm does not make the door safe: the alarm stays in front.
  ['blocked', (state) => (state === 'attention' || state === 'complete' || state === 'diverted' ? state : 'blocked')],
  ['diverted', (state) => (state === 'attention' || state === 'complete' ? state : 'diverted')],
  ['expired', unlessEnded('expired')],
  // The hub took a chain of this visit again: its clock, which had ended it, was set back, or somebody else comes within the window.
  ['armed', onlyFrom(['expired'], 'assigned')],
  ['attention', (state) => (state === 'complete' ? state : 'attention')],
  ['forced', (state) => (state === 'complete' ? state : 'attention')],
]);

/**
 * The state after one event: a receipt's event name (docs/protocol/receipt.md) or a `ServerEvent`. Receipts are applied in
 * the order of their sequence numbers. A name without a rule, from a newer hub too, changes nothing.
 */
export const visitStateAfter = (state: VisitState, event: string): VisitState => rules.get(event)?.(state) ?? state;
