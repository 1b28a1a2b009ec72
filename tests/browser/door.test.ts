import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testHome, type TestHome } from '../../apps/demo-hardware/testing/home.ts';
import { axeViolations } from '../world/axe.ts';
import { openChromium, person, type Look, type Person } from '../world/chromium.ts';
import { until } from '../world/until.ts';

let browser: Browser;
let home: TestHome;
const open: Person[] = [];

beforeAll(async () => {
  browser = await openChromium();
  home = await testHome();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.context.close();
});
afterAll(async () => {
  await browser.close();
  await home.stop();
});

const leafOf = () => home.running.home.state().doors[0]?.truth.leaf ?? NaN;

/** A leaf that a hand has pushed takes a moment to get there; who drags it again meanwhile takes it back. */
const standsOpen = () => until('the leaf to swing', () => leafOf() > 30, 2000).catch(() => false);

const visit = async (look: Look) => {
  const visitor = await person(browser, look);
  open.push(visitor);
  await visitor.page.goto(`http://localhost:${home.running.hardwarePort}/door/`);
  await visitor.page.getByRole('slider').waitFor();
  return visitor;
};

describe('the door view', () => {
  test('a locked door does not follow the hand; turned free by its handle it does', async () => {
    const { page, foreign, errors } = await visit({ size: 'desk', theme: 'light', language: 'en' });
    const leaf = page.getByRole('slider', { name: 'Door leaf' });
    const box = await leaf.boundingBox();
    if (box === null) throw new Error('the leaf is not drawn');
    const drag = async () => {
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.25, { steps: 6 });
      await page.mouse.up();
    };
    await drag();
    await page.getByRole('button', { name: 'Inside handle' }).first().click();
    expect(leafOf()).toBe(0);
    await until('the bolt is in', () => home.running.home.state().doors[0]?.truth.bolt === 0);
    // A hand holds the latch for a moment only: who pushes too late takes the handle again.
    await until('the leaf stands open', async () => {
      await drag();
      if (await standsOpen()) return true;
      await page.getByRole('button', { name: 'Inside handle' }).first().click();
      return false;
    });
    await page.getByText('The contact says open').waitFor();
    await leaf.focus();
    await page.keyboard.press('Home');
    await until('the leaf is shut', () => leafOf() === 0);
    await page.getByRole('button', { name: 'Key: lock', exact: true }).last().click();
    await page.getByText('The door is shut, the bolt is thrown.').waitFor();
    expect([foreign, errors]).toEqual([[], []]);
  });

  test('P4: a lock that lies is told apart from the door, in words before colour', async () => {
    const { page } = await visit({ size: 'desk', theme: 'dark', language: 'de' });
    const lock = page.getByRole('listitem').filter({ hasText: 'Das Schloss' });
    await page.getByRole('button', { name: 'Hängt auf „offen“' }).click();
    await lock.getByText('ist nicht so').waitFor();
    await page.getByRole('button', { name: 'Alles wieder gut' }).click();
    await lock.getByText('so ist es').waitFor();
    /* The stand-in for the hub unlocks and arms the lock's timer when its button is pressed. */
    await page
      .getByRole('button', { name: /^Knopf am Hub drücken/ })
      .last()
      .click();
    await lock.getByText('Mein Riegel ist drin. Der Kontakt meldet zu.').waitFor();
    await page.getByRole('button', { name: /^Lügen/ }).click();
    await lock.getByText('sagt verriegelt, ist es nicht').waitFor();
    await page.getByText('Die Tür ist zu, der Riegel ist drin.').waitFor();
    await page.getByRole('button', { name: 'Alles wieder gut' }).click();
    await page.getByText('Die Tür ist zu, der Riegel ist vorgeschoben.').waitFor();
    await lock.getByText('so ist es').waitFor();
  });

  test('the pulled plug is drawn, and the hub then believes nothing', async () => {
    const { page } = await visit({ size: 'phone', theme: 'light', language: 'en' });
    await page
      .getByRole('button', { name: /^Pull the plug/ })
      .last()
      .click();
    await page.getByText('has no power. It believes nothing.').waitFor();
    await page.getByRole('button', { name: 'All well again' }).click();
    await until('another hub speaks', () => home.running.home.state().hub.connected);
    expect(await page.getByText('has no power').count()).toBe(0);
  });

  test('axe finds nothing, in both themes, on phone and desk, at both doors and what hangs outside', async () => {
    for (const what of ['display', 'tag'] as const) home.running.home.act({ type: 'fit', what, there: true });
    for (const theme of ['light', 'dark'] as const)
      for (const size of ['phone', 'desk'] as const) {
        const { page } = await visit({ size, theme, language: 'de' });
        await page.getByRole('button', { name: 'Telefon an den Chip halten' }).first().waitFor();
        expect(await axeViolations(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
        await page.getByRole('button', { name: 'Garage', exact: true }).click();
        await page.getByRole('button', { name: 'Taster an der Wand' }).first().waitFor();
        expect(await axeViolations(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      }
  });
});
