/** Every screen as people may see it: light and dark, English and German, phone and desk; and what axe finds on each. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeViolations } from '../world/axe.ts';
import { root } from '../world/world.ts';

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;
const themes = ['light', 'dark'] as const;
const languages = ['en', 'de'] as const;

/** Whether somebody wants to look (`npm run screens`): a picture takes longer than what is asked of its screen. */
const wanted = process.env['LATCHKEY_LOOKS'] === 'all';

/** Each theme and each size once at every run; all of their pairs where somebody wants to look. */
const looks =
  wanted
    ? themes.flatMap((theme) => (['phone', 'desk'] as const).map((size) => ({ theme, size })))
    : ([{ theme: 'light', size: 'phone' }, { theme: 'dark', size: 'desk' }] as const); // prettier-ignore

export interface Album {
  /** Asks what this page shows now, and where wanted pictures it into artifacts/screens; the page is left as it was found. */
  take(page: Page, name: string): Promise<void>;
  /** What axe found on any of them, and what was wider than its screen. */
  readonly complaints: readonly string[];
  readonly screens: number;
}

const speak = async (page: Page, language: string) => {
  await page
    .getByRole('button', { name: new RegExp(`^${language.toUpperCase()}, `) })
    .first()
    .click();
  // The button is pressed a moment before the page is said anew.
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
};

export const openAlbum = (): Album => {
  const complaints: string[] = [];
  let screens = 0;
  const look = async (page: Page, name: string, size: keyof typeof sizes, theme: (typeof themes)[number]) => {
    for (const language of languages) {
      await speak(page, language);
      const path = join(root, 'artifacts', 'screens', `${name}-${size}-${theme}-${language}.png`);
      if (wanted) await page.screenshot({ path, animations: 'disabled' });
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (wider > 0) complaints.push(`${name} ${size} ${language}: ${String(wider)} px too wide`);
    }
    for (const violation of await axeViolations(page)) complaints.push(`${name} ${size} ${theme}: ${violation}`);
  };
  const take = async (page: Page, name: string) => {
    screens += 1;
    // A picture of a map that is still being fetched shows nothing.
    await page.locator('.map-waiting').waitFor({ state: 'detached' });
    const before = page.viewportSize() ?? sizes.phone;
    for (const { theme, size } of looks) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize(sizes[size]);
      await look(page, name, size, theme);
    }
    await speak(page, 'en');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(before);
  };
  return {
    take,
    complaints,
    get screens() {
      return screens;
    },
  };
};
