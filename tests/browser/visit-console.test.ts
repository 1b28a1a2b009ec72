import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { houseAt, makeNeighbourhood } from '@latchkey/delivery';
import { openAlbum } from './album.ts';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { until } from '../world/until.ts';
import { openWorker } from '../world/worker.ts';
import { startWorld, type World } from '../world/world.ts';
import type { Browser } from 'playwright-core';
import { enrolCourier, faultsOf, moveIn, openStop, sayInside, sees, slide, typeNumber, untilUnlocked } from './people.ts'; // prettier-ignore

let world: World;
let browser: Browser;
let recipient: Person;
let courier: Person;
let desk: Person;
let home: DemoHome;
const album = openAlbum();
let number = '';
let visitId = '';

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

interface Coming {
  readonly hubId: string;
  readonly carrier: { readonly name: string };
  readonly arriving: { readonly etaS: number; readonly saidMs: number };
}

/** The same estimate as the server has it by then, by the way that reaches a phone whose app is closed. */
const hearByPush = async () => {
  const worker = await openWorker(recipient.page);
  const { hubId, carrier, arriving } = await recipient.page.evaluate<Coming>(
    `fetch('/api/home/visits').then((answer) => answer.json()).then(({ visits }) => visits.find((one) => one.visitId === ${JSON.stringify(visitId)}))`,
  );
  const { etaS, saidMs } = arriving;
  await worker.push({ type: 'arriving', hubId, visitId, carrier: carrier.name, etaS, saidMs });
  const shown = await until('a notice of the courier who comes', async () => (await worker.notices())[0]);
  expect(shown).toMatchObject({ tag: `visit-${visitId}`, actions: ['Watch', 'Block'] });
  expect(shown.title).toMatch(new RegExp(`^${carrier.name} arrives in about \\d+ min$`));
};

/** Four kilometres off, then nearer at forty metres a second: the desk sees the courier all the while, the household hears when it is time. */
const comeNearer = async () => {
  const door = houseAt(makeNeighbourhood(), 'Lindenstraße 14, 10969 Berlin')?.at;
  if (door === undefined) throw new TypeError('the demo’s door is not in its neighbourhood');
  const northE6 = 9;
  const drive = (metres: number) =>
    courier.context.setGeolocation({
      latitude: (door.latE6 + metres * northE6) / 1e6,
      longitude: door.lonE6 / 1e6,
      accuracy: 8,
    });
  await courier.context.grantPermissions(['geolocation']);
  await drive(4000);
  await courier.page.goto(`${world.courier}#/`);
  await courier.page.getByRole('button', { name: 'I am on my way' }).click();
  await courier.page.getByText('Position shared until the tour ends').waitFor();
  await courier.page.getByText(/^Your dispatch \(127\.0\.0\.1:\d+\) sees where you are/).waitFor();
  const visitPage = desk.page.url();
  await desk.page.getByRole('link', { name: 'Visits now' }).click();
  await desk.page.getByRole('img', { name: /^Courier Mina, here .* ago$/ }).waitFor();
  await desk.page.getByText(/^on the map, .* ago$/).waitFor();
  await album.take(desk.page, 'console-now-courier');
  await album.take(courier.page, 'courier-tour-shared');
  expect(await recipient.page.getByText('Arriving soon').count()).toBe(0);
  const fromMs = Date.now();
  await until('the household to hear that the courier arrives soon', async () => {
    await drive(Math.max(200, 4000 - (Date.now() - fromMs) / 25));
    return recipient.page.getByText('Arriving soon').first().isVisible();
  });
  await hearByPush();
  await courier.page.getByRole('button', { name: 'Stop sharing' }).click();
  await desk.page.getByRole('img', { name: /^Courier Mina/ }).waitFor({ state: 'detached' });
  await desk.page.goto(visitPage);
};

/** Asked until the hub has heard from its lock what the words say. */
const untilDoorSays = (words: string) =>
  until(`the door to say ${words}`, async () => {
    await desk.page.getByRole('button', { name: 'Ask the door now' }).click();
    const said = desk.page.getByText(words, { exact: true }).first();
    return said.waitFor({ timeout: 2500 }).then(
      () => true,
      () => false,
    );
  });

/** Before the van leaves: a weak battery, a hub that does not answer, a lock that tells nothing, a camera that shows nothing. */
const askDoor = async () => {
  const { page } = desk;
  const visitPage = page.url();
  await untilDoorSays('Ready');
  await home.act({ type: 'fault', door: 1, faults: { batteryPercent: 4 } });
  await untilDoorSays('battery low');
  await page.getByRole('link', { name: 'Visits now' }).click();
  await page.getByRole('button', { name: 'Doors not ready first' }).click();
  await page.getByRole('row', { name: /Mina .*Not ready ?battery low/ }).waitFor();
  await album.take(page, 'console-doors-not-ready');
  await page.goto(visitPage);
  await home.act({ type: 'router', line: 'cut' });
  await untilDoorSays('Unknown: hub away');
  await album.take(page, 'console-door-away');
  await home.act({ type: 'router', line: 'up' });
  await home.act({ type: 'fault', door: 1, faults: { batteryPercent: 92, losesReports: true } });
  await home.act({ type: 'camera', fault: 'covered' });
  await untilDoorSays('lock does not answer');
  await untilDoorSays('no picture');
  await album.take(page, 'console-door-silent');
  await home.act({ type: 'fault', door: 1, faults: { losesReports: false } });
  await home.act({ type: 'camera', fault: 'none' });
  await untilDoorSays('Ready');
};

/** The bolt jams behind the courier: they stay, until dispatch takes the door over; then somebody with a key locks it. */
const takeOverDoor = async () => {
  await home.act({ type: 'fault', door: 1, faults: { jamAtPercent: 50 } });
  await home.pull();
  await courier.page.goto(`${world.courier}#/`);
  await courier.page.getByText('Still at this door').waitFor();
  const { page } = desk;
  await page.getByText('The door of this visit is not locked', { exact: true }).waitFor({ timeout: 90_000 });
  expect(await page.getByRole('button', { name: /^(Assign|Withdraw this visit)$/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'To the evidence' }).click();
  await album.take(page, 'console-visit-alarm');
  await page.getByRole('button', { name: 'Take over this door' }).click();
  await page
    .getByText(/^Dispatch took over this door at/)
    .first()
    .waitFor();
  await courier.page.getByText('Still at this door').waitFor({ state: 'detached' });
  await courier.page.getByRole('link', { name: 'Go to this stop' }).waitFor();
  await album.take(page, 'console-taken-over');
  await home.act({ type: 'fault', door: 1, faults: { jamAtPercent: null } });
  await home.act({ type: 'hand', door: 1, act: { act: 'key', to: 'locked' } });
  await home.untilBolt(100);
  await courier.page.goto(`${world.courier}#/stop/${visitId}`);
};

describe('the same visit, dispatched at the console', () => {
  it('makes the carrier’s key in the browser, takes a courier on, announces and assigns', async () => {
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
    number = await page.getByRole('textbox', { name: 'Tracking number' }).inputValue();
    await page.getByRole('button', { name: 'Announce', exact: true }).click();
    await page.getByText('Announced. The household decides.').first().waitFor();

    visitId = await sayInside(recipient, world, number);
    await page.getByRole('link', { name: 'Visits now' }).click();
    await page.getByRole('row', { name: /Waits for a courier Robin Aydın/ }).waitFor();
    await page.locator('.map-frame[data-ready=true]').waitFor();
    await page.getByRole('button', { name: 'Lindenstraße 14, 10969 Berlin: Waits for a courier' }).click();
    expect(await page.locator('[data-row-way]:focus').getAttribute('href')).toMatch(/^#\/shipment\//);
    await page.getByRole('link', { name: 'Shipments' }).first().click();
    await page.getByRole('link', { name: /^Assign a courier/ }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText('Assigned and sent to the door. Its own receipt confirms it.').first().waitFor();
  });

  it('says at the desk and on the courier’s phone of an address at which nothing is that nothing is there', async () => {
    const before = desk.page.url();
    await desk.page.goto(new URL('#/nothing', before).href);
    await desk.page.getByRole('link', { name: 'Go to “Visits now”' }).waitFor();
    expect(await desk.page.locator('[aria-current=page]').count()).toBe(0);
    await desk.page.goto(before);
    await courier.page.goto(`${world.courier}#/nothing`);
    await courier.page.getByRole('link', { name: 'Go to “Tour”' }).click();
    await courier.page.waitForURL(/#\/$/);
  });

  it('asks the door before the van leaves: a weak battery, a hub or a lock that does not answer, no picture', askDoor);

  it('sees the courier come, and the household hears *arriving soon* when it is time', comeNearer);

  it('takes over a door that does not lock, so that the courier may go on, and reads the evidence', async () => {
    const { page } = desk;
    await openStop(courier, world, visitId);
    await typeNumber({ courier }, number);
    await slide(courier.page);
    await untilUnlocked({ courier });
    await home.push();
    await sees(courier, 'Door open');
    await page.getByText('The courier is inside', { exact: true }).waitFor();
    await takeOverDoor();
    await sees(courier, 'Locked. Thank you.');
    await page.getByText('Delivered, locked').first().waitFor();
    await page.getByText(/\d+ receipts, all verified$/).waitFor();
    await album.take(page, 'console-visit-proved');
    expect(await home.truth()).toMatchObject({ bolt: 100, leaf: 0 });
    expect(faultsOf(recipient, courier, desk)).toEqual([]);
    expect(album.complaints).toEqual([]);
  });
});
