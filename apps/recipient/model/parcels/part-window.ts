/** Unix seconds. */
export interface Window {
  readonly fromS: number;
  readonly toS: number;
}

const halfHourS = 1800;

/** Where a window may begin or end: at its own ends and at each half hour between them. At most a day of them. */
export const marksOf = ({ fromS, toS }: Window): readonly number[] => {
  const first = Math.ceil((fromS + 1) / halfHourS) * halfHourS;
  const count = Math.min(48, Math.max(0, Math.ceil((toS - first) / halfHourS)));
  return [fromS, ...Array.from({ length: count }, (_, n) => first + n * halfHourS), toS];
};

/** Minutes of a day at home, on these days of the week (1 is Monday); on every day where none are named. */
export interface Hours {
  readonly fromMin: number;
  readonly toMin: number;
  readonly days?: readonly number[] | undefined;
}

/** A minute of the day on which this moment falls, at home: unix seconds. Summer time is this function's affair. */
export type AtMinute = (unixS: number, minute: number) => number;

export const localMinute: AtMinute = (unixS, minute) => {
  const day = new Date(unixS * 1000);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), 0, minute).getTime() / 1000;
};

/** The day of the week at home, 1 to 7 from Monday. */
export type Weekday = (unixS: number) => number;

export const localWeekday: Weekday = (unixS) => ((new Date(unixS * 1000).getDay() + 6) % 7) + 1;

const daySeconds = 86_400;
const shortestS = 900;

/** The first stretch of the announced window within these hours of a day; undefined where there is none of at least 15 minutes. */
export const withinHours = (
  window: Window,
  hours: Hours,
  atMinute: AtMinute,
  weekday: Weekday = localWeekday,
): Window | undefined => {
  for (let dayS = window.fromS; dayS < window.toS + daySeconds; dayS += daySeconds) {
    const fromS = Math.max(window.fromS, atMinute(dayS, hours.fromMin));
    const toS = Math.min(window.toS, atMinute(dayS, hours.toMin));
    const onDay = hours.days?.includes(weekday(atMinute(dayS, hours.fromMin))) ?? true;
    if (onDay && toS - fromS >= shortestS) return { fromS, toS };
    if (dayS - window.fromS > 14 * daySeconds) return undefined;
  }
  return undefined;
};
