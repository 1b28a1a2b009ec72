/**
 * A Chromium without a graphics card may stop drawing one of its pages for good: the page answers scripts, but no animation frame comes any
 * more, and so no element is ever "stable". Seen once in about a hundred whole runs, and reported elsewhere of other programs.
 */
import type { Page } from 'playwright-core';

const patienceMs = 5000;
const open = new Set<Page>();

export const watchDrawing = (page: Page) => {
  open.add(page);
  page.once('close', () => open.delete(page));
};

/** The paths of the open pages that answer a script and give no frame. */
export const stoppedPages = async (): Promise<readonly string[]> => {
  const pages = [...open];
  const seen = await Promise.all(
    pages.map(async (page) => ({ path: new URL(page.url()).pathname, stopped: await hasStopped(page) })),
  );
  return seen.filter(({ stopped }) => stopped).map(({ path }) => path);
};

const hasStopped = async (page: Page): Promise<boolean> => {
  if (!(await comesTrue(page, 'true'))) return false;
  return !(await comesTrue(page, 'new Promise((resolve) => requestAnimationFrame(() => resolve(true)))'));
};

const comesTrue = (page: Page, script: string): Promise<boolean> =>
  Promise.race([
    page.evaluate<boolean>(script).catch(() => false),
    new Promise<boolean>((resolve) => {
      setTimeout(resolve, patienceMs, false).unref();
    }),
  ]);
