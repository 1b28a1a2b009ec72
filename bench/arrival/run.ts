import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { noticeRule, usualHabits } from '@latchkey/delivery';
import { seeded } from '../../packages/delivery/src/neighbourhood/seeded.ts';
import { readChunks, stopRate, type Chunk } from './goal.ts';
import { askedOf, baseline, errorOf, fitter, floorOf, withRange, type Asked, type Fit } from './measure.ts';
import { chosenRules, drawTours, judgedNotices } from './notices.ts';
import { picture, tables, type Figures, type Shares } from './report.ts';

const sharesOf = (rule: string, leads: readonly number[], random: () => number): Shares => {
  const share = (holds: (leadS: number) => boolean) =>
    withRange(leads.map((leadS) => [holds(leadS) ? 1 : 0]), random); // prettier-ignore
  return {
    rule,
    inTime: share((leadS) => leadS >= 180 && leadS <= 900),
    late: share((leadS) => leadS < 180),
    early: share((leadS) => leadS > 900),
  };
};

/** Rules are chosen on the baseline's kind of tour; the other kind is made of the same pieces, one by one. */
const measureTours = (chunks: readonly Chunk[], everyS: number, fit: Fit): Pick<Figures, 'tours' | 'rule'> => {
  const asBaseline = drawTours(chunks, everyS, 'all');
  const rules = chosenRules(asBaseline, fit);
  const kinds = [
    { name: 'stretched as the baseline does', tours: asBaseline },
    { name: 'only the stays stretched', tours: drawTours(chunks, everyS, 'stays') },
  ];
  const tours = kinds.map((kind) => {
    const { shipped, crossed } = judgedNotices(kind.tours, fit, rules);
    const shares = [
      sharesOf('cross-validated', crossed.map(({ oursS }) => oursS), seeded(1)), // prettier-ignore
      sharesOf('as shipped', shipped.map(({ oursS }) => oursS), seeded(1)), // prettier-ignore
      sharesOf('two stops remain', shipped.map(({ twoStopsS }) => twoStopsS), seeded(1)), // prettier-ignore
    ];
    return { name: kind.name, leads: crossed, shares };
  });
  return { tours, rule: rules.at(-1) ?? noticeRule };
};

/** The mean speed while driving and the mean stay, as eval_baseline.py takes them from the same file. */
const meansOf = (chunks: readonly Chunk[], everyS: number) => {
  let [metres, drivenS] = [0, 0];
  const drives: number[] = [];
  for (const { marks } of chunks) {
    let from = 0;
    for (const [n, mark] of marks.entries()) {
      const before = marks[n - 1];
      if (before === undefined) continue;
      if (mark.driving && before.driving)
        [metres, drivenS] = [metres + Math.hypot(mark.x - before.x, mark.y - before.y), drivenS + mark.tS - before.tS];
      if (mark.driving === before.driving) continue;
      if (before.driving && from > 0) drives.push(mark.tS - (marks[from]?.tS ?? 0));
      from = n;
    }
  }
  return { speedMS: metres / drivenS, stayS: everyS - drives.reduce((a, b) => a + b, 0) / drives.length };
};

const errorsOf = (asked: readonly Asked[], fit: Fit, speedMS: number, stayS: number): Figures['errors'] => {
  const pieces = [...new Set(asked.flatMap(({ samples }) => samples.map(({ chunk }) => chunk)))];
  const without = new Map(pieces.map((name) => [name, fit([name])]));
  return asked.map(({ ahead, samples }) => ({
    ahead,
    moments: samples.length,
    crossed: errorOf(samples, (chunk) => without.get(chunk) ?? usualHabits, seeded(3)),
    shipped: errorOf(samples, () => usualHabits, seeded(3)),
    base: baseline(samples, speedMS, (ahead - 1) * stayS, seeded(3)),
    stays: floorOf(samples, seeded(3)),
  }));
};

const measure = (file: string): Figures => {
  const chunks = readChunks(file);
  const everyS = 3600 / stopRate(chunks);
  const { speedMS, stayS } = meansOf(chunks, everyS);
  const asked = askedOf(chunks);
  const fit = fitter(asked);
  return {
    file: basename(file),
    pieces: chunks.length,
    everyS,
    ...measureTours(chunks, everyS, fit),
    errors: errorsOf(asked, fit, speedMS, stayS),
    fit: fit(),
  };
};

const page = 'docs/arrival.md';
const [begin, end] = ['<!-- figures -->', '<!-- end of figures -->'];

const folder = join('..', 'shared', 'data', 'trajectories');
const args = process.argv.slice(2);
const named = args.filter((arg) => arg !== '--write');
const found = existsSync(folder)
  ? readdirSync(folder).filter((name) => /^goal_lastmile.*\.csv(\.gz)?$/.test(name))
  : [];
const files = named.length > 0 ? named : found.map((name) => join(folder, name));
if (files.length === 0) process.stdout.write(`No tours to measure on: ${folder} is not here. Name a file: npm run eval:arrival -- FILE.csv.gz\n`); // prettier-ignore
for (const file of files) {
  const figures = measure(file);
  process.stdout.write(`${tables(figures)}\n`);
  if (!args.includes('--write')) continue;
  const text = readFileSync(page, 'utf8');
  const [head = '', rest = ''] = text.split(begin);
  writeFileSync(page, `${head}${begin}\n${tables(figures)}\n${end}${rest.split(end)[1] ?? '\n'}`);
  writeFileSync('docs/pictures/arrival.svg', picture(figures));
}
