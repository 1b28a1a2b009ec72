// `npm run sim -- --seed N --steps M [--seeds K]`: plays seeds N to N+K−1 and prints the first promise that one of them breaks.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './setup.js';
import { bundleNode } from './build.js';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  const value = at === -1 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} wants a whole number`);
  return value;
};

const [seed, steps, seeds] = [option('seed', 1), option('steps', 60), option('seeds', 1)];
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
