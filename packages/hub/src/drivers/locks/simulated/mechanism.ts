import type { BoltTarget, Cause } from '../wire.ts';
import type { Faults } from './faults.ts';

/** What people do to a door with their hands. */
export type Act =
  | { readonly act: 'push' | 'pull' | 'handle' | 'force' | 'repair' | 'button' }
  /** Moves the leaf by hand to a place between 0 (shut) and 100. */
  | { readonly act: 'swing'; readonly to: number }
  | { readonly act: 'key'; readonly to: BoltTarget }
  | { readonly act: 'obstruct'; readonly present: boolean };

/** What is really so, whatever the sensors say. Percentages as in the wire. */
export interface Truth {
  readonly bolt: number;
  /** 0 shut, 100 wide open. */
  readonly leaf: number;
  readonly latch: 'out' | 'held';
  readonly jam: boolean;
  readonly moving: 'none' | 'locking' | 'unlocking' | 'warning';
  /** Only a garage while it warns: milliseconds until its leaf moves. */
  readonly warnsLeftMs?: number;
  readonly cause: Cause;
  readonly obstructed: boolean;
  /** Strike or drive broken by force: nothing holds the leaf until it is repaired. */
  readonly broken: boolean;
  /** Somebody tried to move a leaf that did not give way, at this instant. */
  readonly rattledMs: number | null;
}

/** What stays of a door when everything that moves has come to rest. */
export type Found = Pick<Truth, 'bolt' | 'leaf' | 'latch' | 'jam' | 'broken' | 'obstructed'>;

/** A number in [0, 1). */
export type Draw = () => number;

/**
 * One kind of door as a machine in virtual time. `advance` is called with times that never fall and settles everything
 * that is due; `dueAt` names the first instant after now at which something happens by itself.
 */
export interface Mechanism<S> {
  readonly start: S;
  /** The machine at rest as it was found: what a door remembers that nobody powers. */
  found(as: Found): S;
  advance(state: S, faults: Faults, nowMs: number): S;
  dueAt(state: S, nowMs: number): number | undefined;
  /** The motor is told to; a command that the machine cannot obey leaves it as it is. */
  order(state: S, target: BoltTarget, by: Cause, faults: Faults, nowMs: number, draw: Draw): S;
  /** Takes a move back if nothing has moved yet; undefined where it is too late. */
  takeBack(state: S, nowMs: number): S | undefined;
  act(state: S, act: Act, faults: Faults, nowMs: number, draw: Draw): S;
  truth(state: S, nowMs: number): Truth;
}

/** The leaf counts as shut below this; a magnet contact is no finer. */
export const shutBelowPercent = 1.5;

/** The first of these instants that lies ahead. */
export const nextOf = (instantsMs: readonly number[], nowMs: number): number | undefined => {
  const ahead = instantsMs.filter((ms) => ms > nowMs && Number.isFinite(ms));
  return ahead.length === 0 ? undefined : Math.min(...ahead);
};
