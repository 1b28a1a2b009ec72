import {
  afterFix,
  atDepot,
  estimates,
  estimatesByPace,
  noticeDue,
  noticeRule,
  type Fix,
  type Journey,
  type PlannedStop,
  type StopEstimate,
} from '@latchkey/delivery';
import type { CourierDevice } from './courier-device.ts';

/** A stop as it stands to be told, and whether its household is to hear of it yet. */
export interface ToTell extends StopEstimate {
  readonly due: boolean;
}

/** Where a device is on its tour. Positions stay here: what leaves the device are minutes and a number of stops. */
export interface TourProgress {
  /** The tour is under way: without positions its pace counts from here. */
  begin(): void;
  /** The tour's rest, in its order, after each reading; what is missing since the last one is finished. */
  planned(rest: readonly PlannedStop[]): void;
  heard(fix: Fix): void;
  /** The courier has ended the sharing of positions. */
  forget(): void;
  /** For each stop ahead, by positions where there are fresh ones, else by how many stops were finished in which time. */
  toTell(): readonly ToTell[];
  /** Of these what is news to a household, and that it was told. */
  news(): readonly ToTell[];
  told(one: ToTell): void;
}

/** Positions that old no longer say where the van is. */
const freshS = 300;
const keptTurns = 20;
/** Nobody needs to hear of a van that is further away. */
const furthestStop = 4;
/** What the household reads counts down by itself: so far off it may be before it is told anew. */
const offS = 45;

interface Said extends StopEstimate {
  readonly atS: number;
}

/** `nowS`: seconds on the clock of the fixes. */
export const tourProgress = (nowS: () => number): TourProgress => {
  let plan: readonly PlannedStop[] = [];
  let journey: Journey = atDepot;
  let finishedS: readonly number[] = [];
  const said = new Map<string, Said>();

  const isFresh = () => journey.last !== undefined && nowS() - journey.last.atS <= freshS;
  const isPlaced = () => plan.every(({ at }) => at !== undefined);
  const toTell = (): readonly ToTell[] => {
    if (isFresh() && isPlaced())
      return estimates(journey, plan, nowS()).map((one) => ({ ...one, due: noticeDue(one) }));
    const ids = plan.map(({ id }) => id);
    const due = ({ stopsBefore }: StopEstimate) => stopsBefore <= noticeRule.stopsBefore;
    return estimatesByPace({ finishedS }, ids, nowS()).map((one) => ({ ...one, due: due(one) }));
  };

  return {
    begin: () => {
      finishedS = finishedS.length === 0 ? [nowS()] : finishedS;
    },
    planned: (rest) => {
      const left = new Set(rest.map(({ id }) => id));
      const finished = plan.some(({ id }) => !left.has(id));
      if (finished && finishedS.length > 0) finishedS = [...finishedS, nowS()].slice(-keptTurns);
      plan = rest;
    },
    heard: (fix) => {
      journey = afterFix(journey, plan, fix);
    },
    forget: () => {
      journey = atDepot;
    },
    toTell,
    news: () => toTell().slice(0, furthestStop).filter((one) => isNews(one, said.get(one.id), nowS())), // prettier-ignore
    told: (one) => {
      said.set(one.id, { ...one, atS: nowS() });
    },
  };
};

/** Whether a household is to hear this: what is due and has not been said, or has become another matter since. */
const isNews = (one: ToTell, before: Said | undefined, nowS: number): boolean => {
  if (before === undefined) return one.due;
  const countedS = Math.max(0, before.etaS - (nowS - before.atS));
  return one.stopsBefore !== before.stopsBefore || Math.abs(one.etaS - countedS) > offS;
};

export interface ProgressSaid extends ToTell {
  /** The household heard *arriving soon* because of it. */
  readonly household: boolean;
}

/** Says to each household ahead what is news to it, and no more; what fails is news again the next time. */
export const sayProgress = async (
  device: Pick<CourierDevice, 'sayProgress'>,
  progress: TourProgress,
): Promise<readonly ProgressSaid[]> => {
  const said: ProgressSaid[] = [];
  for (const one of progress.news()) {
    const { told } = await device.sayProgress(one.id, { etaS: one.etaS, stopsBefore: one.stopsBefore });
    progress.told(one);
    said.push({ ...one, household: told });
  }
  return said;
};
