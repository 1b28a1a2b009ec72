/** What the apps show where the line is slow. No test here is about how fast anything is. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { root, startWorld, type World } from '../world/world.ts';
import { faultsOf, phone } from './people.ts';

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openChromium()]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** A line of which a whole page takes seconds: 400 ms there and back, 400 kbit/s. */
const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

const watchShifts = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) shifts.push(value + ' ' + sources.map(({ node }) => node?.className ?? node?.nodeName).join(', '));
  }).observe({ type: 'layout-shift', buffered: true });`;
const shiftsOf = (page: Page) => page.evaluate<string[]>('window.shifts');

const onSlowLine = async (someone: Person): Promise<void> => {
  const line = await someone.context.newCDPSession(someone.page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', slow);
  await someone.context.addInitScript(watchShifts);
};

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(root, 'artifacts', 'screens', `${name}.png`) });

describe('on a slow line', () => {
  it.each([
    ['home', 'Your hub shows a code'],
    ['courier', 'Make this device known'],
    ['console', 'Set up this console'],
  ])('/%s/ stands before its scripts do, and nothing shifts when they come', async (app, greeting) => {
    const someone = await person(browser, phone);
    await onSlowLine(someone);
    let release: () => void = () => undefined;
    const released = new Promise<void>((done) => (release = done));
    await someone.page.route('**/assets/*.js', async (route) => {
      await released;
      await route.continue();
    });
    await someone.page.goto(`${world.server}/${app}/`, { waitUntil: 'commit' });
    await someone.page.locator('.skeleton').first().waitFor();
    await someone.page.getByText('Latchkey').first().waitFor();
    expect(await someone.page.getByText(greeting).count()).toBe(0);
    // Nobody has waited for long yet, so nothing is said to take long.
    expect(await someone.page.locator('.first-late').getByText('This takes longer').isVisible()).toBe(false);
    await picture(someone.page, `${app}-first-paint`);
    release();
    await someone.page.getByText(greeting).first().waitFor();
    expect(await shiftsOf(someone.page)).toEqual([]);
    expect(faultsOf(someone)).toEqual([]);
    await someone.context.close();
  });

  it('the page says that it takes long, in both languages, when no script comes', async () => {
    const someone = await person(browser, phone);
    await someone.page.route('**/assets/*.js', () => undefined);
    await someone.page.goto(`${world.server}/home/`, { waitUntil: 'commit' });
    await someone.page.getByText('This takes longer than it should.').waitFor();
    await someone.page.getByText('Das dauert länger, als es soll.').waitFor();
    await picture(someone.page, 'home-first-late');
    await someone.context.close();
  });
});
