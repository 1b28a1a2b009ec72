import { acknowledge, ringDue } from './alarm.ts';
import { declared } from './declared.ts';
import type { DoorEvent, Effect } from './event.ts';
import { asked, filmDue, filmSaid, settleRing, watchFilm } from './film.ts';
import { hurry, intend, notice, noteOpened, recover, watch } from './passage.ts';
import { freshly, mayCloseItself } from './sensors.ts';
import { slept } from './slept.ts';
import { follow } from './stages.ts';
import { believe, hear } from './steady.ts';
import type { DoorLoop, VisitId } from './state.ts';
import { orderLock, set, type Turn } from './turn.ts';
import { known, over } from './visits.ts';

export interface Stepped {
  readonly state: DoorLoop;
  readonly effects: readonly Effect[];
}

/**
 * The door's loop (docs/door-loop.md). `nowMs` is monotonic and never smaller than at the step before; a deadline that passed
 * meanwhile is kept in the same step, so a late tick cannot skip one.
 */
export function step(state: DoorLoop, event: DoorEvent, nowMs: number): Stepped {
  const turn: Turn = { state, effects: [], nowMs };
  happen(turn, event);
  believe(turn);
  notice(turn);
  noteOpened(turn);
  follow(turn);
  watch(turn);
  watchFilm(turn);
  filmDue(turn);
  ringDue(turn);
  settleRing(turn);
  return { state: turn.state, effects: turn.effects };
}

function happen(turn: Turn, event: DoorEvent): void {
  switch (event.type) {
    case 'boot':
      if (event.recovered !== undefined) recover(turn, event.recovered.visit);
      if (event.recovered?.visit !== undefined) asked(turn, event.recovered.visit, event.recovered.filmed);
      return;
    case 'visit-known': {
      known(turn, event.visit, false);
      return;
    }
    case 'visit-armed': {
      known(turn, event.visit, true, event.filmed);
      return;
    }
    case 'visit-over': {
      over(turn, event.visit, event.why);
      return;
    }
    case 'asked': {
      asked(turn, event.visit, event.filmed);
      return;
    }
    case 'film': {
      filmSaid(turn, event.visit, event.status);
      return;
    }
    case 'intent': {
      intend(turn, event.by, event.visit, event.maxOpenMs);
      return;
    }
    case 'refused':
      refused(turn, event.visit);
      return;
    case 'lock-wanted':
      if (turn.state.passage === undefined) lockIdle(turn);
      else if (turn.state.passage.stage === 'open') closeLeaf(turn);
      else hurry(turn);
      return;
    case 'report':
      hear(turn, event.sensors);
      return;
    case 'hardware-lost': {
      loseSight(turn);
      return;
    }
    case 'slept': {
      slept(turn, event.forMs);
      return;
    }
    case 'acknowledged': {
      acknowledge(turn);
      return;
    }
    case 'declared': {
      declared(turn, event);
      return;
    }
    case 'tick':
      return;
    default:
      return never(event);
  }
}

/** Somebody else's refusal does not hide who is being filmed or let in. */
function refused(turn: Turn, visit: VisitId): void {
  const { passage, film } = turn.state;
  if (passage === undefined && (film === undefined || film.visit === visit))
    set(turn, { ended: { phase: 'refused', visit } });
}

/** Nobody uses the door: LOCK is harmless, idempotent, and only for a closed leaf. */
function lockIdle(turn: Turn): void {
  if (turn.state.seen?.contact === 'closed') orderLock(turn, 'wanted');
}

/** A leaf that may close by itself is told to, at a member's word; its hardware warns first. No other open door is touched. */
function closeLeaf(turn: Turn): void {
  const moving = freshly(turn.state, turn.nowMs)?.moving;
  if (mayCloseItself(turn.state.traits) && moving !== 'locking' && moving !== 'warning') orderLock(turn, 'wanted');
}

/** What was seen last says nothing about now (P4). */
function loseSight(turn: Turn): void {
  const { heard } = turn.state;
  if (heard !== undefined) set(turn, { heard: { ...heard, bolt: null, contact: null, autoLockS: null } });
}

function never(event: never): never {
  throw new RangeError(`no such event: ${JSON.stringify(event)}`);
}
