// What some presses of each control come to, beside the empty page's button in the same run.
import { cpus } from 'node:os';

const targetMs = 100;

const sorted = (taken) => [...taken].sort((a, b) => a - b);
const middle = (taken) => sorted(taken)[Math.floor(taken.length / 2)];
const slowest = (taken) => sorted(taken).at(-1);

/** A press that the browser did not report was faster than it reports. */
const shown = (ms) => (ms < 16 ? 'under 16' : String(ms));

const isFloor = ({ app }) => app === 'floor';

export const tableOf = (figures) => {
  const floor = figures.find(isFloor);
  const least = Math.max(8, floor === undefined ? 8 : middle(floor.taken));
  return [
    '| app | control | median, ms | slowest, ms | median ÷ floor |',
    '|---|---|---|---|---|',
    ...figures.map(({ app, name, taken }) => `| ${app} | ${name} | ${shown(middle(taken))} | ${shown(slowest(taken))} | ${(Math.max(8, middle(taken)) / least).toFixed(1)} |`),
  ].join('\n');
};

export const slowerThan = (figures) => figures.filter((one) => !isFloor(one) && middle(one.taken) > targetMs).map(({ app, name, taken }) => `${app}, ${name}: ${middle(taken)} ms`);

/** What stands between the page's marks; a missed target is said in it. */
export const figuresOf = ({ figures, chromium, slower, day }) => {
  const over = slowerThan(figures);
  const said = over.length === 0 ? 'Every median is under 100 ms.' : `Over 100 ms:\n\n${over.map((one) => `- ${one}`).join('\n')}`;
  const taken = `Measured on ${day}, ${cpus().length} cores, ${slower} times slower, Chromium ${chromium}, ${figures[0]?.taken.length ?? 0} presses each.`;
  return `${taken}\n\n${tableOf(figures)}\n\n${said}`;
};
