import { endFilm } from './film.ts';
import { blockPassage } from './passage.ts';
import type { VisitId } from './state.ts';
import { forget, set, type Turn } from './turn.ts';

export function known(turn: Turn, visit: VisitId, armed: boolean, filmed?: false): void {
  const others = turn.state.visits.filter((one) => one.visit !== visit);
  set(turn, { visits: [...others, { visit, armed, ...(filmed === false ? { filmed } : {}) }] });
  if (turn.state.ended?.visit === visit) forget(turn, 'ended');
}

export function over(turn: Turn, visit: VisitId, why: 'expired' | 'blocked' | 'used'): void {
  const wasKnown = turn.state.visits.some((one) => one.visit === visit);
  set(turn, { visits: turn.state.visits.filter((one) => one.visit !== visit) });
  const inPassage = why === 'blocked' ? blockPassage(turn, visit) : turn.state.passage?.visit === visit;
  if (turn.state.film?.visit === visit) endFilm(turn, 'over');
  if (inPassage || why === 'used' || !wasKnown) return;
  set(turn, { ended: { phase: why, visit } });
  turn.effects.push({ type: 'ended', phase: why, visit });
}
