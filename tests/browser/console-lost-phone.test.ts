/** A courier's phone is lost: blocked at once at the server, and called blocked only once the door itself has said so. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { startWorld, type World } from '../world/world.ts';
import { openAlbum } from './album.ts';
import { enrolCourier, faultsOf, moveIn, sayInside } from './people.ts';

let world: World;
let browser: Browser;
let home: DemoHome;
let recipient: Person;
let courier: Person;
let desk: Person;
const album = openAlbum();

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openChromium()]);
  home = new DemoHome(world.door);
  await home.pairingCode();
  recipient = await moveIn(browser, world);
  desk = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
  await desk.page.goto(world.console);
  await desk.page.getByRole('button', { name: 'Make the key and publish it' }).click();
  await desk.page.getByRole('heading', { name: 'No shipments yet' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

describe('a lost phone', () => {
  it('has a stop at a door', async () => {
    const { page } = desk;
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
    await sayInside(recipient, world, number);
    await page.getByRole('link', { name: /^Assign a courier/ }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText('Assigned and sent to the door. Its own receipt confirms it.').first().waitFor();
    await courier.page.getByRole('button', { name: 'I am on my way' }).waitFor();
  });

  it('loses its stops at once; while the door is away it is not called blocked, and then the door confirms it', async () => {
    const { page } = desk;
    await home.act({ type: 'router', line: 'cut' });
    await page.getByRole('link', { name: 'Couriers' }).first().click();
    await page.getByRole('link', { name: 'Open Mina' }).click();
    await page.getByText(/the one door that knows it is told to open nothing for it/).waitFor();
    await album.take(page, 'console-courier');
    await page.getByRole('button', { name: 'Block this phone' }).click();
    await page.getByRole('heading', { name: 'Mina’s phone is blocked' }).waitFor();
    await page.getByText('Blocked, not everywhere confirmed').first().waitFor();
    await page.getByText('Confirmed by 0 of 1 doors.').first().waitFor();
    await page
      .getByText(/^Not confirmed: this door’s hub is away/)
      .first()
      .waitFor();
    await album.take(page, 'console-courier-not-confirmed');

    await home.act({ type: 'router', line: 'up' });
    await page.getByText(/^Confirmed by this door at \d\d:\d\d:\d\d$/).waitFor({ timeout: 60_000 });
    await page.getByText('Confirmed by the door.').first().waitFor();
    await album.take(page, 'console-courier-confirmed');
    await courier.page.reload();
    // As a device that was never given a stop.
    await courier.page.getByText('Your stops appear here as soon as dispatch assigns one.').waitFor();
    await page.getByRole('link', { name: 'Couriers' }).first().click();
    await page.getByRole('cell', { name: 'Blocked', exact: true }).waitFor();
    await album.take(page, 'console-couriers-blocked');
  });

  it('axe finds nothing, nothing is wider than its screen, nothing foreign is asked for', () => {
    expect(album.complaints).toEqual([]);
    expect(faultsOf(recipient, courier, desk)).toEqual([]);
  });
});
