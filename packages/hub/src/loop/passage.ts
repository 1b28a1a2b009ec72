import { raise } from './alarm.ts';
import { DWELL_AFTER_MAX_OPEN, SILENT_IN_PASSAGE, UNINTENDED_MAX_OPEN, UNLOCK_EXPIRES } from './limits.ts';
import { byInside, freshly } from './sensors.ts';
import { follow, hasMoved } from './stages.ts';
import type { By, DoorLoop, Passage, Stage, VisitId } from './state.ts';
import { armAutoLock, cancelCommand, enter, forget, newCommand, say, setPassage, type Turn } from './turn.ts';

/** A resident's own door may stand open this long before anybody is told. */
const RESIDENT_MAX_OPEN = 600_000;

function begin(
  turn: Turn,
  by: By,
  stage: Stage,
  maxOpenMs: number,
  visit: VisitId | undefined,
  opened = by === 'recovered',
): void {
  const { nowMs } = turn;
  setPassage(turn, {
    by,
    stage,
    sinceMs: nowMs,
    maxOpenAtMs: nowMs + maxOpenMs,
    maxOpenAlarmed: false,
    unlockMayBeginUntilMs: by === 'inside' || by === 'nobody' ? nowMs : nowMs + UNLOCK_EXPIRES,
    lockTries: 0,
    lockAtMs: nowMs,
    ...(visit === undefined ? {} : { visit }),
    ...(opened ? { opened } : {}),
  });
}

/** Step 16: the only place from which UNLOCK is ordered, once an intent. */
export function intend(turn: Turn, by: 'visit' | 'member', visit: VisitId | undefined, maxOpenMs: number): void {
  // A member who opens while a courier is inside takes over the bolt; the visit still ends only at LOCKED, and its limits stay its own.
  const unfinished = turn.state.passage;
  forget(turn, 'ended');
  begin(turn, by, 'unlocking', maxOpenMs, visit ?? unfinished?.visit, unfinished?.opened);
  if (by === 'member' && unfinished?.visit !== undefined) keepLimits(turn, unfinished);
  armAutoLock(turn, 'unopened');
  const id = newCommand(turn);
  turn.effects.push({ type: 'unlock', id, expiresInMs: UNLOCK_EXPIRES });
  const { passage } = turn.state;
  if (passage !== undefined) setPassage(turn, { ...passage, command: id });
}

function keepLimits(turn: Turn, { stage, maxOpenAtMs, maxOpenAlarmed, blocked }: Passage): void {
  const { passage } = turn.state;
  if (passage === undefined) return;
  setPassage(turn, {
    ...passage,
    ...(blocked === true ? { blocked } : {}),
    ...(stage === 'locked' ? {} : { maxOpenAtMs, maxOpenAlarmed }),
  });
}

/** After a start: the journal names an intent that never settled. Its use is spent; nothing is unlocked again (P2). */
export function recover(turn: Turn, visit: VisitId | undefined): void {
  begin(turn, 'recovered', 'closing', UNINTENDED_MAX_OPEN, visit);
}

/** A bolt withdrawn or a door opened while nobody meant it (protocol.md, *Blocks*: locked again when closed, and alarmed). */
export function notice(turn: Turn): void {
  const seen = freshly(turn.state, turn.nowMs);
  if (turn.state.passage !== undefined || seen === undefined || !hasMoved(seen)) return;
  const visit = turn.state.film?.visit;
  const stage = seen.contact === 'open' ? 'open' : 'closing';
  const inside = byInside(turn.state.heard ?? seen);
  begin(
    turn,
    inside ? 'inside' : 'nobody',
    stage,
    inside ? RESIDENT_MAX_OPEN : UNINTENDED_MAX_OPEN,
    inside ? undefined : visit,
  );
  if (!inside) {
    say(turn, 'forced', seen.cause);
    raise(turn, 'forced', turn.nowMs);
  } else if (stage === 'open') {
    say(turn, 'door-opened', seen.cause);
  }
}

/** Whoever comes in opens the leaf. A sensor that says nothing does not say that nobody did. */
export function noteOpened(turn: Turn): void {
  const { passage } = turn.state;
  if (passage === undefined || passage.opened === true) return;
  if (freshly(turn.state, turn.nowMs)?.contact !== 'closed') setPassage(turn, { ...passage, opened: true });
}

/** The limits that hold in every stage short of LOCKED. */
export function watch(turn: Turn): void {
  const { passage } = turn.state;
  if (passage === undefined || passage.stage === 'locked') return;
  const { nowMs } = turn;
  if (nowMs >= passage.maxOpenAtMs && !passage.maxOpenAlarmed) {
    setPassage(turn, { ...passage, maxOpenAlarmed: true });
    if (passage.stage === 'open') raise(turn, 'left-open', nowMs);
  }
  if (nowMs >= passage.maxOpenAtMs + DWELL_AFTER_MAX_OPEN) raise(turn, 'dwell', nowMs);
  if (nowMs >= heardLastMs(turn.state, passage) + SILENT_IN_PASSAGE && !fresh(turn)) raise(turn, 'silent', nowMs);
}

/** From here on the lock has been silent: no hub that slept, and nobody before the passage, listened to it. */
export const heardLastMs = ({ seen, awake }: DoorLoop, { sinceMs }: Passage): number =>
  Math.max(seen?.atMs ?? sinceMs, sinceMs, awake?.atMs ?? sinceMs);

const fresh = (turn: Turn): boolean => freshly(turn.state, turn.nowMs) !== undefined;

/** P3 and P10: nothing reopens, nobody is trapped. Returns whether the passage is the blocked visit's. */
export function blockPassage(turn: Turn, visit: VisitId): boolean {
  const { passage } = turn.state;
  if (passage?.visit !== visit) return false;
  const before: Passage = { ...passage, blocked: true };
  setPassage(turn, before);
  switch (passage.stage) {
    case 'unlocking':
    case 'unlocked':
      if (passage.by !== 'member') {
        cancelCommand(turn);
        enter(turn, 'locking');
        follow(turn);
      }
      break;
    case 'open':
    case 'closing':
    case 'locking':
      raise(turn, 'blocked', turn.nowMs);
      break;
    case 'locked':
      break;
    default:
      return never(passage.stage);
  }
  return true;
}

/** A member's or courier's wish to lock (action 2): it hurries what would happen anyway and never touches an open door. */
export function hurry(turn: Turn): void {
  const stage = turn.state.passage?.stage;
  if (stage === 'unlocked' || stage === 'closing') enter(turn, 'locking');
}

function never(value: never): never {
  throw new RangeError(`no such stage: ${String(value)}`);
}
