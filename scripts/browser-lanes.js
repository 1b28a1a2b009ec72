// Which browser files run side by side in a whole run.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './setup.js';

/** What these see stands before a camera that runs, and is measured against the clock: one of them at a time. */
const beforeACamera = ['asked', 'courier', 'invited', 'player', 'visit', 'visit-console', 'visit-cut', 'visit-refused', 'visit-screens'];

/** Every file is in one of the two; a new one is among the others. Throws where a name has no file, or a lane would lose one unseen. */
export const browserLanes = async () => {
  const files = (await readdir(join(root, 'tests/browser'))).filter((file) => file.endsWith('.test.ts'));
  const gone = beforeACamera.filter((name) => !files.includes(`${name}.test.ts`));
  if (gone.length > 0)
    throw new TypeError(`scripts/browser-lanes.js names what is not in tests/browser: ${gone.join(', ')}`);
  const isTimed = (file) => beforeACamera.includes(file.replace(/\.test\.ts$/, ''));
  const paths = (wanted) => files.filter(wanted).map((file) => `tests/browser/${file}`);
  return { timed: paths(isTimed), others: paths((file) => !isTimed(file)) };
};
