/** What a failed test says of its pages, at the end of its message: where each is, what it shows, and whether it still draws. */
import { beforeEach } from 'vitest';
import { openPages } from '../world/open-pages.ts';

beforeEach(({ onTestFailed }) => {
  onTestFailed(async ({ task }) => {
    const said = `\n${(await openPages()).join('\n')}`;
    for (const error of task.result?.errors ?? []) {
      error.message += said;
      // The report for programs has only this.
      error.stack = `${error.stack ?? ''}${said}`;
    }
  });
});
