import { verdict } from './wanted.ts';
import type { Figure } from './figure.ts';

const [begin, end] = ['<!-- figures -->', '<!-- end of figures -->'];

const row = (figure: Figure, among: readonly Figure[]): string => {
  const { name, value, unit, floor, ratio, under } = figure;
  const load = under === undefined ? '' : ` (${under.hubs} hubs, ${under.knocksPerS} knocks/s)`;
  return `| \`${name}\`${load} | ${value} ${unit} | ${floor} | ${ratio.toFixed(2)} | ${verdict(figure, among)} |`;
};

/** The figures as a table, between the marks of a page. @throws where the page has no such marks */
export const withFigures = (page: string, figures: readonly Figure[]): string => {
  const [head, rest] = page.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new TypeError('The page has no place for figures.');
  const rows = figures.map((figure) => row(figure, figures));
  return `${head}${begin}\n| figure | ours | floor | ratio | wanted |\n|---|---|---|---|---|\n${rows.join('\n')}\n${end}${tail}`;
};

/** What was measured before, with what was measured now in its place. */
export const renewed = (before: readonly Figure[], now: readonly Figure[]): readonly Figure[] => {
  const byName = new Map(now.map((figure) => [figure.name, figure]));
  const kept = before.map((figure) => byName.get(figure.name) ?? figure);
  const known = new Set(before.map(({ name }) => name));
  return [...kept, ...now.filter(({ name }) => !known.has(name))];
};
