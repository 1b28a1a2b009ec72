import type { DoorState, Knock, Reason, Signer } from '../../index.ts';
import type { Dice } from '../dice.ts';
import type { Signed } from './signing.ts';
import type { Moment } from './visit.ts';

/** One visit at one door, which opens for it. */
export interface Scene {
  readonly visit: Signed;
  readonly door: DoorState;
  readonly now: Moment;
  /** Another visit by the same people, signed as well as this one: what can be spliced in. */
  readonly other: Signed;
  /** A member at the same door. */
  readonly own: OwnKnock;
}

export interface OwnKnock {
  readonly member: Signer;
  readonly knock: Knock;
  readonly presentation: Uint8Array;
  readonly door: DoorState;
}

/** A presentation that must not open, and the one answer it must get. */
export interface Mutant {
  readonly presentation: Uint8Array;
  readonly reason: Reason;
  /** Where the refusal names a link. */
  readonly link?: number;
  readonly door?: DoorState;
}

/** A change after which everybody signs again: undefined where it does not apply to this visit. */
export type Change = (scene: Scene, dice: Dice) => Promise<Mutant | undefined>;
