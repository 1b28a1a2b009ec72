import { describe, expect, test } from 'vitest';
import { localMinute, localWeekday, marksOf, withinHours, type AtMinute, type Weekday } from './part-window.ts';

const day = 1_795_392_000; // midnight UTC
const utc: AtMinute = (unixS, minute) => Math.floor(unixS / 86_400) * 86_400 + minute * 60;
/** The first of January 1970 was a Thursday. */
const utcWeekday: Weekday = (unixS) => ((Math.floor(unixS / 86_400) + 3) % 7) + 1;
const at = (hour: number, minute = 0) => day + hour * 3600 + minute * 60;

describe('a part of the window', () => {
  test('begins and ends at the window’s own ends or at half hours between', () => {
    expect(marksOf({ fromS: at(10, 10), toS: at(11, 40) })).toEqual([
      at(10, 10),
      at(10, 30),
      at(11),
      at(11, 30),
      at(11, 40),
    ]);
    expect(marksOf({ fromS: at(10), toS: at(10, 30) })).toEqual([at(10), at(10, 30)]);
  });

  test('of a week has no end of marks', () => {
    expect(marksOf({ fromS: at(0), toS: at(0) + 7 * 86_400 }).length).toBeLessThanOrEqual(50);
  });
});

describe('the hours of a rule', () => {
  const hours = { fromMin: 9 * 60, toMin: 17 * 60 };
  test('cut the announced window', () => {
    expect(withinHours({ fromS: at(8), toS: at(12) }, hours, utc)).toEqual({ fromS: at(9), toS: at(12) });
    expect(withinHours({ fromS: at(16), toS: at(20) }, hours, utc)).toEqual({ fromS: at(16), toS: at(17) });
  });

  test('that lie wholly elsewhere leave nothing, and so does a sliver', () => {
    expect(withinHours({ fromS: at(18), toS: at(20) }, hours, utc)).toBeUndefined();
    expect(withinHours({ fromS: at(16, 50), toS: at(20) }, hours, utc)).toBeUndefined();
  });

  test('are found on the next day where the window reaches into it', () => {
    expect(withinHours({ fromS: at(20), toS: at(34) }, hours, utc)).toEqual({ fromS: at(33), toS: at(34) });
  });
});

describe('the days of a rule', () => {
  const today = utcWeekday(day);
  const only = (...days: number[]) => ({ fromMin: 9 * 60, toMin: 17 * 60, days });

  test('let a window through on a day they name, and on no other', () => {
    const window = { fromS: at(10), toS: at(12) };
    expect(withinHours(window, only(today), utc, utcWeekday)).toEqual(window);
    expect(withinHours(window, only((today % 7) + 1), utc, utcWeekday)).toBeUndefined();
    expect(withinHours(window, only(), utc, utcWeekday)).toBeUndefined();
  });

  test('skip the days between where a window is longer than a day', () => {
    const long = { fromS: at(10), toS: at(10) + 3 * 86_400 };
    const third = ((today + 1) % 7) + 1;
    expect(withinHours(long, only(third), utc, utcWeekday)).toEqual({
      fromS: at(9) + 2 * 86_400,
      toS: at(17) + 2 * 86_400,
    });
  });
});

test('the days of the week are counted from Monday', () => {
  expect(localWeekday(new Date(2026, 10, 23, 12).getTime() / 1000)).toBe(1);
  expect(localWeekday(new Date(2026, 10, 29, 12).getTime() / 1000)).toBe(7);
});

test('a minute of the day is the wall clock’s, also on a day of 23 or 25 hours', () => {
  const noon = localMinute(at(12), 9 * 60);
  expect(new Date(noon * 1000).getHours()).toBe(9);
});
