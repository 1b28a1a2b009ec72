import type { Hours } from '../parcels/part-window.ts';
import type { Rule } from './rules.ts';
import { secretsOfTerms, tidyTerms, type Terms } from '../parcels/terms.ts';

/** A rule while it is being changed: times as the browser's own control writes them. */
export interface RuleDraft {
  readonly terms: Terms;
  readonly how: Rule['how'];
  readonly when: 'any' | 'hours';
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** Why a draft cannot be kept. */
export type RuleFault = 'door' | 'days' | 'times' | 'secret';

export const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
const midnight = 24 * 60;
const shortestMin = 15;

/** 09:05 for the 545th minute of a day; 24:00 is the end of it. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const minuteOf = (time: string): number | undefined => {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
};

export const draftOfRule = ({ terms, how, hours }: Rule): RuleDraft => ({
  terms,
  how,
  when: hours === undefined ? 'any' : 'hours',
  days: hours?.days ?? everyDay,
  from: clockOf(hours?.fromMin ?? 9 * 60),
  // The control knows no 24:00; the end of a day is the midnight that it ends with.
  to: clockOf((hours?.toMin ?? 17 * 60) % midnight),
});

const hoursOf = ({ days, from, to }: RuleDraft): Hours | undefined => {
  const fromMin = minuteOf(from);
  const end = minuteOf(to);
  if (fromMin === undefined || end === undefined) return undefined;
  const toMin = end === 0 ? midnight : end;
  if (toMin - fromMin < shortestMin) return undefined;
  return { fromMin, toMin, ...(days.length === everyDay.length ? {} : { days }) };
};

export const faultsOfRule = (draft: RuleDraft, doors: readonly number[]): readonly RuleFault[] => {
  const hours = draft.when === 'hours';
  const faults: readonly (readonly [RuleFault, boolean])[] = [
    ['door', !doors.includes(draft.terms.door)],
    ['days', hours && draft.days.length === 0],
    ['times', hours && hoursOf(draft) === undefined],
    ['secret', Object.keys(secretsOfTerms(draft.terms)).length > 0],
  ];
  return faults.filter(([, there]) => there).map(([fault]) => fault);
};

/** The rule with what the draft says; switched on or off as before. */
export const ruleOfRuleDraft = (draft: RuleDraft, before: Rule): Rule => ({
  ...before,
  how: draft.how,
  terms: tidyTerms(draft.terms),
  hours: draft.when === 'hours' ? hoursOf(draft) : undefined,
});

export type DaysSaid = 'every-day' | 'weekdays' | 'weekend' | 'some';

const same = (a: readonly number[], b: readonly number[]) => a.length === b.length && b.every((day) => a.includes(day));

/** Which word there is for these days. */
export const daysSaid = (days: readonly number[] | undefined): DaysSaid => {
  if (days === undefined || same(days, everyDay)) return 'every-day';
  if (same(days, [1, 2, 3, 4, 5])) return 'weekdays';
  return same(days, [6, 7]) ? 'weekend' : 'some';
};
