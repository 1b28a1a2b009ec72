import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { usualHabits } from '@latchkey/delivery';
import { seeded } from '../../packages/delivery/src/neighbourhood/seeded.ts';
import { readChunks, stopRate, type Chunk } from './goal.ts';
import { asShipped, baseline, crossValidated, fitOf, leadOf, withRange, type Lead } from './measure.ts';
import { picture, tables, type Figures, type Shares } from './report.ts';
import { samplesOf } from './samples.ts';
import { cyclesOf, drawTour, factorFor, type Stretching } from './tours.ts';

const toursDrawn = 2000;
const stopsOfTour = 9;

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

const measureTours = (chunks: readonly Chunk[], everyS: number, name: string, stretching: Stretching) => {
  const pool = chunks.map(cyclesOf).filter((cycles) => cycles.length > 0);
  const factor = factorFor(pool, everyS, stretching);
  const random = seeded(7);
  const leads = Array.from({ length: toursDrawn }, (): Lead =>
    leadOf(drawTour(pool, factor, { cycles: stopsOfTour, stretching }, random), usualHabits),
  );
  const ours = sharesOf('this estimator', leads.map(({ oursS }) => oursS), seeded(1)); // prettier-ignore
  const base = sharesOf('two stops remain', leads.map(({ twoStopsS }) => twoStopsS), seeded(1)); // prettier-ignore
  return { name, leads, shares: [ours, base] };
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

const measure = (file: string): Figures => {
  const chunks = readChunks(file);
  const everyS = 3600 / stopRate(chunks);
  const { speedMS, stayS } = meansOf(chunks, everyS);
  const errors = [1, 2, 3].map((ahead) => {
    const samples = samplesOf(chunks, ahead);
    const crossed = crossValidated(samples, chunks, seeded(3));
    const base = baseline(samples, speedMS, (ahead - 1) * stayS, seeded(3));
    return { ahead, moments: samples.length, shipped: asShipped(samples, seeded(3)), crossed, base };
  });
  return {
    file: basename(file),
    pieces: chunks.length,
    everyS,
    tours: [
      measureTours(chunks, everyS, 'stretched as the baseline does', 'all'),
      measureTours(chunks, everyS, 'only the stays stretched', 'stays'),
    ],
    errors,
    fit: fitOf(samplesOf(chunks, 2)).habits,
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
