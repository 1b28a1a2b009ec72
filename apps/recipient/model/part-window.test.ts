import { describe, expect, test } from 'vitest';
import { localMinute, marksOf, withinHours, type AtMinute } from './part-window.ts';

const day = 1_795_392_000; // midnight UTC
const utc: AtMinute = (unixS, minute) => Math.floor(unixS / 86_400) * 86_400 + minute * 60;
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

test('a minute of the day is the wall clock’s, also on a day of 23 or 25 hours', () => {
  const noon = localMinute(at(12), 9 * 60);
  expect(new Date(noon * 1000).getHours()).toBe(9);
});
