import { apartM, metresFrom, type Metres } from '../ground.ts';
import { aheadOf, type Journey, type PlannedStop } from './journey.ts';
import { usualHabits, type Habits } from './habits.ts';
import { dwellOf, driveOf } from './pace.ts';

/** For one stop: how long until the van stands there, and how many stops are still before it. */
export interface StopEstimate {
  readonly id: string;
  readonly etaS: number;
  readonly stopsBefore: number;
}

/** A leg of which an end is not known. */
const unknownLegM = 230;
/** However long no fix has come, so much of a leg is still to come. */
const silentShare = 0.4;
const longestEtaS = 86_400;

/**
 * For every stop ahead, in the order in which the van comes to them: what is left at the present stop, the legs as the crow flies at
 * this tour's pace, and a stay at each stop between.
 */
export const estimates = (
  journey: Journey,
  plan: readonly PlannedStop[],
  nowS: number,
  habits: Habits = usualHabits,
): readonly StopEstimate[] => {
  const { standing, origin, last, pace } = journey;
  const ahead = aheadOf(journey, plan);
  const here = ahead.filter(({ id }) => id === standing?.id);
  const dwellS = dwellOf(habits, pace);
  const silenceS = last === undefined ? 0 : Math.max(0, nowS - last.atS);
  let place: Metres | undefined = last?.place;
  let etaS = standing === undefined ? 0 : stillThere(habits, dwellS, nowS - standing.sinceS);
  const toCome = ahead.filter(({ id }) => id !== standing?.id);
  const ofToCome = toCome.map(({ id, at }, index) => {
    const next = at === undefined || origin === undefined ? undefined : metresFrom(origin, at);
    const legS = driveOf(habits, pace, place === undefined || next === undefined ? unknownLegM : apartM(place, next));
    etaS += index === 0 ? Math.max(legS - silenceS, legS * silentShare) : dwellS + legS;
    place = next;
    return { id, etaS: Math.round(Math.min(etaS, longestEtaS)), stopsBefore: here.length + index };
  });
  return [...here.map(({ id }) => ({ id, etaS: 0, stopsBefore: 0 })), ...ofToCome];
};

const stillThere = ({ stillShare }: Habits, dwellS: number, stoodS: number): number =>
  Math.max(dwellS - stoodS, dwellS * stillShare);
