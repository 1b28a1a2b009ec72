/** A courier's day at the edges: a label before the camera, no reception in the middle, a place that is not safe, a door left open. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../world/axe.ts';
import { person } from '../world/chromium.ts';
import { cameraSeeingLabel, cameraSeesDisplay } from '../world/labels.ts';
import { until } from '../world/until.ts';
import { openAlbum } from './album.ts';
import { announceTo, arrange, assign, draggedCodes, faultsOf, knockUntilOpen, openScene, phone, photographFailures, sayInside, sees, slide, typeNumber, type Granted, type Scene } from './people.ts'; // prettier-ignore

let scene: Scene;
let folder: string;
const album = openAlbum();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-label-'));
  scene = await openScene(await cameraSeeingLabel('gs1-128', '(00)340433836442636597', folder));
});
afterAll(() => scene.close());
photographFailures(() => scene);

const page = () => scene.courier.page;
const button = (name: string) => page().getByRole('button', { name });
const toTour = () => page().goto(`${scene.world.courier}#/`);

/** What the server has heard of this visit from the courier's device. */
const said = async ({ shipmentId }: Granted) => {
  const shipments = await scene.dispatch.carrier.shipments();
  return shipments.find((one) => one.shipmentId === shipmentId)?.visit?.said;
};

/** A camera that takes too long to start says so, and the courier tries it again, as the screen says. */
const untilScanned = () =>
  until('a code to be read', async () => {
    if (await page().getByRole('heading', { level: 1, name: 'Ready to knock' }).isVisible()) return true;
    const again = button('Try the camera again');
    if (await again.isVisible()) await again.click();
    return false;
  });

/** The tour is opened anew, so that it lists the visit, and the stop from there. */
const open = async ({ visitId }: Granted) => {
  await toTour();
  await page().locator(`a[href="#/stop/${visitId}"]`).first().click();
};

describe('a label before the camera, and no reception in the middle', () => {
  let visit: Granted;

  it('is worked at without reception up to the knock, also after the page was opened anew', async () => {
    visit = await arrange(scene);
    await cameraSeeingLabel('code128', visit.trackingNumber, folder);
    await open(visit);
    await sees(scene.courier, 'You will be filmed at this door');
    await page().evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await scene.courier.context.setOffline(true);
    await album.take(page(), 'courier-stop-offline');
    await button('Understood, go on').click();
    await button('Scan with the camera').click();
    await untilScanned();
    await album.take(page(), 'courier-ready');
    await slide(page());
    await sees(scene.courier, 'No reception here');
    await album.take(page(), 'courier-no-reception');
    await page().reload();
    await sees(scene.courier, 'Ready to knock');
    await toTour();
    await page().getByText('2 things you did are told as soon as there is reception.').waitFor();
    await album.take(page(), 'courier-tour-offline');
    expect(await said(visit)).toBeUndefined();
  });

  it('is caught up once there is some, each step once, with the times it happened at', async () => {
    await scene.courier.context.setOffline(false);
    await until('the server to have heard', async () => (await said(visit))?.scanned?.length === 1);
    const heard = await said(visit);
    expect(heard?.scanned).toEqual([visit.trackingNumber]);
    expect(heard?.noticeS).toBeGreaterThan(1_600_000_000);
    await page().getByText('told as soon as there is reception').waitFor({ state: 'detached' });
  });

  it('P16: unsafe is one touch; household and carrier hear it, and nobody is blamed', async () => {
    await open(visit);
    await knockUntilOpen(scene);
    await scene.home.push();
    await sees(scene.courier, 'Door open');
    await album.take(page(), 'courier-inside');
    await button('I do not feel safe here').click();
    await sees(scene.courier, 'Leave now');
    await page().getByText('Your dispatch and the household have been told.').first().waitFor();
    await album.take(page(), 'courier-unsafe');
    await scene.recipient.page.getByText(/^The courier did not feel safe and left at/).waitFor();
    await scene.home.pull();
    await scene.recipient.page.getByText('Not delivered', { exact: true }).first().waitFor();
    expect((await said(visit))?.unsafeS).toBeGreaterThan(1_600_000_000);
  });
});

describe('a door without reception', () => {
  it('reads the courier’s screen with its own camera, and is believed to be locked by nobody before it says so', async () => {
    const visit = await arrange(scene);
    await open(visit);
    await button('Understood, go on').click();
    await typeNumber(scene, visit.trackingNumber);
    await scene.courier.context.setOffline(true);
    await slide(page());
    await sees(scene.courier, 'No reception here');
    await button('Show the door a code').click();
    await sees(scene.courier, 'Hold this before the door’s camera');
    await album.take(page(), 'courier-door-code');
    await until('the door to open', async () => {
      await scene.home.act({ type: 'hold', codes: await draggedCodes(page()) });
      return until('the bolt', async () => (await scene.home.truth()).bolt === 0, 12_000).catch(() => false);
    });
    await scene.home.act({ type: 'hold', codes: [] });
    await button('The door opened').click();
    await sees(scene.courier, 'Come out and pull it shut');
    await album.take(page(), 'courier-door-unheard');
    await scene.home.push();
    await scene.home.pull();
    await scene.home.untilBolt(100);
    await button('It is shut, and I tried it').click();
    await sees(scene.courier, 'Shut, by your word');
    expect(
      await page()
        .getByText(/^Locked/)
        .count(),
    ).toBe(0);
    await scene.courier.context.setOffline(false);
    await sees(scene.courier, 'Locked. Thank you.');
  });
});

describe('a household that wants to know who stands at its door', () => {
  const heading = (name: string) => page().getByRole('heading', { level: 1, name });
  const onTheDisplay = () =>
    until('a code on the display', async () => (await scene.home.state()).doors[0]?.outside?.shows);

  const upToTheDisplay = async (visit: Granted) => {
    await open(visit);
    await button('Understood, go on').click();
    await typeNumber(scene, visit.trackingNumber);
    await sees(scene.courier, 'Scan the code at the door');
  };
  /** Unlocked; or what was read was too old by then, and the scanner is there again, as the screen says. */
  const openedOrAgain = () =>
    until('an answer', async () => {
      if (await heading('Unlocked').isVisible()) return 'open';
      if (await button('Try again').isVisible()) await button('Try again').click();
      if (!(await button('Scan the code again').isVisible())) return false;
      await button('Scan the code again').click();
      return 'again';
    }).then((heard) => heard === 'open');

  it('asks for the code beside the door; its link leads to the slide, and the receipt says that it was read', async () => {
    await scene.home.act({ type: 'fit', what: 'display', there: true });
    const announced = await announceTo(scene);
    await scene.recipient.page.goto(`${scene.world.home}#/`);
    await scene.recipient.page.getByRole('link', { name: 'Inside, please' }).first().click();
    await scene.recipient.page.getByText('Whoever knocks has to read the display or the tag at the door.').waitFor();
    await album.take(scene.recipient.page, 'parcel-at-door');
    const visit = { ...announced, visitId: await sayInside(scene.recipient, scene.world, announced.trackingNumber) };
    await assign(scene, visit);
    await upToTheDisplay(visit);
    await album.take(page(), 'courier-at-door');
    await until('the door to let them in', async () => {
      await page().goto(await onTheDisplay());
      await sees(scene.courier, 'Ready to knock');
      await slide(page());
      // The camera may still be at its first seconds; what was read may be too old by the second try.
      return until('unlocked', () => heading('Unlocked').isVisible(), 12_000).catch(() => false);
    });
    expect(page().url()).toBe(`${scene.world.courier}#/stop/${visit.visitId}`);
    await scene.home.push();
    await scene.home.pull();
    await sees(scene.courier, 'Locked. Thank you.');
    await page().getByText('The code on the door’s display was read.').waitFor();
  });

  it('is shown to this page’s own camera as a tablet outside draws the hub’s page, and opens the door', async () => {
    await scene.home.act({ type: 'fit', what: 'screen', there: true });
    const street = await person(scene.browser, { ...phone, size: 'desk' });
    const outside = async () => (await scene.home.state()).doors.find(({ door }) => door === 1)?.outside;
    const screen = await until('the tablet’s address', async () => (await outside())?.screen);
    await street.page.goto(screen);
    // The hub reads its settings anew within two seconds; a screen that it does not know yet asks again after thirty.
    await until('the hub to know the tablet', async () => {
      await street.page.reload();
      await street.page.getByText(/^(?:Nobody is expected now|This screen belongs to no door)/).waitFor();
      return street.page.getByText('Nobody is expected now.').isVisible();
    });
    await scene.home.act({ type: 'fit', what: 'display', there: false });
    const visit = await arrange(scene);
    await upToTheDisplay(visit);
    const display = street.page.getByRole('img', { name: 'Code of this door; a new one every 15 seconds' });
    await display.waitFor();
    expect(street.page.url()).toBe(screen.split('#')[0]);
    expect(await axeViolations(street.page)).toEqual([]);
    await until('the door to let them in', async () => {
      await cameraSeesDisplay(await display.screenshot(), folder);
      await button('Scan with the camera').click();
      await untilScanned();
      await slide(page());
      return openedOrAgain();
    });
    await scene.home.untilBolt(0);
    await street.context.close();
    await scene.home.push();
    await scene.home.pull();
    await sees(scene.courier, 'Locked. Thank you.');
    await page().getByText('The code on the door’s display was read.').waitFor();
    await scene.home.act({ type: 'fit', what: 'screen', there: false });
  });
});

describe('P5: the next stop', () => {
  /** The hub reads its settings anew within two seconds: what is signed before that still asks for the code that hung there. */
  const arrangeWithoutCode = async (): Promise<Granted> => {
    const announced = await announceTo(scene);
    const visitId = await sayInside(
      scene.recipient,
      scene.world,
      announced.trackingNumber,
      /^Presence not proven: nothing shows/,
    );
    await assign(scene, announced);
    return { ...announced, visitId };
  };

  it('opens only when the door before it says that it is locked', async () => {
    const first = await arrangeWithoutCode();
    const second = await arrange(scene);
    await open(first);
    await button('Understood, go on').click();
    await album.take(page(), 'courier-scan');
    await typeNumber(scene, '1Z8V92A70367203025');
    await page()
      .getByText(/^One digit seems misread/)
      .first()
      .waitFor();
    await typeNumber(scene, second.trackingNumber);
    await sees(scene.courier, `${second.trackingNumber} is not on this stop`);
    await page()
      .getByText(/^It belongs to/)
      .waitFor();
    await album.take(page(), 'courier-other-parcel');
    await button('Scan again').click();
    await typeNumber(scene, first.trackingNumber);
    await knockUntilOpen(scene);
    await scene.home.push();
    await sees(scene.courier, 'Door open');
    await toTour();
    await page().getByText('Still at this door').waitFor();
    await album.take(page(), 'courier-tour-held');
    await page().locator(`a[href="#/stop/${second.visitId}"]`).click();
    await sees(scene.courier, 'Please go back to the door');
    await album.take(page(), 'courier-held');
    await page().getByRole('link', { name: 'Back to the door' }).click();
    // Whoever takes long enough over the pictures finds the door calling.
    await sees(scene.courier, /^Door open|^Not locked yet/);
    await toTour();
    await scene.home.pull();
    await page().getByText('Next stop', { exact: true }).waitFor();
    await page().locator(`a[href="#/stop/${second.visitId}"]`).first().click();
    await sees(scene.courier, 'You will be filmed at this door');
    await button('Understood, go on').click();
    await typeNumber(scene, second.trackingNumber);
    await scene.home.act({ type: 'router', line: 'cut' });
    await slide(page());
    await sees(scene.courier, /connection|did not answer/);
    await album.take(page(), 'courier-what-now');
    await button('I keep the parcel').click();
    await sees(scene.courier, 'Noted');
    await until('the carrier to know', async () => (await said(second))?.left?.to === 'again');
    await album.take(page(), 'courier-noted');
    await scene.home.act({ type: 'router', line: 'up' });
  });

  it('no page asked another host, and axe finds nothing', () => {
    expect(faultsOf(scene.recipient, scene.courier)).toEqual([]);
    expect(album.complaints).toEqual([]);
  });
});
