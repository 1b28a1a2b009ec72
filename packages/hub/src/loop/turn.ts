import type { Effect, LoopReceipt } from './event.ts';
import {
  AUTO_LOCK_OPENED_S,
  AUTO_LOCK_UNOPENED_S,
  LOCK_EXPIRES,
  QUICK_TRIES,
  RETRY_LOCK,
  RETRY_LOCK_LATER,
} from './limits.ts';
import { mayCloseItself, mayThrow } from './sensors.ts';
import type { DoorLoop, Passage, Stage } from './state.ts';

/** One step in the making: the state so far and the effects so far. It lives inside one call of `step` and nowhere else. */
export interface Turn {
  state: DoorLoop;
  readonly effects: Effect[];
  readonly nowMs: number;
}

export function set(turn: Turn, change: Partial<DoorLoop>): void {
  turn.state = { ...turn.state, ...change };
}

/** `exactOptionalPropertyTypes` makes leaving out the only way to forget. */
export function forget(turn: Turn, name: 'film' | 'passage' | 'ended' | 'heard' | 'seen' | 'defied'): void {
  const rest = { ...turn.state };
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- one of six optional names, listed in the signature
  delete rest[name];
  turn.state = rest;
}

export function setPassage(turn: Turn, passage: Passage): void {
  set(turn, { passage });
}

export function say(turn: Turn, event: LoopReceipt, cause?: string): void {
  const visit = turn.state.passage?.visit;
  turn.effects.push({
    type: 'receipt',
    event,
    ...(visit === undefined ? {} : { visit }),
    ...(cause === undefined ? {} : { cause }),
  });
}

export function enter(turn: Turn, stage: Stage): void {
  const { passage } = turn.state;
  if (passage === undefined) return;
  setPassage(turn, { ...passage, stage, sinceMs: turn.nowMs, lockTries: 0, lockAtMs: turn.nowMs });
}

export function newCommand(turn: Turn): number {
  const id = turn.state.nextCommand;
  set(turn, { nextCommand: id + 1 });
  return id;
}

/**
 * The only place from which LOCK is ordered: onto a closed contact, or onto a leaf that may close itself with its
 * warning. Returns whether it was ordered.
 */
export function orderLock(turn: Turn, cause: string): boolean {
  const { traits, passage } = turn.state;
  if (!mayThrow(turn.state, turn.nowMs) && !mayCloseItself(traits)) return false;
  const id = newCommand(turn);
  turn.effects.push({ type: 'lock', id, expiresInMs: LOCK_EXPIRES });
  say(turn, 'lock-command', cause);
  if (passage === undefined) return true;
  const pause = passage.lockTries + 1 < QUICK_TRIES ? RETRY_LOCK : RETRY_LOCK_LATER;
  const patience = Math.max(pause, traits.closesByItself ? traits.slowestMoveMs + pause : 0);
  setPassage(turn, { ...passage, command: id, lockTries: passage.lockTries + 1, lockAtMs: turn.nowMs + patience });
  return true;
}

/** Arms the lock's own relocking timer, where it has one and nobody can be trapped by it. */
export function armAutoLock(turn: Turn, moment: 'unopened' | 'opened'): void {
  const { traits } = turn.state;
  if (!traits.autoLock || !traits.egressFree) return;
  const afterS = moment === 'opened' ? AUTO_LOCK_OPENED_S : AUTO_LOCK_UNOPENED_S;
  turn.effects.push({ type: 'auto-lock', id: newCommand(turn), afterS });
}

export function cancelCommand(turn: Turn): void {
  const { passage } = turn.state;
  if (passage?.command !== undefined) turn.effects.push({ type: 'cancel', id: passage.command });
}
