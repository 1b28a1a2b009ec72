import type { StopEstimate } from './estimate.ts';

/** What is known of a tour's pace without any position: when its stops were finished. */
export interface Turns {
  /** The newest few, oldest first, in seconds of one clock; the first is when the tour began. */
  readonly finishedS: readonly number[];
}

/** Real vans stop every 200 to 220 s; so many stops of this tour weigh as much as that. */
const usualTurnS = 210;
const turnWeight = 3;
const longestTurnS = 900;
const stillShare = 0.3;

/** Without positions: the stops before this one, each at the pace at which this tour has finished its stops so far. */
export const estimatesByPace = (
  { finishedS }: Turns,
  ids: readonly string[],
  nowS: number,
): readonly StopEstimate[] => {
  const turns = finishedS.slice(1).map((atS, n) => Math.min(Math.max(0, atS - (finishedS[n] ?? atS)), longestTurnS));
  const turnS = turns.reduce((sum, one) => sum + one, usualTurnS * turnWeight) / (turns.length + turnWeight);
  const passedS = Math.max(0, nowS - (finishedS.at(-1) ?? nowS));
  const firstS = Math.max(turnS - passedS, turnS * stillShare);
  return ids.map((id, stopsBefore) => ({ id, stopsBefore, etaS: Math.round(firstS + stopsBefore * turnS) }));
};
