import { apartM, metresFrom, type Metres } from '../ground.ts';
import { noTerms, secondsOf, sum, usualHabits, type Habits, type Terms } from './habits.ts';
import { aheadOf, movesAway, type Journey, type PlannedStop } from './journey.ts';
import { latelyOf, logOf, ownPace, rootOf } from './pace.ts';

/** For one stop: how long until the van stands there, and how many stops are still before it. */
export interface StopEstimate {
  readonly id: string;
  readonly etaS: number;
  readonly stopsBefore: number;
}

/** The same as a sum of what vans usually take, so that the figures can be fitted. */
export interface Outlook {
  readonly id: string;
  readonly terms: Terms;
  readonly stopsBefore: number;
}

/** A leg of which an end is not known. */
const unknownLegM = 230;
/** However long no fix has come, so much of a leg is still to come; and so much of a stay that has lasted its time already. */
const leftShare = 0.3;
/** From standing still to stepping out. */
const parkingS = 20;
const longestEtaS = 86_400;

/** For every stop ahead, in the order in which the van comes to them. */
export const outlooks = (
  journey: Journey,
  plan: readonly PlannedStop[],
  nowS: number,
  habits: Habits,
): readonly Outlook[] => {
  const { standing, last, leftS } = journey;
  const ahead = aheadOf(journey, plan);
  const here = ahead.filter(({ id }) => id === standing?.id);
  const toCome = ahead.filter(({ id }) => id !== standing?.id);
  const own = ownPace(journey.pace);
  const legsM = legsOf(journey, toCome);
  const silenceS = last === undefined ? 0 : Math.max(0, nowS - last.atS);
  let terms = noTerms;
  const ofToCome = toCome.map(({ id, at }, index): Outlook => {
    const crowM = legsM[index] ?? unknownLegM;
    if (index > 0) {
      const lately = standing === undefined ? latelyOf(leftS, nowS) : 1;
      const stay = index === 1 ? { ...noTerms, stayS: 1, latelyS: lately } : { ...noTerms, laterStayS: 1 };
      terms = sum(sum(terms, stay), sum({ ...noTerms, logS: logOf(crowM) }, own));
    } else if (standing === undefined) {
      const leg = { ...noTerms, rootS: rootOf(crowM), awayS: movesAway(journey, at) ? 1 : 0 };
      terms = { ...leg, plainS: -Math.min(silenceS, secondsOf(habits, leg) * (1 - leftShare)) };
    } else
      terms = leaving(
        habits,
        sum({ ...noTerms, stayS: 1, latelyS: latelyOf(leftS, standing.sinceS) }, own),
        crowM,
        nowS - standing.sinceS,
      );
    return { id, terms, stopsBefore: here.length + index };
  });
  return [...here.map(({ id }) => ({ id, terms: noTerms, stopsBefore: 0 })), ...ofToCome];
};

/** From a stop at which the van stands: the rest of the stay and the leg, or the last of it where it has stood for long. */
const leaving = (habits: Habits, stay: Terms, crowM: number, stoodS: number): Terms => {
  const whole = sum(stay, { ...noTerms, logS: logOf(crowM), plainS: -Math.max(0, stoodS - parkingS) });
  const least = sum({ ...noTerms, rootS: rootOf(crowM) }, stay, leftShare);
  return secondsOf(habits, whole) > secondsOf(habits, least) ? whole : least;
};

const legsOf = ({ origin, last }: Journey, stops: readonly PlannedStop[]): readonly (number | undefined)[] => {
  let place: Metres | undefined = last?.place;
  return stops.map(({ at }) => {
    const next = at === undefined || origin === undefined ? undefined : metresFrom(origin, at);
    const crowM = place === undefined || next === undefined ? undefined : apartM(place, next);
    place = next;
    return crowM;
  });
};

/** Clamped, and never less than for the stop before. */
export const estimates = (
  journey: Journey,
  plan: readonly PlannedStop[],
  nowS: number,
  habits: Habits = usualHabits,
): readonly StopEstimate[] => {
  let leastS = 0;
  return outlooks(journey, plan, nowS, habits).map(({ id, terms, stopsBefore }) => {
    leastS = Math.max(leastS, Math.min(Math.round(secondsOf(habits, terms)), longestEtaS));
    return { id, etaS: leastS, stopsBefore };
  });
};
