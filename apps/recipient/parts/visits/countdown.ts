import type { Format } from '@latchkey/web-kit';
import type { StagedVisit } from '../../model/visits/today.ts';
import { underWay } from '../../model/visits/stage.ts';
import type { Sentences } from '../../sentences/index.ts';

/** The courier's own estimate while it is fresh enough to mean something, else the window. */
export const countdown = (
  { visit, stage, receipts }: StagedVisit,
  t: Sentences,
  format: Format,
  nowMs: number,
): string => {
  const { arriving, window } = visit;
  const beganS = receipts.find(({ claims }) => claims.event === 'asked' || claims.event === 'recording-started')?.claims
    .iat;
  if (underWay(stage) && beganS !== undefined) return t.today.since(format, beganS * 1000);
  // Clocks differ: an estimate only ever runs down.
  const passedMs = arriving === undefined ? 0 : Math.max(0, nowMs - arriving.saidMs);
  const leftS = arriving === undefined ? 0 : arriving.etaS - Math.round(passedMs / 1000);
  // An estimate that has passed says nothing any more; that it has is said beside the window's own end.
  if (stage === 'arriving' && arriving !== undefined && leftS > 0) {
    return t.today.about(format, Math.ceil(leftS / 60) * 60, arriving.stopsBefore);
  }
  if (nowMs < window.fromS * 1000) return t.today.begins(format, window.fromS * 1000 - nowMs);
  return t.today.ends(format, window.toS * 1000 - nowMs);
};
