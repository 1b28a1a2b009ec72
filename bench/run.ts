/**
 * `npm run bench [-- --json] [-- --write] [-- --only NAME]`: every figure beside its floor, in one run. With `--json` standard output holds
 * one array and nothing else; progress goes to standard error. With `--write` the committed figures and their page are renewed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench, Figure } from './figure.ts';
import { benches } from './benches.ts';
import { renewed, withFigures } from './page.ts';
import { verdict } from './wanted.ts';

const readArguments = () => {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        only: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    return complain(error instanceof Error ? error.message : 'Not understood.');
  }
};

function complain(why: string): never {
  process.stderr.write(`${why}\nUsage: npm run bench [-- --json] [-- --write] [-- --only NAME]\n`);
  process.exit(2);
}

const choose = (only: string | undefined): readonly Bench[] => {
  if (only === undefined) return benches;
  const chosen = benches.filter((bench) => bench.names.includes(only));
  if (chosen.length > 0) return chosen;
  const known = benches.flatMap((bench) => bench.names).join(', ');
  return complain(`There is no figure called ${only}. Known: ${known}.`);
};

const asLine = (f: Figure, among: readonly Figure[]) =>
  `${f.name.padEnd(34)} ${String(f.value).padStart(9)} ${f.unit.padEnd(3)}  floor ${String(f.floor).padStart(9)}  ratio ${f.ratio.toFixed(2).padStart(5)}  n ${String(f.n).padEnd(5)}  ${verdict(f, among)}`.trimEnd();

const RESULTS = 'bench/results/0.1.0.json';
const PAGE = 'docs/figures.md';

const keep = (measured: readonly Figure[]): void => {
  const all = renewed(JSON.parse(readFileSync(RESULTS, 'utf8')) as readonly Figure[], measured);
  writeFileSync(RESULTS, `${JSON.stringify(all, null, 1)}\n`);
  writeFileSync(PAGE, withFigures(readFileSync(PAGE, 'utf8'), all));
};

const { json, write, only } = readArguments();
const figures: Figure[] = [];
/** Of one run, also those that nobody asked for by name: they belong together. */
const taken: Figure[] = [];
for (const bench of choose(only)) {
  process.stderr.write(`measuring ${bench.names.join(', ')} …\n`);
  const measured = await bench.run().catch((error: unknown) => {
    process.stderr.write(
      `NOT TAKEN: ${bench.names.join(', ')}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return [];
  });
  taken.push(...measured);
  figures.push(...measured.filter((f) => only === undefined || f.name === only));
  if (!json) for (const f of measured) process.stdout.write(`${asLine(f, measured)}\n`);
}
if (json) process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`);
if (write) keep(taken);
// One that could not be taken was named above; the others stand.
process.exit(figures.length > 0 ? 0 : 1);
