import { noticeRule, usualHabits, type Habits, type NoticeRule } from '@latchkey/delivery';
import type { Share } from './measure.ts';
import type { Lead } from './notices.ts';

export interface Figures {
  readonly file: string;
  readonly pieces: number;
  readonly everyS: number;
  readonly tours: readonly {
    readonly name: string;
    readonly leads: readonly Lead[];
    readonly shares: readonly Shares[];
  }[];
  readonly errors: readonly {
    readonly ahead: number;
    readonly moments: number;
    readonly shipped: Share;
    readonly crossed: Share;
    readonly base: Share;
    /** The error of whoever knows every leg to the second, and nothing of the stays between. */
    readonly stays: Share;
  }[];
  readonly fit: Habits;
  readonly rule: NoticeRule;
}

export interface Shares {
  readonly rule: string;
  readonly inTime: Share;
  readonly late: Share;
  readonly early: Share;
}

const percent = ({ value, low, high }: Share) =>
  `${(value * 100).toFixed(1)} % (${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)})`;
const seconds = ({ value, low, high }: Share) => `${value.toFixed(1)} s (${low.toFixed(1)}–${high.toFixed(1)})`;

const rounded = (habits: Habits): string =>
  JSON.stringify(Object.fromEntries(Object.entries(habits).map(([name, value]) => [name, Number(Number(value).toFixed(2))]))); // prettier-ignore
const ruled = ({ aheadS, stopsBefore }: NoticeRule) => `${aheadS} s with at most ${stopsBefore} stops before`;

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

const head = ({ file, pieces, everyS }: Figures) =>
  `Measured on \`${file}\`: ${pieces} pieces, one stop every ${everyS.toFixed(0)} s. In brackets: 95 in 100 redrawings.`;

const noticeTable = ({ tours }: Figures): readonly string[] => [
  '| tours | first notice | 3–15 min ahead | later than 3 min | earlier than 15 min |',
  '|---|---|---|---|---|',
  ...tours.flatMap(({ name, shares }) =>
    shares.map(
      (one) => `| ${name} | ${one.rule} | ${percent(one.inTime)} | ${percent(one.late)} | ${percent(one.early)} |`,
    ),
  ),
];

const errorTable = ({ errors }: Figures): readonly string[] => [
  '| stops ahead | moments | mean error, cross-validated | as shipped | baseline: straight legs and mean stays | of the stays alone |',
  '|---|---|---|---|---|---|',
  ...errors.map(
    (one) =>
      `| ${one.ahead} | ${one.moments} | ${seconds(one.crossed)} | ${seconds(one.shipped)} | ${seconds(one.base)} | ${one.ahead === 1 ? '–' : seconds(one.stays)} |`,
  ),
];

export const tables = (figures: Figures): string => {
  const { tours, fit, rule } = figures;
  const leads = tours[0]?.leads ?? [];
  return [
    head(figures),
    '',
    ...noticeTable(figures),
    '',
    `The middle first notice says ${middle(leads.map(({ saidS }) => saidS))} s, and the van is there after ${middle(leads.map(({ oursS }) => oursS)).toFixed(0)} s.`,
    '',
    ...errorTable(figures),
    '',
    `Shipped: \`${rounded(usualHabits)}\`, first notice at ${ruled(noticeRule)}. This file alone gives \`${rounded(fit)}\`, and ${ruled(rule)}.`,
  ].join('\n');
};

/** How far ahead first notices come, in bars of one minute: ours, and two stops before. */
export const picture = ({ tours }: Figures): string => {
  const leads = tours[0]?.leads ?? [];
  const bars = (of: (lead: Lead) => number) =>
    Array.from(
      { length: 20 },
      (_, minute) => leads.filter((lead) => Math.min(19, Math.floor(of(lead) / 60)) === minute).length / leads.length,
    );
  const [ours, base] = [bars(({ oursS }) => oursS), bars(({ twoStopsS }) => twoStopsS)];
  const scale = 190 / Math.max(...ours, ...base);
  const bar = (share: number, minute: number, x: number, fill: string) =>
    `<rect x="${50 + minute * 30 + x}" y="${(230 - share * scale).toFixed(1)}" width="12" height="${(share * scale).toFixed(1)}" fill="${fill}"/>`;
  const label = (minute: number) =>
    `<text x="${50 + minute * 30}" y="248" text-anchor="middle">${minute === 20 ? '20+' : minute}</text>`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 300" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="How many minutes ahead the first notice comes">',
    '<rect width="680" height="300" fill="#fdfcf8"/><rect x="140" y="30" width="360" height="200" fill="#e0ede3"/>',
    '<text x="320" y="22" text-anchor="middle" fill="#1c6540">3 to 15 minutes ahead</text>',
    ...ours.map((share, minute) => bar(share, minute, 2, '#175796')),
    ...base.map((share, minute) => bar(share, minute, 15, '#b9b6aa')),
    '<path d="M50 230h600" stroke="#2b2d29"/>',
    ...[0, 3, 6, 9, 12, 15, 18, 20].map(label),
    `<text x="50" y="280" fill="#175796">■ by the estimate, cross-validated</text><text x="330" y="280" fill="#62665d">■ when two stops remain</text>`,
    '</svg>',
    '',
  ].join('\n');
};
