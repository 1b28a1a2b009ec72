import type { State } from '@latchkey/protocol';
import type { Member } from '../actors/member.ts';
import type { World } from '../world.ts';

/** What each checker sees after every step. `state` is the hub's signed word of this moment, absent while it has no power. */
export interface Seen {
  readonly world: World;
  readonly anna: Member;
  readonly state: State | undefined;
}

/** One promise. Called after each step of one run; answers what is broken, in words, or undefined. It keeps what it needs between steps. */
export type Checker = (seen: Seen) => string | undefined;

/** A new one for each run. */
export interface Promised {
  readonly name: string;
  readonly check: () => Checker;
}
