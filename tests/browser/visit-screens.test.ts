/** Walks through every screen of the four apps and pictures it: `npx vitest run --project browser tests/browser/visit-screens.test.ts`. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { until } from '../world/until.ts';
import { startWorld, type World } from '../world/world.ts';
import { openAlbum } from './album.ts';
import { clockAfter } from './picture.ts';
import { enrolCourier, faultsOf, openStop, phone, sayInside, sees, slide, typeNumber, untilUnlocked } from './people.ts'; // prettier-ignore

let world: World;
let browser: Browser;
let home: DemoHome;
let recipient: Person;
let courier: Person;
let desk: Person;
let door: Person;
const album = openAlbum();

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openChromium()]);
  home = new DemoHome(world.door);
  await home.pairingCode();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const announceOne = async (): Promise<string> => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Shipments' }).first().click();
  const open = page.getByRole('button', { name: 'Announce a shipment' });
  if ((await open.getAttribute('aria-expanded')) === 'false') await open.click();
  const number = await page.getByRole('textbox', { name: 'Tracking number' }).inputValue();
  await page.getByRole('button', { name: 'Announce', exact: true }).click();
  await page.getByText('Announced. The household decides.').first().waitFor();
  return number;
};

const assignOne = async (number: string): Promise<void> => {
  const { page } = desk;
  await page.getByRole('link', { name: `Assign a courier ${number}` }).click();
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  await page.getByText('Assigned and sent to the door. Its own receipt confirms it.').first().waitFor();
};

describe('every screen, in every look', () => {
  it('before there is anybody', async () => {
    door = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
    await door.page.goto(world.door);
    await door.page.getByRole('link', { name: 'Open the recipient’s app' }).waitFor();
    await album.take(door.page, 'door-pairing');

    recipient = await person(browser, phone);
    await recipient.page.goto(world.home);
    await recipient.page.getByText('Your hub shows a code').first().waitFor();
    await album.take(recipient.page, 'home-without-code');
    const link = await door.page.getByRole('link', { name: 'Open the recipient’s app' }).getAttribute('href');
    await recipient.page.goto(link ?? '');
    await recipient.page.reload();
    await recipient.page.getByRole('button', { name: 'Make this my household' }).waitFor();
    await album.take(recipient.page, 'home-pair');
    await recipient.page.getByRole('button', { name: 'Make this my household' }).click();
    await recipient.page.getByRole('link', { name: 'Not now' }).click();
    await recipient.page.getByText('Nobody is expected.').waitFor();
    await album.take(recipient.page, 'home-today-nobody');
    for (const [name, path] of [
      ['doors', 'doors'],
      ['door', 'doors/1'],
      ['household', 'household'],
    ] as const) {
      await recipient.page.goto(`${world.home}#/${path}`);
      await recipient.page.getByRole('main').waitFor();
      await album.take(recipient.page, `home-${name}`);
    }

    courier = await person(browser, phone);
    await courier.page.goto(world.courier);
    await sees(courier, 'Make this device known');
    await album.take(courier.page, 'courier-enrol');
    await courier.context.close();
    desk = await person(browser, { size: 'desk', theme: 'light', language: 'en' });
    await desk.page.goto(`${world.server}/console/`);
    await sees(desk, 'Set up this console');
    await album.take(desk.page, 'console-without-secret');
    await desk.page.goto(world.console);
    await desk.page.getByRole('button', { name: 'Make the key and publish it' }).waitFor();
    await album.take(desk.page, 'console-setup');
    await desk.page.getByRole('button', { name: 'Make the key and publish it' }).click();
    await desk.page.getByRole('heading', { name: 'No shipments yet' }).waitFor();
    await album.take(desk.page, 'console-no-shipments');
    const enrolled = await enrolCourier(browser, world);
    courier = enrolled.courier;
    await album.take(courier.page, 'courier-code');
    await desk.page.goto(enrolled.link);
    await desk.page.getByRole('button', { name: 'Take Mina on' }).waitFor();
    await album.take(desk.page, 'console-courier-checked');
    await desk.page.getByRole('button', { name: 'Take Mina on' }).click();
    await desk.page.getByText('Mina is taken on. Stops can be assigned now.').first().waitFor();
    await album.take(desk.page, 'console-couriers');
  });

  it('before, during and after a visit', async () => {
    await desk.page.getByRole('link', { name: 'Shipments' }).first().click();
    await desk.page.getByRole('button', { name: 'Announce a shipment' }).click();
    await album.take(desk.page, 'console-announce');
    const number = await announceOne();
    await recipient.page.goto(`${world.home}#/`);
    await recipient.page.getByRole('link', { name: 'Inside, please' }).waitFor();
    await album.take(recipient.page, 'home-today-announced');
    await recipient.page.getByRole('link', { name: 'Inside, please' }).click();
    await recipient.page.getByText('Its key is kept from now on').waitFor();
    await album.take(recipient.page, 'home-parcel');
    const visitId = await sayInside(recipient, world, number);
    await album.take(recipient.page, 'home-visit-planned');
    await desk.page.getByText('Inside, please').first().waitFor();
    await album.take(desk.page, 'console-shipments');
    await desk.page.getByRole('link', { name: 'Visits now' }).click();
    await desk.page.locator('.map-frame[data-ready=true]').waitFor();
    await album.take(desk.page, 'console-now');
    await desk.page.getByRole('link', { name: 'Shipments' }).first().click();
    await assignOne(number);
    await album.take(desk.page, 'console-shipment');
    await sees(courier, /./);
    await courier.page.getByRole('button', { name: 'I am on my way' }).waitFor();
    await album.take(courier.page, 'courier-tour');
    await courier.page.getByRole('button', { name: 'I am on my way' }).click();
    await recipient.page.getByText('Arriving soon').first().waitFor();
    await recipient.page.goto(`${world.home}#/`);
    await recipient.page.getByRole('link', { name: 'Watch' }).waitFor();
    await album.take(recipient.page, 'home-today-arriving');
    await courier.page.getByRole('link', { name: 'Go to this stop' }).click();
    await courier.page.getByRole('button', { name: 'Understood, go on' }).waitFor();
    await album.take(courier.page, 'courier-notice');
    await courier.page.getByRole('button', { name: 'Understood, go on' }).click();
    await album.take(courier.page, 'courier-scan');
    await typeNumber({ courier }, 'XX 99');
    await album.take(courier.page, 'courier-doubt');
    await courier.page.getByRole('button', { name: 'Scan again' }).click();
    await typeNumber({ courier }, number);
    await album.take(courier.page, 'courier-slide');

    await recipient.page.getByRole('link', { name: 'Watch' }).click();
    await slide(courier.page);
    await untilUnlocked({ courier });
    await home.push();
    await sees(courier, 'Door open');
    await recipient.page.getByText('LIVE', { exact: true }).waitFor();
    await clockAfter(recipient.page, 'Live picture');
    await album.take(recipient.page, 'home-visit-live');
    await album.take(courier.page, 'courier-open');
    await door.page.getByText('The contact says open').first().waitFor();
    await album.take(door.page, 'door-open');
    await home.pull();
    await sees(courier, 'Locked. Thank you.');
    await album.take(courier.page, 'courier-done');
    await recipient.page.getByRole('button', { name: 'Play' }).waitFor();
    await album.take(recipient.page, 'home-visit-finished');
    await recipient.page.goto(`${world.home}#/visit/${visitId}/evidence`);
    await recipient.page.getByText(/^\d+ receipts, complete to/).waitFor();
    await recipient.page.getByText(/it also stands in the server’s public log\./).waitFor();
    await album.take(recipient.page, 'home-evidence');
    await desk.page.getByText('Delivered, locked').first().waitFor();
    await album.take(desk.page, 'console-evidence');
    await album.take(door.page, 'door-locked');
  });

  it('what is blocked, sent elsewhere, refused and cut', async () => {
    const number = await announceOne();
    const visitId = await sayInside(recipient, world, number);
    await assignOne(number);
    await home.act({ type: 'camera', fault: 'cut' });
    await openStop(courier, world, visitId);
    await typeNumber({ courier }, number);
    await slide(courier.page);
    await sees(courier, /camera/i);
    await album.take(courier.page, 'courier-refused');
    await album.take(recipient.page, 'home-visit-refused');
    await home.act({ type: 'camera', fault: 'none' });
    await home.act({ type: 'router', line: 'cut' });
    await recipient.page.getByRole('button', { name: 'Block', exact: true }).click();
    await recipient.page.getByText('Not confirmed', { exact: true }).first().waitFor();
    await recipient.page.getByRole('img', { name: 'Flat door: Unknown' }).waitFor();
    await album.take(recipient.page, 'home-visit-not-confirmed');
    await album.take(door.page, 'door-cut');
    await home.act({ type: 'router', line: 'up' });
    await recipient.page
      .getByText(/^Blocked, confirmed by your door at/)
      .first()
      .waitFor();
    await album.take(recipient.page, 'home-visit-blocked');
    await sees(courier, 'The household cancelled this visit');
    await album.take(courier.page, 'courier-cancelled');

    await sayInside(recipient, world, await announceOne());
    await recipient.page.getByRole('link', { name: 'Send the parcel elsewhere' }).click();
    await recipient.page.getByRole('button', { name: 'Block and send elsewhere' }).waitFor();
    await album.take(recipient.page, 'home-divert');
    await home.act({ type: 'router', line: 'cut' });
    await recipient.page.getByRole('button', { name: 'Block and send elsewhere' }).click();
    await recipient.page
      .getByText(/^A wish so far: your door has not confirmed it/)
      .first()
      .waitFor();
    await recipient.page.getByRole('button', { name: 'Send the block again' }).waitFor();
    await album.take(recipient.page, 'home-visit-divert-pending');
    await home.act({ type: 'router', line: 'up' });
    await recipient.page.getByText('Sent elsewhere', { exact: true }).first().waitFor();
    await album.take(recipient.page, 'home-visit-diverted');
    await desk.page.getByRole('link', { name: /^Answer/ }).click();
    await desk.page.getByRole('button', { name: 'We take it there' }).waitFor();
    await album.take(desk.page, 'console-divert');
  });

  it('P10: after moving out, what was planned has ended, and no page offers what the hub would not do', async () => {
    const { page } = recipient;
    const planned = await sayInside(recipient, world, await announceOne());
    await page.goto(`${world.home}#/household/move-out`);
    const letters = page.getByRole('textbox', { name: 'Letters on the hub’s display' });
    await letters.waitFor();
    await home.act({ type: 'hub-button', heldMs: 300 });
    await letters.fill(await until('letters on the hub’s display', async () => (await home.state()).hub.presence));
    await page.getByRole('button', { name: 'Move out and erase' }).click();
    await page
      .getByText(/^Moved out today/)
      .first()
      .waitFor();
    await page.goto(`${world.home}#/visit/${planned}`);
    await page.getByText('Ended as you moved out').first().waitFor();
    expect(await page.getByText(/^Allowed/).count()).toBe(0);
    await album.take(page, 'home-visit-moved-out');
    for (const path of [`visit/${planned}`, 'doors', 'doors/1', 'people', 'parcels', 'household']) {
      await page.goto(`${world.home}#/${path}`);
      await page.getByRole('main').waitFor();
      expect(await page.getByRole('button', { name: /^(?:Block|Look now|Unlock)$/ }).count(), path).toBe(0);
      expect(
        await page.getByRole('link', { name: /elsewhere|Invite|Who can open|Describe|Add a device/ }).count(),
        path,
      ).toBe(0);
    }
    await page.goto(`${world.home}#/visit/${planned}/divert`);
    await page.getByRole('heading', { name: 'Not at this hub any more' }).waitFor();
    await page.goto(`${world.home}#/doors`);
    await page
      .getByText(/^Moved out today/)
      .first()
      .waitFor();
    await album.take(page, 'home-doors-moved-out');
  });

  it('axe finds nothing on any of them, nothing is wider than its screen, and nothing foreign is asked for', () => {
    expect(album.screens).toBeGreaterThan(35);
    expect(album.complaints).toEqual([]);
    expect(faultsOf(recipient, courier, desk, door)).toEqual([]);
  });
});
