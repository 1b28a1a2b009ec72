import { apartM, metresFrom, type GeoPoint, type Metres } from '../ground.ts';
import { usable, type Fix, type PlacedFix } from './fix.ts';
import { noTerms } from './habits.ts';
import { afterHalf, latelyOf, logOf, noPaceYet, type Pace } from './pace.ts';

/** A stop as the tour's plan has it. `at` is where it is, where that is known. */
export interface PlannedStop {
  readonly id: string;
  readonly at: GeoPoint | undefined;
}

/** At a planned stop since then. */
export interface Presence {
  readonly id: string;
  readonly sinceS: number;
}

/** What the phone knows of its own tour, from the fixes and the finished stops so far; never from what is still to come. */
export interface Journey {
  readonly origin: GeoPoint | undefined;
  readonly last: PlacedFix | undefined;
  /** A few seconds before the last one. */
  readonly before: PlacedFix | undefined;
  readonly pace: Pace;
  /** The stop that is being served. */
  readonly standing: Presence | undefined;
  /** The stop that the van has just come to: perhaps only past it. */
  readonly near: Presence | undefined;
  /** When a stop was last left, or finished. */
  readonly leftS: number | undefined;
  /** So many the plan had. */
  readonly planned: number;
  /** Where and when the present leg began. */
  readonly legFrom: PlacedFix | undefined;
  /** Stops that the van stood at and left. */
  readonly passed: ReadonlySet<string>;
}

export const atDepot: Journey = {
  origin: undefined,
  last: undefined,
  before: undefined,
  pace: noPaceYet,
  standing: undefined,
  near: undefined,
  leftS: undefined,
  planned: 0,
  legFrom: undefined,
  passed: new Set(),
};

/** Couriers park and walk within this distance of 95 in 100 doors. */
const nearM = 38;
const leftM = 48;
const startedM = 10;
/** Two fixes at rest near the next stop, and the van is taken to stand there; out of its turn a stop asks for more than a red light takes. */
const stayS = 5;
const stayOutOfTurnS = 45;
/** Whoever drives on sooner had not been at the door. */
const shortestStayS = 15;
/** Nobody walks so fast for so long. */
const drivingMS = 2.8;
const stretchS = 8;
const awayMS = 1;
/** How far ahead a stop may be taken out of turn. */
const lookAhead = 3;

/** What is still before the van, in the plan's order; where it stands is still before it. */
export const aheadOf = (journey: Journey, plan: readonly PlannedStop[]): readonly PlannedStop[] =>
  plan.filter(({ id }) => !journey.passed.has(id));

/** Whether the van is further from there than a stretch ago. */
export const movesAway = ({ origin, before, last }: Journey, at: GeoPoint | undefined): boolean => {
  if (at === undefined || origin === undefined || before === undefined || last === undefined) return false;
  const to = metresFrom(origin, at);
  return apartM(last.place, to) - apartM(before.place, to) > awayMS * (last.atS - before.atS);
};

/** What is known at one fix. */
interface Moment {
  readonly origin: GeoPoint;
  readonly plan: readonly PlannedStop[];
  readonly fix: PlacedFix;
  /** A stretch ago: where driving began, when it is noticed now. */
  readonly before: PlacedFix;
  readonly driving: boolean;
}

/** After one more fix. `plan` is the tour's rest, finished stops left out, as the phone has it at this moment. */
export const afterFix = (journey: Journey, plan: readonly PlannedStop[], said: Fix): Journey => {
  const origin = journey.origin ?? said.at;
  const fix = usable(origin, said, journey.last);
  if (fix === undefined) return journey;
  const { last } = journey;
  const before = last !== undefined && fix.atS - (journey.before?.atS ?? -Infinity) > stretchS ? last : journey.before;
  const speed = before === undefined ? 0 : apartM(before.place, fix.place) / (fix.atS - before.atS);
  const finished = plan.length < journey.planned ? (before ?? fix).atS : undefined;
  const now: Journey = {
    ...journey,
    origin,
    last: fix,
    before,
    planned: plan.length,
    leftS: finished ?? journey.leftS,
    legFrom: journey.legFrom ?? fix,
  };
  const moment: Moment = { origin, plan, fix, before: before ?? fix, driving: speed > drivingMS };
  return came(left(now, moment), moment);
};

/** Whether the van has left the stop at which it stood. */
const left = (journey: Journey, { origin, plan, fix, before, driving }: Moment): Journey => {
  const { standing } = journey;
  if (standing === undefined) return journey;
  const stop = plan.find(({ id }) => id === standing.id);
  // Finished, or taken off the tour: nobody stands there any more.
  const awayM = stop?.at === undefined ? Infinity : apartM(metresFrom(origin, stop.at), fix.place);
  return awayM > leftM || (awayM > startedM && driving) ? departed(journey, standing, before) : journey;
};

const departed = (journey: Journey, { id, sinceS }: Presence, from: PlacedFix): Journey => {
  const stayedS = Math.max(0, from.atS - sinceS);
  // A tour that begins at a stop was there for longer than anybody saw.
  const sawItCome = sinceS !== journey.legFrom?.atS;
  if (sawItCome && stayedS < shortestStayS) return { ...journey, standing: undefined };
  const passed = new Set([...journey.passed, id]);
  const usual = { ...noTerms, stayS: 1, latelyS: latelyOf(journey.leftS, sinceS) };
  const pace = sawItCome ? afterHalf(journey.pace, stayedS, usual) : journey.pace;
  return { ...journey, standing: undefined, legFrom: from, leftS: from.atS, pace, passed };
};

/** Whether the van has come to a stop: at rest near one of the next for longer than a look at the map takes. */
const came = (journey: Journey, { origin, plan, fix, driving }: Moment): Journey => {
  const next = aheadOf(journey, plan).filter(({ id }) => id !== journey.standing?.id);
  const nearest = nearestOf(aheadOf(journey, plan).slice(0, lookAhead), fix.place, origin);
  if (nearest === undefined || driving) return { ...journey, near: undefined };
  if (nearest === journey.standing?.id) return { ...journey, near: journey.standing };
  const near = journey.near?.id === nearest ? journey.near : { id: nearest, sinceS: fix.atS };
  const asksS = nearest === next[0]?.id ? stayS : stayOutOfTurnS;
  return fix.atS - near.sinceS < asksS ? { ...journey, near } : arrived(skipped(journey, plan, nearest), near, fix);
};

/** What the plan has before the stop that the van has come to is not before the others any more: done unnoticed, or put off. */
const skipped = (journey: Journey, plan: readonly PlannedStop[], id: string): Journey => {
  const ahead = aheadOf(journey, plan).map((stop) => stop.id);
  const over = ahead.slice(0, ahead.indexOf(id)).filter((one) => one !== journey.standing?.id);
  return over.length === 0 ? journey : { ...journey, passed: new Set([...journey.passed, ...over]) };
};

const arrived = (journey: Journey, near: Presence, { place }: PlacedFix): Journey => {
  const { standing, legFrom } = journey;
  // From one door to the next on foot: the first one is done.
  const from = standing === undefined ? journey : departed(journey, standing, { atS: near.sinceS, place });
  // A tour that begins on the road was under way for longer than anybody saw.
  const isLeg = standing === undefined && legFrom !== undefined && journey.leftS !== undefined;
  const usual = { ...noTerms, logS: logOf(legFrom === undefined ? 0 : apartM(legFrom.place, place)) };
  const pace = isLeg ? afterHalf(from.pace, near.sinceS - legFrom.atS, usual) : from.pace;
  return { ...from, near, standing: near, pace };
};

const nearestOf = (stops: readonly PlannedStop[], place: Metres, origin: GeoPoint): string | undefined => {
  let best: { readonly id: string; readonly awayM: number } | undefined;
  for (const { id, at } of stops) {
    if (at === undefined) continue;
    const awayM = apartM(metresFrom(origin, at), place);
    if (awayM <= nearM && (best === undefined || awayM < best.awayM)) best = { id, awayM };
  }
  return best?.id;
};
