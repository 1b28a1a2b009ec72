import { noticeDue, noticeRule, usualHabits, type Habits, type NoticeRule } from '@latchkey/delivery';
import { seeded } from '../../packages/delivery/src/neighbourhood/seeded.ts';
import { driven, planOf } from './drive.ts';
import type { Fit } from './measure.ts';
import type { Chunk } from './goal.ts';
import { cyclesOf, drawTour, factorFor, type Stretching, type Tour } from './tours.ts';

const toursDrawn = 2000;
const stopsOfTour = 9;

/** What was said at one fix about the household that waits, and how long the van then still took. */
interface Word {
  readonly etaS: number;
  readonly stopsBefore: number;
  readonly aheadS: number;
}

export interface Lead {
  /** Seconds between the first notice and the van at the stop; and what the notice said. */
  readonly oursS: number;
  readonly saidS: number;
  /** The same, had it been said when two stops remained. */
  readonly twoStopsS: number;
}

interface Heard {
  readonly words: readonly Word[];
  readonly twoStopsS: number;
}

const heardOn = ({ marks, arrivals }: Tour, habits: Habits): Heard => {
  const target = arrivals.at(-1) ?? 0;
  const endS = marks[target]?.tS ?? 0;
  const words = [...driven(marks, planOf(marks, arrivals), habits)].flatMap(({ tS, said }): readonly Word[] => {
    const one = said.find(({ id }) => id === String(target));
    return one === undefined ? [] : [{ etaS: one.etaS, stopsBefore: one.stopsBefore, aheadS: endS - tS }];
  });
  return { words, twoStopsS: endS - (marks[arrivals.at(-3) ?? 0]?.tS ?? 0) };
};

const leadOf = ({ words, twoStopsS }: Heard, rule: NoticeRule): Lead => {
  const first = words.find((word) => noticeDue(word, rule));
  return { oursS: first?.aheadS ?? 0, saidS: first?.etaS ?? 0, twoStopsS };
};

const rules: readonly NoticeRule[] = [2, 3, 4].flatMap((stopsBefore) =>
  Array.from({ length: 21 }, (_, n) => ({ aheadS: 240 + 15 * n, stopsBefore })),
);

/** How bad a first notice is: too late weighs twice, since a household that was told too early can still wait. */
const badness = (leadS: number): number => (leadS < 180 ? 2 : leadS > 900 ? 1 : 0);

/** The rule with the least badness on the tours that share no piece with this one, of all rules' on all tours. */
const ruleFor = (tour: Tour | undefined, tours: readonly Tour[], bad: readonly (readonly number[])[]): NoticeRule => {
  const others = tours.map(({ chunks }) => tour?.chunks.some((chunk) => chunks.includes(chunk)) !== true);
  const sums = bad.map((ofTours) => ofTours.reduce((sum, one, n) => sum + (others[n] === true ? one : 0), 0));
  return rules[sums.indexOf(Math.min(...sums))] ?? noticeRule;
};

export interface Judged {
  readonly shipped: readonly Lead[];
  /** With figures fitted without the pieces of the tour, and a rule chosen on tours that share none with it. */
  readonly crossed: readonly Lead[];
}

export const drawTours = (chunks: readonly Chunk[], everyS: number, stretching: Stretching): readonly Tour[] => {
  const pool = chunks.map(cyclesOf).filter((cycles) => cycles.length > 0);
  const factor = factorFor(pool, everyS, stretching);
  const random = seeded(7);
  return Array.from({ length: toursDrawn }, () => drawTour(pool, factor, { cycles: stopsOfTour, stretching }, random));
};

/** For each tour the rule that the others choose; and, last, what all of them choose. */
export const chosenRules = (tours: readonly Tour[], fit: Fit): readonly NoticeRule[] => {
  const heard = tours.map((tour) => heardOn(tour, fit(tour.chunks)));
  const bad = rules.map((rule) => heard.map((one) => badness(leadOf(one, rule).oursS)));
  return [...tours, undefined].map((tour) => ruleFor(tour, tours, bad));
};

export const judgedNotices = (tours: readonly Tour[], fit: Fit, chosen: readonly NoticeRule[]): Judged => ({
  crossed: tours.map((tour, n) => leadOf(heardOn(tour, fit(tour.chunks)), chosen[n] ?? noticeRule)),
  shipped: tours.map((tour) => leadOf(heardOn(tour, usualHabits), noticeRule)),
});
