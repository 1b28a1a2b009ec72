import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMapStand, type MapStand } from '../world/map-stand.ts';
import { openChromium, person, type Look } from '../world/chromium.ts';
import { openAlbum } from './album.ts';

let browser: Browser;
let stand: MapStand;

beforeAll(async () => {
  [stand, browser] = await Promise.all([openMapStand(), openChromium()]);
});
afterAll(async () => {
  await browser.close();
  await stand.stop();
});

const phone: Look = { size: 'phone', theme: 'light', language: 'en' };

const drawn = (page: Page) => page.getByRole('button', { name: 'Show all stops' }).waitFor();

describe('the map of the stops', () => {
  it('is drawn under the strict policy without a request to another host, and only fetched when it is shown', async () => {
    const { page, foreign, errors, context } = await person(browser, phone);
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await page.goto(stand.page);
    await drawn(page);
    await page.getByRole('button', { name: 'Stop 3: ' }).waitFor();
    await page.locator('canvas.maplibregl-canvas').waitFor();
    expect(fetched.some((path) => /maplibre-gl-worker/.test(path))).toBe(true);
    expect([foreign, errors]).toEqual([[], []]);
    await context.close();
  });

  it('is walked by keyboard in the order of the list, and a marker is as large as a thumb needs', async () => {
    const { page, context } = await person(browser, phone);
    await page.goto(stand.page);
    await drawn(page);
    const first = page.getByRole('button', { name: /^Stop 1: / });
    await first.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('chosen 2').waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("data-stop")')).toBe('2');
    const box = await first.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await context.close();
  });

  it('says so where the browser cannot draw, and leaves the list', async () => {
    const { page, context, errors } = await person(browser, phone);
    await page.addInitScript(() => {
      const { HTMLCanvasElement: canvas } = globalThis as unknown as { HTMLCanvasElement: { prototype: object } };
      Object.assign(canvas.prototype, { getContext: () => null });
    });
    await page.goto(stand.page);
    await page.getByText('This browser cannot draw maps').waitFor();
    await page.getByText(/^Stop 8: /).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('offers to try again when it did not load', async () => {
    const { page, context } = await person(browser, phone);
    await page.route('**/api/map', (route) => route.abort(), { times: 1 });
    await page.goto(stand.page);
    await page.getByText('The map did not load').waitFor();
    await page.getByRole('button', { name: 'Draw it again' }).click();
    await drawn(page);
    await context.close();
  });

  it('is pictured in both themes, languages and sizes, and axe finds nothing', async () => {
    const { page, context } = await person(browser, phone);
    await page.goto(stand.page);
    await drawn(page);
    await page.getByRole('button', { name: /^Stop 4: / }).click();
    await page.waitForTimeout(1500);
    const album = openAlbum();
    await album.take(page, 'map');
    expect(album.complaints).toEqual([]);
    await context.close();
  });
});
