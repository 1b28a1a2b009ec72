// What three Lighthouse runs of a screen come to, and which of it misses the target.
import { cpus } from 'node:os';

const target = { performance: 0.95, accessibility: 1, shift: 0, bytes: 200_000 };

const middleOf = (values) => values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value)[Math.floor(values.length / 2)];

const failedAudits = (lhr) =>
  lhr.categories.accessibility.auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({ id }) => id);

/** Speed is the median; what must hold whenever it is looked at (accessibility, shift) is the worst of the runs. */
export const figuresOf = ({ name, floor = false }, taken) => {
  const results = taken.map(({ lhr }) => lhr);
  const scoreOf = (lhr) => lhr.categories.performance.score ?? 0;
  const performance = results.map(scoreOf);
  const { value, i } = middleOf(performance);
  const numbers = (audit) => results.map((lhr) => lhr.audits[audit].numericValue ?? NaN);
  return {
    middle: i,
    figures: {
      name,
      floor,
      performance: value,
      asItRan: middleOf(taken.map(({ asItRan }) => scoreOf(asItRan))).value,
      range: [Math.min(...performance), Math.max(...performance)],
      accessibility: Math.min(...results.map((lhr) => lhr.categories.accessibility.score ?? 0)),
      unmet: [...new Set(results.flatMap(failedAudits))],
      shift: Math.max(...numbers('cumulative-layout-shift')),
      index: middleOf(results.map((lhr) => lhr.environment.benchmarkIndex)).value,
      bytes: middleOf(numbers('total-byte-weight')).value,
      paintMs: middleOf(numbers('first-contentful-paint')).value,
      largestMs: middleOf(numbers('largest-contentful-paint')).value,
      blockedMs: middleOf(numbers('total-blocking-time')).value,
      requests: middleOf(results.map((lhr) => lhr.audits['network-requests'].details?.items.length ?? NaN)).value,
    },
  };
};

/** A figure that was not taken (NaN) misses its target too. */
export const failingsOf = (screens) =>
  screens.filter(({ floor }) => !floor).flatMap(({ name, performance, accessibility, unmet, shift, bytes }) => [
    ...(!(performance >= target.performance) ? [`${name}: performance ${percent(performance)}, wanted ${percent(target.performance)}`] : []),
    ...(accessibility >= target.accessibility ? [] : [`${name}: accessibility ${percent(accessibility)}, wanted 100 (${unmet.join(', ')})`]),
    ...(bytes <= target.bytes ? [] : [`${name}: ${kilobytes(bytes)} transferred, wanted at most ${kilobytes(target.bytes)}`]),
    ...(shift <= target.shift ? [] : [`${name}: layout shift ${shift.toFixed(4)}, wanted 0`]),
  ]);

const percent = (score) => String(Math.round(score * 100));
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const cellsOf = (one) => [
  one.name,
  `${percent(one.performance)} (${one.range.map(percent).join('–')})`,
  percent(one.asItRan),
  percent(one.accessibility),
  one.shift === 0 ? '0' : one.shift.toFixed(4),
  ...[one.paintMs, one.largestMs, one.blockedMs].map((ms) => `${(ms / 1000).toFixed(2)} s`),
  one.requests,
  kilobytes(one.bytes),
  Math.round(one.index),
];

export const tableOf = (screens) =>
  [
    '| first screen | performance (lowest–highest) | as it ran here | accessibility | layout shift | first paint | largest | blocked | requests | transferred | processor |',
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...screens.map((one) => `| ${cellsOf(one).join(' | ')} |`),
  ].join('\n');

/** What stands between the page's marks; a missed target is said in it. */
export const reportOf = ({ table, failings, made, day }) => {
  const said = failings.length === 0 ? 'Every target is met.' : `Missed:\n\n${failings.map((failing) => `- ${failing}`).join('\n')}`;
  const taken = `Measured on ${day}, ${cpus().length} cores, Chromium ${made.chromium}, Lighthouse ${made.lighthouse}.`;
  return `${taken}\n\n${table}\n\n${said}`;
};
