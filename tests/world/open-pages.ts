/**
 * The pages that tests have open, for what a failure says of them. A Chromium without a graphics card may stop drawing one of its pages for
 * good: it answers scripts, but no animation frame comes any more, and so no element is ever "stable".
 */
import type { Page } from 'playwright-core';

const patienceMs = 5000;
const open = new Set<Page>();

export const watchPage = (page: Page) => {
  open.add(page);
  page.once('close', () => open.delete(page));
};

const shown = `[...document.querySelectorAll('h1, [role="alert"], .notice')].map((one) => one.textContent.slice(0, 120)).join(' | ')`;
const frame = `new Promise((resolve) => requestAnimationFrame(() => resolve('draws')))`;

/** One line a page: its address without what is secret in it, its headings and notices, and whether it draws. */
export const openPages = (): Promise<readonly string[]> =>
  Promise.all(
    [...open].map(async (page) => {
      const { pathname, hash } = new URL(page.url());
      const [shows, draws] = await Promise.all([answerOf(page, shown), answerOf(page, frame)]);
      return `  ${pathname}${hash.slice(0, 40)} shows ${shows ?? 'nothing: it does not answer'}; ${draws ?? 'no frame comes'}`;
    }),
  );

const answerOf = (page: Page, script: string): Promise<string | undefined> =>
  Promise.race([
    page.evaluate<string>(script).catch(() => undefined),
    new Promise<undefined>((resolve) => {
      setTimeout(resolve, patienceMs, undefined).unref();
    }),
  ]);
