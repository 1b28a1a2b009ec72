import { raise, withdraw } from './alarm.ts';
import type { FilmStatus } from './event.ts';
import { FILM_LATE_REST, FILM_WITHOUT_KNOCK } from './limits.ts';
import type { VisitId } from './state.ts';
import { armAutoLock, forget, set, type Turn } from './turn.ts';

/** One recording of one visit: from the ask to 5 s after LOCKED (P6), pre-roll from *armed* (P8). */

export function asked(turn: Turn, visit: VisitId, filmed?: false): void {
  const { film, passage, nowMs } = { ...turn.state, nowMs: turn.nowMs };
  const knockByMs = nowMs + FILM_WITHOUT_KNOCK;
  if (film?.visit === visit) {
    set(turn, { film: { ...film, knockByMs } });
  } else if (film === undefined && filmed !== false) {
    set(turn, { film: { visit, status: 'starting', knockByMs } });
    turn.effects.push({ type: 'record', visit });
  }
  forget(turn, 'ended');
  if (passage === undefined) armAutoLock(turn, 'unopened');
}

export function filmSaid(turn: Turn, visit: VisitId, status: FilmStatus): void {
  const { film, passage, alarms } = turn.state;
  if (film?.visit !== visit) return;
  switch (status) {
    case 'on-disk':
    case 'back':
      set(turn, { film: { ...film, status: 'on-disk' } });
      return;
    case 'lost':
    case 'failed':
      set(turn, { film: { ...film, status: 'lost' } });
      if (passage?.visit === visit) raise(turn, 'camera-lost', turn.nowMs);
      else if (status === 'failed') forget(turn, 'film');
      return;
    case 'late':
      set(turn, { film: { ...film, late: true } });
      return;
    case 'caught-up': {
      const caughtUp = { ...film, late: false };
      const hasRung = alarms.some(({ reason, rings }) => reason === 'film-late' && rings > 0);
      set(turn, { film: hasRung ? { ...caughtUp, lateRestMs: turn.nowMs + FILM_LATE_REST } : caughtUp });
      withdraw(turn, 'film-late');
      return;
    }
    default:
      return never(status);
  }
}

/** Somebody may be inside, and the household sees what was, not what is. Behind a locked door a film may take its time. */
export function watchFilm(turn: Turn): void {
  const { film, passage, alarms } = turn.state;
  if (film?.late !== true || passage?.visit !== film.visit || passage.stage === 'locked') return;
  if (alarms.some(({ reason }) => reason === 'film-late')) return;
  raise(turn, 'film-late', Math.max(turn.nowMs, film.lateRestMs ?? 0));
}

/** Ends a recording that nobody knocked to, or whose visit is over. A passage ends its own. */
export function endFilm(turn: Turn, reason: 'no-knock' | 'over'): void {
  const { film, passage } = turn.state;
  if (film === undefined || passage?.visit === film.visit) return;
  turn.effects.push({ type: 'stop-record', visit: film.visit, reason });
  forget(turn, 'film');
}

export function filmDue(turn: Turn): void {
  const { film } = turn.state;
  if (film !== undefined && turn.nowMs >= film.knockByMs) endFilm(turn, 'no-knock');
}

/** The ring runs while a visit that is to be filmed is armed, or one is filmed, and never otherwise (P8). */
export function settleRing(turn: Turn): void {
  const { visits, film, ringing } = turn.state;
  const on = film !== undefined || visits.some((one) => one.armed && one.filmed !== false);
  if (on === ringing) return;
  set(turn, { ringing: on });
  turn.effects.push({ type: 'ring', on });
}

function never(value: never): never {
  throw new RangeError(`no such film status: ${String(value)}`);
}
