import type { Chain, DoorState, TrustedTime } from '../doorstate.ts';
import type { Primitives } from '../../primitives.ts';
import type { Refusal } from '../refusal.ts';

/** A visitor's wish, read strictly, nothing of it verified yet. */
export interface Request {
  readonly purpose: 'unlock' | 'lock' | 'ask';
  readonly chain: Chain;
  readonly door: number;
  readonly trackingNumbers: readonly string[] | undefined;
}

/** One numbered step of docs/protocol/verification.md: says what is wrong, or nothing. */
export type Rule = (request: Request, door: DoorState, now: TrustedTime, p: Primitives) => Refusal | undefined;
