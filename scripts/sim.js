// `npm run sim -- --seed N --steps M [--seeds K]`: plays seeds N to N+K−1 and prints the first promise that one of them breaks.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './setup.js';
import { bundleNode } from './build.js';
import { wholeNumber } from './options.js';

const [seed, steps, seeds] = [wholeNumber('seed', 1), wholeNumber('steps', 60, 1), wholeNumber('seeds', 1, 1)];
const folder = join(root, 'dist/simulator');
await bundleNode({ simulator: 'packages/simulator/src/index.ts' }, folder);
const { play, tell } = await import(pathToFileURL(join(folder, 'simulator.js')).href);

const began = performance.now();
const sum = { openings: 0, boots: 0, passedS: 0 };
for (let one = seed; one < seed + seeds; one++) {
  const outcome = await play(one, steps);
  for (const name of Object.keys(sum)) sum[name] += outcome[name];
  if (outcome.broken !== undefined) {
    say(tell(outcome, steps));
    process.exitCode = 1;
    if (seeds === 1) break;
  } else if (seeds === 1) say([tell(outcome, steps), ...outcome.story.map((line) => `  ${line}`)].join('\n'));
}
say(`${seeds} seeds, ${steps} steps each: ${sum.openings} openings, ${sum.boots} starts, ${(sum.passedS / 3600).toFixed(1)} virtual hours in ${((performance.now() - began) / 1000).toFixed(1)} s`);
