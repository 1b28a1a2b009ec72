// Which browser files run side by side in a whole run.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './setup.js';

/**
 * What these see stands before a camera that runs, and is measured against the clock: as many at a time as there are rows here. A row takes about as long
 * as each other one; what they mostly do is wait, for a pre-roll, a bolt, a film's end.
 */
const beforeACamera = [
  ['player', 'courier', 'visit', 'visit-console', 'visit-refused'],
  ['asked', 'invited', 'visit-cut', 'visit-screens'],
];

/** Every file is in one lane; a new one is among the others. Throws where a name has no file, or a lane would lose one unseen. */
export const browserLanes = async () => {
  const files = (await readdir(join(root, 'tests/browser'))).filter((file) => file.endsWith('.test.ts'));
  const named = beforeACamera.flat();
  const gone = named.filter((name) => !files.includes(`${name}.test.ts`));
  if (gone.length > 0)
    throw new TypeError(`scripts/browser-lanes.js names what is not in tests/browser: ${gone.join(', ')}`);
  const pathOf = (file) => `tests/browser/${file}`;
  return {
    timed: beforeACamera.map((lane) => lane.map((name) => pathOf(`${name}.test.ts`))),
    others: files.filter((file) => !named.includes(file.replace(/\.test\.ts$/, ''))).map(pathOf),
  };
};
