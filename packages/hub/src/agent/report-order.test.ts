import { expect, it } from 'vitest';
import { ReportOrder } from './report-order.ts';

/** `number at milliseconds`; answers those that were news. */
const news = (...reports: readonly (readonly [number, number])[]): number[] => {
  const order = new ReportOrder();
  return reports.filter(([seq, ms]) => order.isNews(seq, ms)).map(([seq]) => seq);
};

it('P4: a report that was overtaken says nothing, nor do several that come late together', () => {
  expect(news([5, 0], [6, 10], [4, 20], [6, 30], [7, 40])).toEqual([5, 6, 7]);
  expect(news([9, 0], [5, 1], [6, 2], [7, 3], [8, 4], [10, 5])).toEqual([9, 10]);
  // Held back and let go one by one, behind younger ones.
  expect(news([9, 0], [5, 2000], [10, 2001], [6, 4000], [11, 4001], [7, 6000], [12, 6001])).toEqual([9, 10, 11, 12]);
});

it('a lock that was without power and counts anew is believed after a few reports, and one that comes from far at once', () => {
  expect(news([40, 0], [0, 6000], [1, 8000], [2, 10_000], [3, 12_000])).toEqual([40, 2, 3]);
  expect(news([5000, 0], [0, 6000], [1, 8000])).toEqual([5000, 0, 1]);
  // The same number again is no lock that counts.
  expect(news([40, 0], [0, 6000], [0, 8000], [0, 10_000], [0, 12_000])).toEqual([40]);
});

it('P4: a number that runs away silences the lock for no longer than it takes to count anew', () => {
  expect(news([Number.MAX_SAFE_INTEGER, 0], [1, 1], [2, 2])).toEqual([Number.MAX_SAFE_INTEGER, 1, 2]);
});

it('behind wires that were dead the first report is news', () => {
  const order = new ReportOrder();
  expect([order.isNews(40, 0), order.isNews(3, 10)]).toEqual([true, false]);
  order.forget();
  expect(order.isNews(3, 20)).toBe(true);
});
