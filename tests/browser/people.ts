/** The people of one delivery at their own devices, each in a browser profile of their own, doing what their screens offer. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { houseAt, makeNeighbourhood } from '@latchkey/delivery';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { announce, openDispatch, shipmentOf, type Dispatch } from '../world/carrier.ts';
import { openChromium, person, type Look, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { until } from '../world/until.ts';
import { root, startWorld, type World } from '../world/world.ts';

export const phone: Look = { size: 'phone', theme: 'light', language: 'en' };

/** From the page of the door to a household: the hub's code is on that page, as a link. */
export const moveIn = async (browser: Browser, world: World, look = phone): Promise<Person> => {
  const recipient = await person(browser, look);
  await recipient.page.goto(world.door);
  await recipient.page.getByRole('link', { name: 'Open the recipient’s app' }).click();
  await recipient.page.getByRole('button', { name: 'Make this my household' }).click();
  await recipient.page.getByRole('link', { name: 'Not now' }).click();
  await recipient.page.getByText('Nobody is expected.').waitFor();
  return recipient;
};

/** What the household tells a carrier; it stands on the screen. */
export const handleOn = async (page: Page): Promise<string> => {
  const words = await page.getByText(/handle, LK-/).innerText();
  return /LK-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(words)?.[0] ?? '';
};

/** A courier who gave a name; resolves with the link that they show to dispatch. */
export const enrolCourier = async (browser: Browser, world: World, look = phone, name = 'Mina') => {
  const courier = await person(browser, look);
  await courier.page.goto(world.courier);
  await courier.page.getByRole('textbox', { name: 'Your name, as dispatch knows you' }).fill(name);
  await courier.page.getByRole('button', { name: 'Make this device known' }).click();
  const link = await courier.page.getByRole('link', { name: /#\/enrol\// }).getAttribute('href');
  return { courier, link: link ?? '' };
};

/** What a new phone shows, on which somebody chose to join a household; the other one's camera would read it. */
export const codeOfNewPhone = async ({ page }: Person, world: World, name: string): Promise<string> => {
  await page.goto(world.home);
  await page.getByRole('button', { name: 'Join a household that is there already' }).click();
  await page.getByRole('textbox', { name: 'What this device is called' }).fill(name);
  await page.getByRole('button', { name: 'Show the code' }).click();
  return page.locator('.code-link').innerText();
};

export interface Scene {
  readonly world: World;
  readonly home: DemoHome;
  readonly browser: Browser;
  readonly recipient: Person;
  readonly courier: Person;
  readonly handle: string;
  readonly dispatch: Dispatch;
  readonly courierId: string;
  close(): Promise<void>;
}

/** A household that has moved in, a carrier with its SDK, and a courier that it took on. `camera`: Chromium's flags for what cameras see. */
export const openScene = async (camera: readonly string[] = []): Promise<Scene> => {
  const [world, browser] = await Promise.all([startWorld(), openChromium(camera)]);
  const close = async () => {
    await browser.close();
    await world.stop();
  };
  try {
    const home = new DemoHome(world.door);
    await home.pairingCode();
    const recipient = await moveIn(browser, world);
    const handle = await handleOn(recipient.page);
    const { courier, link } = await enrolCourier(browser, world);
    const dispatch = await openDispatch(world.server, world.carrier, world.data);
    const { courierId } = await dispatch.carrier.takeOn(link.replace(/^.*#\/enrol\//, ''));
    return { world, home, browser, recipient, courier, handle, dispatch, courierId, close };
  } catch (problem) {
    await close();
    throw problem;
  }
};

/** Another phone that the recipient takes into the household. */
export const secondPhone = async ({ browser, world, recipient: { page } }: Scene): Promise<Person> => {
  const ben = await person(browser, phone);
  const code = await codeOfNewPhone(ben, world, 'Ben’s phone');
  await page.goto(`${world.home}#/household/add`);
  await page.getByRole('textbox', { name: 'Or paste the code here' }).fill(code);
  await page.getByRole('button', { name: 'Look at this device' }).click();
  await page.getByRole('button', { name: 'Sign and take it in' }).click();
  await ben.page.getByRole('link', { name: 'Today' }).waitFor();
  return ben;
};

export interface Announced {
  readonly shipmentId: string;
  readonly trackingNumber: string;
}

export interface Granted extends Announced {
  readonly visitId: string;
}

const address = 'Lindenstraße 14, 10969 Berlin';
const house = houseAt(makeNeighbourhood(), address);
const label = { name: 'Robin Aydın', address, ...(house === undefined ? {} : { at: house.at }) };

export const announceTo = ({ dispatch, handle }: Scene): Promise<Announced> => announce(dispatch, handle, label);

/** *Inside, please* to the parcel of this number: the recipient reads (`term`, where it matters), signs, and stands before the visit. */
export const sayInside = async (
  { page }: Person,
  world: World,
  trackingNumber: string,
  term?: RegExp,
): Promise<string> => {
  await page.goto(`${world.home}#/`);
  const announced = page.locator('section', { hasText: trackingNumber });
  await announced.getByRole('link', { name: 'Inside, please' }).click();
  await page.getByText(/Its key is kept from now on|The key is the one you know/).waitFor();
  if (term !== undefined) await page.getByText(term).waitFor();
  await page.getByRole('button', { name: 'Sign and allow once' }).click();
  await page.waitForURL(/#\/visit\//);
  return decodeURIComponent(new URL(page.url()).hash.replace('#/visit/', ''));
};

/** The carrier makes the visit out to the courier's device. */
export const assign = async ({ dispatch, courierId }: Scene, { shipmentId }: Announced): Promise<void> => {
  await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), courierId);
};

/** Announced, allowed and assigned; the recipient's screen shows the visit. */
export const arrange = async (scene: Scene): Promise<Granted> => {
  const announced = await announceTo(scene);
  const visitId = await sayInside(scene.recipient, scene.world, announced.trackingNumber);
  await assign(scene, announced);
  return { ...announced, visitId };
};

/** The courier opens the stop on the tour and accepts to be filmed. */
export const openStop = async ({ page }: Person, world: World, visitId: string): Promise<void> => {
  await page.goto(`${world.courier}#/`);
  await page.locator(`a[href="#/stop/${visitId}"]`).first().click();
  await page.getByRole('button', { name: 'Understood, go on' }).click();
};

export const goToStop = ({ courier, world }: Scene, visitId: string): Promise<void> =>
  openStop(courier, world, visitId);

export const typeNumber = async ({ courier: { page } }: Pick<Scene, 'courier'>, number: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Parcel number' }).fill(number);
  await page.getByRole('button', { name: 'Take this number' }).click();
};

/** The whole way with the thumb; less than that knocks at nothing. */
export const slide = async (page: Page, part = 1): Promise<void> => {
  const box = await page.getByRole('slider', { name: /^Slide to knock/ }).boundingBox();
  if (box === null) throw new TypeError('there is nothing to slide');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 24, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 24 + (box.width - 30) * part, y, { steps: 12 });
  await page.mouse.up();
};

const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });

export const sees = async ({ page }: Person, name: string | RegExp): Promise<void> => {
  await heading(page, name).first().waitFor();
};

/** While the camera's pre-roll is still filling, the door says so, and the courier tries again, as the screen says. */
export const untilUnlocked = async ({ courier: { page } }: Pick<Scene, 'courier'>): Promise<void> => {
  await until('the door to be unlocked for the courier', async () => {
    if (await heading(page, 'Unlocked').isVisible()) return true;
    const again = page.getByRole('button', { name: 'Try again' });
    if ((await again.isVisible()) && (await heading(page, /camera/i).isVisible())) await again.click();
    return false;
  });
};

export const knockUntilOpen = async (scene: Scene): Promise<void> => {
  await slide(scene.courier.page);
  await untilUnlocked(scene);
};

/** From the tour to an unlocked door. */
export const deliver = async (scene: Scene, { visitId, trackingNumber }: Granted): Promise<void> => {
  await goToStop(scene, visitId);
  await typeNumber(scene, trackingNumber);
  await knockUntilOpen(scene);
  await scene.home.untilBolt(0);
};

/** What a page that shows the door a code gives away when that is dragged to another window. */
export const draggedCodes = async (page: Page): Promise<string[]> => {
  const text: string = await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    document.querySelector('.door-code')?.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
    dataTransfer.getData('text/plain');
  }`);
  return text.split('\n');
};

/** What neither page may ever have done. */
export const faultsOf = (...people: readonly Person[]): string[] =>
  people.flatMap(({ foreign, errors }) => [...foreign, ...errors]);

/** What every screen showed and every program logged when a test failed lies in artifacts/failures. */
export const photographFailures = (scene: () => Scene): void => {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const name = task.name.replace(/[^\w]+/g, '-').slice(0, 60);
    for (const who of ['recipient', 'courier'] as const) {
      const path = join(root, 'artifacts', 'failures', `${name}-${who}.png`);
      await scene()[who].page.screenshot({ path, fullPage: true });
    }
    await cp(join(scene().world.data, 'logs'), join(root, 'artifacts', 'failures', `${name}-logs`), {
      recursive: true,
    });
  });
};
