import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { startWorld, type World } from '../world/world.ts';
import type { Browser } from 'playwright-core';
import { enrolCourier, faultsOf, moveIn, openStop, sayInside, sees, slide, typeNumber, untilUnlocked } from './people.ts'; // prettier-ignore

let world: World;
let browser: Browser;
let recipient: Person;
let courier: Person;
let desk: Person;
let home: DemoHome;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openChromium()]);
  home = new DemoHome(world.door);
  await home.pairingCode();
  recipient = await moveIn(browser, world);
  desk = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

describe('the same visit, dispatched at the console', () => {
  it('makes the carrier’s key in the browser, takes a courier on, announces, assigns and reads the evidence', async () => {
    const { page } = desk;
    await page.goto(world.console);
    await page.getByRole('button', { name: 'Make the key and publish it' }).click();
    await page.getByRole('heading', { name: 'No shipments yet' }).waitFor();

    const enrolled = await enrolCourier(browser, world);
    courier = enrolled.courier;
    await page.goto(enrolled.link);
    await page.getByRole('button', { name: 'Take Mina on' }).click();
    await page.getByText('Mina is taken on. Stops can be assigned now.').first().waitFor();

    await page.getByRole('link', { name: 'Shipments' }).first().click();
    await page.getByRole('button', { name: 'Announce a shipment' }).click();
    const number = await page.getByRole('textbox', { name: 'Tracking number' }).inputValue();
    await page.getByRole('button', { name: 'Announce', exact: true }).click();
    await page.getByText('Announced. The household decides.').first().waitFor();

    const visitId = await sayInside(recipient, world);
    await page.getByRole('link', { name: 'Visits now' }).click();
    await page.getByRole('row', { name: /Waits for a courier Robin Aydın/ }).waitFor();
    await page.locator('.map-frame[data-ready=true]').waitFor();
    await page.getByRole('button', { name: 'Lindenstraße 14, 10969 Berlin: Waits for a courier' }).click();
    expect(await page.locator('[data-row-way]:focus').getAttribute('href')).toMatch(/^#\/shipment\//);
    await page.getByRole('link', { name: 'Shipments' }).first().click();
    await page.getByRole('link', { name: /^Assign a courier/ }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText('Assigned and sent to the door. Its own receipt confirms it.').first().waitFor();

    await openStop(courier, world, visitId);
    await typeNumber({ courier }, number);
    await slide(courier.page);
    await untilUnlocked({ courier });
    await home.push();
    await sees(courier, 'Door open');
    await home.pull();
    await sees(courier, 'Locked. Thank you.');
    await page.getByText('Delivered, locked').first().waitFor();
    await page.getByText(/\d+ receipts, all verified$/).waitFor();
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    expect(faultsOf(recipient, courier, desk)).toEqual([]);
  });
});
