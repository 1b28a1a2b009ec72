/** What a failed test says of its pages. Only a file with a page that stopped drawing is tried again by the run, once, and is named. */
import { beforeEach } from 'vitest';
import { stoppedPages } from '../world/still-drawing.ts';

declare module 'vitest' {
  interface TaskMeta {
    stoppedDrawing?: readonly string[];
  }
}

beforeEach(({ task, onTestFailed }) => {
  onTestFailed(async () => {
    const pages = await stoppedPages();
    if (pages.length > 0) task.meta.stoppedDrawing = pages;
  });
});
