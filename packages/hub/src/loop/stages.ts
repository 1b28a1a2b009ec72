import { calm, raise } from './alarm.ts';
import {
  FAILED_RELOCK_ALARM,
  FILM_AFTERWARDS,
  RELOCK_AFTER_CLOSING,
  RELOCK_AFTER_RESIDENT,
  RELOCK_PATIENCE,
  SILENT_IN_PASSAGE,
  UNLOCK_EXPIRES,
  UNOPENED,
} from './limits.ts';
import { byInside, freshly, isLocked, mayCloseItself } from './sensors.ts';
import { isUnsteady } from './steady.ts';
import type { EndPhase, Passage, Seen } from './state.ts';
import { armAutoLock, cancelCommand, enter, forget, orderLock, say, set, setPassage, type Turn } from './turn.ts';

/** What each stage of a passage does with the newest report and the time (docs/door-loop.md, *Transitions*). */

type Follow = (turn: Turn, passage: Passage, seen: Seen | undefined) => void;

/** The UNLOCK has begun, so it cannot begin later. */
const unlockBegan = (turn: Turn): void => {
  const { passage } = turn.state;
  if (passage !== undefined) setPassage(turn, { ...passage, unlockMayBeginUntilMs: turn.nowMs, freed: true });
};

const opened = (turn: Turn, cause?: string): void => {
  say(turn, 'door-opened', cause);
  enter(turn, 'open');
  armAutoLock(turn, 'opened');
};

const nowLocked = (turn: Turn, seen: Seen): void => {
  say(turn, 'locked', seen.cause);
  enter(turn, 'locked');
  calm(turn, 'door');
};

/** LOCKED, and no UNLOCK of ours can undo it any more. */
const endsLocked = (turn: Turn, passage: Passage, seen: Seen): boolean =>
  isLocked(seen) && turn.nowMs >= passage.unlockMayBeginUntilMs;

const unlocking: Follow = (turn, passage, seen) => {
  if (seen?.contact === 'open') {
    say(turn, 'unlocked');
    unlockBegan(turn);
    opened(turn);
  } else if (seen?.bolt === 0) {
    say(turn, 'unlocked');
    unlockBegan(turn);
    enter(turn, 'unlocked');
  } else if (turn.nowMs >= passage.sinceMs + UNLOCK_EXPIRES + turn.state.traits.slowestMoveMs) {
    cancelCommand(turn);
    enter(turn, turn.state.traits.egressFree ? 'locking' : 'unlocked');
  }
};

const unlocked: Follow = (turn, passage, seen) => {
  if (seen?.contact === 'open') opened(turn, seen.cause === 'handle' ? 'handle' : undefined);
  else if (seen !== undefined && endsLocked(turn, passage, seen)) nowLocked(turn, seen);
  else if (turn.state.traits.egressFree && turn.nowMs >= passage.sinceMs + UNOPENED) enter(turn, 'locking');
};

const open: Follow = (turn, passage, seen) => {
  if (seen?.contact === 'closed') {
    say(turn, 'door-closed');
    enter(turn, 'closing');
    return;
  }
  const { traits } = turn.state;
  // A leaf that closes itself must be down by the time at which an open door alarms.
  const closeAtMs = Math.max(passage.maxOpenAtMs - traits.slowestMoveMs, passage.lockAtMs);
  if (mayCloseItself(traits) && seen?.moving === 'none' && turn.nowMs >= closeAtMs) orderLock(turn, 'max-open');
};

const closing: Follow = (turn, passage, seen) => {
  const pause = passage.by === 'inside' ? RELOCK_AFTER_RESIDENT : RELOCK_AFTER_CLOSING;
  if (seen?.contact === 'open') opened(turn);
  else if (seen !== undefined && endsLocked(turn, passage, seen)) nowLocked(turn, seen);
  else if (
    turn.state.traits.egressFree &&
    turn.nowMs >= Math.min(passage.sinceMs + pause, Math.max(passage.maxOpenAtMs, passage.sinceMs))
  ) {
    enter(turn, 'locking');
  }
};

const locking: Follow = (turn, passage, seen) => {
  if (seen?.contact === 'open') {
    cancelCommand(turn);
    opened(turn);
    return;
  }
  if (seen !== undefined && endsLocked(turn, passage, seen)) {
    nowLocked(turn, seen);
    return;
  }
  if (turn.nowMs >= passage.lockAtMs && seen?.contact === 'closed')
    orderLock(turn, passage.lockTries === 0 ? 'relock' : 'retry');
  // As it is after an order of this very step: whether a second tick comes in the same moment must change nothing.
  const tries = turn.state.passage?.lockTries ?? 0;
  const failed =
    turn.nowMs >= passage.sinceMs + RELOCK_PATIENCE + turn.state.traits.slowestMoveMs ||
    (seen?.jam === true && tries > 0);
  // Of a bolt that nobody can order or see nobody knows that it jams, and an alarm stands.
  if (failed && !isUnsteady(turn.state)) raise(turn, 'jammed', turn.nowMs + FAILED_RELOCK_ALARM);
};

const locked: Follow = (turn, passage, seen) => {
  if (seen !== undefined && hasMoved(seen)) {
    leftAgain(turn, passage, seen);
  } else if (seen !== undefined && isLocked(seen)) {
    if (turn.nowMs >= passage.sinceMs + FILM_AFTERWARDS) complete(turn, passage);
  } else if (saysNothing(seen) && turn.nowMs >= passage.sinceMs + SILENT_IN_PASSAGE) {
    // It was LOCKED, and nothing says otherwise: nobody is filmed for as long as a sensor is silent or flaps.
    complete(turn, passage);
  }
};

const saysNothing = (seen: Seen | undefined): boolean =>
  seen === undefined || seen.bolt === null || seen.contact === null;

/** Within seconds of LOCKED: somebody still inside walks out, or somebody outside forces it. */
function leftAgain(turn: Turn, passage: Passage, seen: Seen): void {
  const inside = byInside(turn.state.heard ?? seen);
  if (!inside) {
    say(turn, 'forced', seen.cause);
    raise(turn, 'forced', turn.nowMs);
  }
  setPassage(turn, { ...passage, by: inside ? passage.by : 'nobody' });
  enter(turn, 'unlocked');
}

function complete(turn: Turn, passage: Passage): void {
  const { film } = turn.state;
  const { visit } = passage;
  if (visit !== undefined) {
    const phase = endOf(passage);
    if (phase === 'complete') say(turn, 'complete');
    // Nobody went in: a jam, a battery that is empty, an order that was lost.
    if (phase === 'refused') say(turn, 'refused', 'lock-unreachable');
    set(turn, { ended: { phase, visit } });
    turn.effects.push({ type: 'ended', phase, visit });
  }
  if (film !== undefined && film.visit === visit) {
    turn.effects.push({ type: 'stop-record', visit: film.visit, reason: 'complete' });
    forget(turn, 'film');
  }
  turn.effects.push({ type: 'settled', ...(visit === undefined ? {} : { visit }) });
  forget(turn, 'passage');
  calm(turn, 'all');
}

/** Neither was the bolt seen withdrawn, nor could the leaf have been open unseen: the visit came to nothing, and is not called complete. */
const endOf = ({ blocked, by, freed, opened }: Passage): EndPhase => {
  if (blocked === true) return 'blocked';
  return by === 'visit' && freed !== true && opened !== true ? 'refused' : 'complete';
};

/** The bolt or the leaf is provably not where a locked door has them. A silent sensor proves nothing. */
export const hasMoved = (seen: Seen): boolean => seen.contact === 'open' || (seen.bolt !== null && seen.bolt < 100);

const followers: Readonly<Record<Passage['stage'], Follow>> = { unlocking, unlocked, open, closing, locking, locked };

/** Follows the passage until nothing changes any more: one late report may carry it through several stages. */
export function follow(turn: Turn): void {
  for (let round = 0; round < 8; round++) {
    const before = turn.state.passage;
    if (before === undefined) return;
    followers[before.stage](turn, before, freshly(turn.state, turn.nowMs));
    if (turn.state.passage?.stage === before.stage) return;
  }
}
