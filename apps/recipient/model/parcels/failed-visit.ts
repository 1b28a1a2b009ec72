import type { StagedVisit } from '../visits/today.ts';
import type { Terms } from './terms.ts';
import { stillOpen } from '../visits/stage.ts';

/** What the household chose in advance for a visit that does not happen, held against what became of the parcel. */
export interface FailedVisit {
  readonly chosen: Terms['ifFails'];
  /** The courier says that the parcel went another way. */
  readonly otherwise: boolean;
}

const failed: readonly StagedVisit['stage'][] = ['refused', 'expired', 'undelivered'];

/**
 * Undefined while the visit is awaited or after it happened, and on a phone that did not make the choice: it went sealed to the carrier.
 * A courier’s word about the parcel is enough to say it; that nobody can come in any more it does not say.
 */
export const failedVisit = (
  { visit, stage }: Pick<StagedVisit, 'visit' | 'stage'>,
  chosen: Terms['ifFails'] | undefined,
): FailedVisit | undefined => {
  const left = visit.said?.left;
  const didNot = failed.includes(stage) || (left !== undefined && stillOpen(stage));
  if (chosen === undefined || !didNot) return undefined;
  return { chosen, otherwise: left !== undefined && left.to !== chosen.to };
};
