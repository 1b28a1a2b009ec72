import type { StagedVisit } from './today.ts';
import type { Terms } from './terms.ts';

/** What the household chose in advance for a visit that does not happen, held against what became of the parcel. */
export interface FailedVisit {
  readonly chosen: Terms['ifFails'];
  /** The courier says that the parcel went another way. */
  readonly otherwise: boolean;
}

const failed: readonly StagedVisit['stage'][] = ['refused', 'expired', 'undelivered'];

/** Undefined while the visit can happen or did, and on a phone that did not make the choice: it went sealed to the carrier. */
export const failedVisit = (
  { visit, stage }: Pick<StagedVisit, 'visit' | 'stage'>,
  chosen: Terms['ifFails'] | undefined,
): FailedVisit | undefined => {
  if (chosen === undefined || !failed.includes(stage)) return undefined;
  const left = visit.said?.left;
  return { chosen, otherwise: left !== undefined && left.to !== chosen.to };
};
