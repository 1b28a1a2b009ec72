// `npm run test:long`: what takes too long for every change. Many seeds of the simulator and many kills of the recorder; the result is written
// to docs/long-tests.md. `--minutes N` bounds the simulator (10).
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, say, setup } from './setup.js';
import { bundleNode } from './build.js';

const STEPS = 150;
const FIRST_SEED = 100_000;
const at = process.argv.indexOf('--minutes');
const minutes = at === -1 ? 10 : Number(process.argv[at + 1]);
if (!(minutes > 0)) throw new Error('--minutes wants a number above zero');

const playSeeds = async () => {
  const folder = join(root, 'dist/simulator');
  await bundleNode({ simulator: 'packages/simulator/src/index.ts' }, folder);
  const { play, tell } = await import(pathToFileURL(join(folder, 'simulator.js')).href);
  const began = performance.now();
  const sum = { seeds: 0, openings: 0, boots: 0, passedS: 0 };
  const broken = [];
  while (performance.now() - began < minutes * 60_000) {
    const outcome = await play(FIRST_SEED + sum.seeds, STEPS);
    sum.seeds++;
    for (const name of ['openings', 'boots', 'passedS']) sum[name] += outcome[name];
    if (outcome.broken !== undefined) {
      say(tell(outcome, STEPS));
      broken.push(`seed ${outcome.seed}: ${outcome.broken.promise}, ${outcome.broken.what}`);
    }
  }
  return { ...sum, broken, tookS: Math.round((performance.now() - began) / 1000) };
};

const killRecorder = () => {
  process.env.LATCHKEY_KILLS = '60';
  return run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'system', 'tests/system/recorder-kill.test.ts']);
};

await setup();
await mkdir(join(root, 'docs'), { recursive: true });
const seeds = await playSeeds();
const withoutRecorder = process.argv.includes('--simulator-only');
const kills = withoutRecorder ? undefined : await killRecorder();
const lines = [
  '# Long tests',
  '',
  'Written by `npm run test:long`; the last run on whatever machine that was.',
  '',
  `- **Simulator**: ${seeds.seeds} seeds from ${FIRST_SEED}, ${STEPS} steps each: ${seeds.openings} openings, ${seeds.boots} starts, ` +
    `${(seeds.passedS / 3600).toFixed(0)} virtual hours in ${seeds.tookS} s on Node ${process.version}. Broken promises: ${seeds.broken.length}.`,
  ...seeds.broken.map((line) => `  - ${line}`),
  `- **Recorder, killed 60 times**: ${kills === undefined ? 'not run this time' : kills === 0 ? 'passed' : 'FAILED'}.`,
  '',
];
await writeFile(join(root, 'docs/long-tests.md'), lines.join('\n'));
say(lines.join('\n'));
process.exit(seeds.broken.length > 0 || (kills ?? 0) !== 0 ? 1 : 0);
