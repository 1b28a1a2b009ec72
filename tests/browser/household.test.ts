import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { openAlbum } from './album.ts';
import { codeOfNewPhone, faultsOf, moveIn, phone } from './people.ts';
import { openChromium, person, type Person } from '../world/chromium.ts';
import { DemoHome } from '../world/home.ts';
import { until } from '../world/until.ts';
import { startWorld, type World } from '../world/world.ts';

let world: World;
let browser: Browser;
let anna: Person;
let ben: Person;
let cara: Person;
let tablet: Person;
const album = openAlbum();
const YEAR_S = 365 * 86_400;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), openChromium()]);
  await new DemoHome(world.door).pairingCode();
  anna = await moveIn(browser, world);
  ben = await person(browser, phone);
  cara = await person(browser, phone);
  tablet = await person(browser, phone);
});
afterAll(async () => {
  const faults = faultsOf(anna, ben, cara, tablet);
  await browser.close();
  await world.stop();
  expect([...faults, ...album.complaints]).toEqual([]);
});

/** What the new phone shows; the other one's camera would read it. */
const codeOnNewPhone = async (): Promise<string> => {
  const code = await codeOfNewPhone(ben, world, 'Ben’s phone');
  await ben.page.getByRole('img', { name: 'Code of this device' }).waitFor();
  await album.take(ben.page, 'join-household');
  return code;
};

describe('a household of two phones', () => {
  it('takes the second one in by the code on its screen, and both see the same door', async () => {
    const code = await codeOnNewPhone();
    const { page } = anna;
    await page.goto(`${world.home}#/household`);
    await page.getByRole('link', { name: 'Add a device' }).click();
    await page.getByRole('textbox', { name: 'Or paste the code here' }).fill(code);
    await page.getByRole('button', { name: 'Look at this device' }).click();
    await page.getByText('The same letters stand on the new device.').waitFor();
    await album.take(page, 'add-device');
    await page.getByRole('button', { name: 'Sign and take it in' }).click();
    await page.getByText('It belongs to the household now, confirmed by your door').first().waitFor();
    await ben.page.getByText('Nobody is expected.').waitFor();
    await ben.page.goto(`${world.home}#/household`);
    await ben.page.getByText('Only an admin’s device can add or remove one.').waitFor();
    await ben.page.getByText('answers with its own signature').waitFor();
  });

  it('calls a door the same on both, and the server hears only that something was said', async () => {
    await ben.page.goto(`${world.home}#/doors`);
    await ben.page.getByRole('img', { name: /^Flat door: / }).waitFor();
    await anna.page.goto(`${world.home}#/doors/1/declare`);
    await anna.page.getByRole('textbox', { name: 'What do you call this door?' }).fill('Stairwell');
    await ben.page.getByRole('img', { name: /^Stairwell: / }).waitFor();
  });

  it('says of an address at which nothing is that nothing is there, under the tab that leads on', async () => {
    const { page } = anna;
    await page.goto(`${world.home}#/doors/1/nothing`);
    await page.getByText('Nothing is at this address', { exact: true }).last().waitFor();
    expect(await page.locator('[aria-current=page]').allInnerTexts()).toEqual(['Doors']);
    await album.take(page, 'home-nowhere');
    await page.getByRole('link', { name: 'Go to “Doors”' }).click();
    await page.waitForURL(/#\/doors$/);
  });

  it('P8: sees on every screen who looks through the camera, at once, and ends it', async () => {
    const { page } = anna;
    await page.goto(`${world.home}#/doors`);
    const card = page.locator('.card').first();
    await card.getByText('Ben’s phone will be told at once').waitFor();
    await album.take(page, 'look-offered');
    await card.getByRole('button', { name: 'Look now' }).click();
    await card.getByText('LIVE', { exact: true }).waitFor();
    await card.getByRole('timer').waitFor();
    await ben.page
      .getByText(/ is looking at “.+” since /)
      .first()
      .waitFor();
    await ben.page.goto(`${world.home}#/doors`);
    await ben.page.getByText('A member is looking through the camera.').waitFor();
    await album.take(ben.page, 'look-told');
    await album.take(page, 'look-live');
    await ben.page.getByRole('button', { name: 'End it' }).click();
    await ben.page.getByRole('button', { name: 'End it' }).waitFor({ state: 'detached' });
    await card.getByText('The look is over: ended by a member.').first().waitFor();
    await card.getByRole('button', { name: 'Look now' }).click();
    await card.getByText('After a look there is a pause').first().waitFor();
    await page.goto(`${world.home}#/doors/1`);
    await page.getByText('You looked through the camera').waitFor();
    await album.take(page, 'look-past');
    await ben.page.goto(`${world.home}#/household`);
  });

  it('P11: whoever stands at the hub suspends an admin’s phone, which says so, and lets it count again', async () => {
    const { page } = ben;
    const hub = new DemoHome(world.door);
    const lettersShown = async () => {
      await hub.act({ type: 'hub-button', heldMs: 300 });
      return until('letters on the hub’s display', async () => (await hub.state()).hub.presence);
    };
    await page.getByRole('link', { name: /admin/ }).click();
    await page.getByRole('button', { name: 'Suspend at the hub' }).click();
    await album.take(page, 'suspend-at-hub');
    await page.getByRole('textbox', { name: 'Letters on the hub’s display' }).fill(await lettersShown());
    await page.getByRole('button', { name: 'Suspend for three days' }).click();
    await page.getByText('Suspended, confirmed by your hub').first().waitFor();
    await anna.page.getByText('This device is suspended').first().waitFor();
    await anna.page.getByText(/It counts again by .*, later if the hub is off meanwhile\./).waitFor();
    await anna.page.getByRole('button', { name: 'Unlock' }).waitFor({ state: 'detached' });
    await anna.page.getByText('Suspended by Ben’s phone.').waitFor();
    await album.take(anna.page, 'suspended-self');
    for (const at of ['', 'parcels', 'people', 'household']) {
      await anna.page.goto(`${world.home}#/${at}`);
      await anna.page.getByText('Suspended by Ben’s phone.').waitFor();
      expect(await anna.page.getByRole('link', { name: /Invite|Add a device|Move out/ }).count()).toBe(0);
      if (at === 'people') await album.take(anna.page, 'suspended-people');
      if (at !== 'household') continue;
      // Neither that the hub is silent, nor what the server said of it before.
      await anna.page.getByText('this device is not let through to it').waitFor();
      expect(await anna.page.getByText(/does not answer|connected to the server/).count()).toBe(0);
      await album.take(anna.page, 'suspended-household');
    }
    await anna.page.goto(`${world.home}#/people/new`);
    await anna.page.getByRole('heading', { name: 'Not from this device now' }).waitFor();
    await album.take(anna.page, 'suspended-act');
    await page.goto(world.home);
    await page.getByText('Suspended by this device.').waitFor();
    await album.take(page, 'today-suspended');
    await page.goto(`${world.home}#/household`);
    await page.getByText(/ is suspended at the hub$/).waitFor();
    await album.take(page, 'household-suspended');
    await page.getByRole('link', { name: /suspended at the hub/ }).click();
    await page.getByRole('button', { name: 'End it at the hub' }).click();
    await album.take(page, 'suspension-end');
    await page.getByRole('textbox', { name: 'Letters on the hub’s display' }).fill(await lettersShown());
    await page.getByRole('button', { name: 'Let it count again' }).click();
    await page.getByText('It counts again, confirmed by your hub').first().waitFor();
    await page.goto(`${world.home}#/household`);
    // It asks only once in a while; a page that is loaded anew asks at once.
    await anna.page.reload();
    await anna.page.getByText('This device is suspended').waitFor({ state: 'detached' });
  });

  it('P10: the hub’s button, held, is announced on every phone: a week from afar, and whoever stands there says no', async () => {
    const { page } = ben;
    const hub = new DemoHome(world.door);
    await hub.act({ type: 'hub-button', heldMs: 6000 });
    const announced = 'Somebody held your hub’s button: your household ends there';
    await page.goto(world.home);
    await page.getByText(announced).first().waitFor();
    await album.take(page, 'departure-announced');
    await page.getByRole('button', { name: 'Make it a week' }).click();
    await page.getByText('You have a week from when the button was held.').waitFor();
    await hub.act({ type: 'hub-button', heldMs: 300 });
    const letters = await until('letters on the hub’s display', async () => (await hub.state()).hub.presence);
    await page.getByRole('textbox', { name: 'Letters on the hub’s display' }).fill(letters);
    await page.getByRole('button', { name: 'We stay' }).click();
    await page.getByText(announced).first().waitFor({ state: 'detached' });
    await page.getByText('This device said so beside the hub.').waitFor();
    await anna.page.goto(world.home);
    await anna.page.getByText('Ben’s phone said so beside the hub.').waitFor();
    await album.take(anna.page, 'departure-stays');
    await anna.page.goto(`${world.home}#/household/move-out`);
    await anna.page.getByRole('button', { name: 'Move out and erase' }).waitFor();
    await album.take(anna.page, 'move-out');
    await page.goto(`${world.home}#/household`);
  });

  it('P11: a removed phone is out of the account and of the door’s list at once, and says so', async () => {
    const { page } = anna;
    await page.goto(`${world.home}#/household`);
    await page.getByRole('link', { name: /^Ben’s phone/ }).waitFor();
    await album.take(page, 'household-of-two');
    await page.getByRole('link', { name: /^Ben’s phone/ }).click();
    await page.getByRole('button', { name: 'Remove this device' }).click();
    // The focus stands before what is asked, and is back on the button when nothing is done.
    const focus = () => page.evaluate<string>('document.activeElement?.textContent ?? ""');
    expect(await focus()).toMatch(/^Remove Ben’s phone\?/);
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await focus()).toBe('Remove this device');
    await page.getByRole('button', { name: 'Remove this device' }).click();
    await album.take(page, 'remove-device');
    await page.getByRole('button', { name: 'Sign and remove' }).click();
    await page.waitForURL(/#\/household$/);
    await page.getByRole('link', { name: /^Ben’s phone/ }).waitFor({ state: 'detached' });
    await ben.page.getByText('This device does not belong to the household any more').first().waitFor();
    await album.take(ben.page, 'cut-off');
  });
});

/** What the tablet shows on the hub's own page; the phone's camera would read it. */
const codeOnTablet = async (): Promise<string> => {
  const { page } = tablet;
  await page.goto(world.atHome);
  await page.getByText('This page comes from your hub itself').waitFor();
  await album.take(page, 'at-home-start');
  await page.getByRole('button', { name: 'Join a household that is there already' }).click();
  await page.getByRole('button', { name: 'Show the code' }).click();
  return page.locator('.code-link').innerText();
};

/** Saves what the hub signed, and has it checked by the page that the hub serves for this. */
const exportsAtHome = async (page: Page) => {
  await page.goto(`${world.atHome}#/doors/1/history`);
  await page.getByText('You unlocked it').first().waitFor();
  await album.take(page, 'at-home-history');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the household’s whole story' }).click(),
  ]);
  await page.goto(new URL('/verify/', world.atHome).href);
  await page.setInputFiles('input[type=file]', await saved.path());
  await page.getByText('It holds.').first().waitFor();
  await page.goto(`${world.atHome}#/doors/1`);
  await page.getByRole('button', { name: 'Unlock' }).waitFor();
};

describe('the same app from the hub, at home', () => {
  it('P15: is a device of its own, let in from the phone, and opens the door and exports what the hub signed with its line to the server cut', async () => {
    const home = new DemoHome(world.door);
    await anna.page.goto(`${world.home}#/household/hub`);
    await anna.page.getByRole('link', { name: world.atHome }).waitFor();
    await album.take(anna.page, 'household-hub');
    const code = await codeOnTablet();
    await anna.page.goto(`${world.home}#/household/add`);
    await anna.page.getByRole('textbox', { name: 'Or paste the code here' }).fill(code);
    await anna.page.getByRole('button', { name: 'Look at this device' }).click();
    await anna.page.getByRole('radio', { name: /^admin/ }).check();
    await anna.page.getByRole('button', { name: 'Sign and take it in' }).click();
    const { page } = tablet;
    await page.getByText('Nobody is expected.').waitFor();
    await home.act({ type: 'router', line: 'cut' });
    await page.goto(`${world.atHome}#/household`);
    await page.getByText('serves this page').waitFor();
    await album.take(page, 'at-home-household');
    await page.getByRole('link', { name: /^Hub/ }).click();
    await page.getByText('Your hub does not reach it.').waitFor();
    await page.getByText('Go to another server').click();
    await page.getByRole('textbox', { name: 'Address of the new server' }).fill('http://doors.example.org');
    await page.getByRole('button', { name: 'Go to this server' }).click();
    await page.getByText('That is no address of a server.').waitFor();
    await album.take(page, 'at-home-hub');
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByText('Nobody comes again yet.').waitFor();
    expect(await page.getByRole('link', { name: 'Invite somebody' }).count()).toBe(0);
    await page.goto(`${world.atHome}#/doors/1/access`);
    await page.getByText('All of this agrees with what this device knows.').first().waitFor();
    await page.getByText('Whoever holds the hub’s button').waitFor();
    await album.take(page, 'at-home-access');
    await page.goto(`${world.atHome}#/doors/1`);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await home.untilBolt(0);
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await home.untilBolt(100);
    await exportsAtHome(page);
    await home.act({ type: 'clock-cell', present: true });
    await home.act({ type: 'power', plugged: false });
    await page.getByText('No connection to your hub.').waitFor();
    await home.act({ type: 'clock', moveS: YEAR_S });
    await home.act({ type: 'power', plugged: true });
    await home.act({ type: 'router', line: 'up' });
    await page.getByText('No connection to your hub.').waitFor({ state: 'detached' });
  });

  it('P12: shows a door’s clock that jumped ahead while the power was out, and an admin beside the hub sets it back', async () => {
    const home = new DemoHome(world.door);
    const { page } = tablet;
    await page
      .getByText(/^Your door’s clock is about .* ahead of this device’s$/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Set it back at the hub' }).click();
    await page.getByRole('textbox', { name: 'Letters on the hub’s display' }).waitFor();
    await album.take(page, 'clock-ahead');
    await home.act({ type: 'hub-button', heldMs: 300 });
    const letters = await until('letters on the hub’s display', async () => (await home.state()).hub.presence);
    await page.getByRole('textbox', { name: 'Letters on the hub’s display' }).fill(letters);
    await page.getByRole('button', { name: 'Set the clock back' }).click();
    await page.getByText('Set back, confirmed by your hub').first().waitFor();
    await album.take(page, 'clock-set-back');
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByText('serves this page').waitFor();
    await page.getByText(/^Your door’s clock is about/).waitFor({ state: 'detached' });
    await anna.page.goto(world.home);
    await anna.page
      .getByText(/^Your hub’s clock was set back today/)
      .first()
      .waitFor();
    await album.take(anna.page, 'clock-news');
    expect((await home.state()).clock.errorS).toBeLessThan(5);
  });
});

describe('a household that keeps its code on paper', () => {
  it('lets a new phone in by the sheet and the hub’s button, and tells every member before', async () => {
    await anna.page.goto(`${world.home}#/household`);
    await anna.page.getByRole('link', { name: /^Recovery code/ }).click();
    await anna.page.getByRole('button', { name: 'Make a recovery code' }).click();
    await anna.page.getByRole('button', { name: 'Print this sheet' }).waitFor();
    await album.take(anna.page, 'recovery-sheet');
    const sheet = await anna.page.locator('.sheet-code').innerText();
    await anna.page.getByRole('button', { name: 'I have it on paper' }).click();
    await anna.page.getByText('Your household has a code since').waitFor();

    const { page } = cara;
    await page.goto(world.home);
    await page.getByRole('button', { name: 'I have a recovery code' }).click();
    const letters = page.getByRole('textbox', { name: 'The letters on the sheet' });
    await letters.fill(sheet.slice(0, -1));
    await page.getByRole('button', { name: 'Use this code' }).click();
    await page.getByText('A recovery code has 56 letters and digits').waitFor();
    expect((await letters.inputValue()).length).toBeGreaterThan(55);
    await letters.fill(sheet);
    await page.getByRole('textbox', { name: 'What this device is called' }).fill('Cara’s phone');
    await album.take(page, 'recover-enter');
    await page.getByRole('button', { name: 'Use this code' }).click();
    await page.getByRole('textbox', { name: 'The letters on its display' }).fill('7F3K');
    await page.getByRole('button', { name: 'Come in' }).click();
    await page.getByText('Its display shows twelve letters and digits.').first().waitFor();
    await album.take(page, 'recover-beside');
    await page.getByRole('button', { name: 'No, or it has no display: wait' }).click();
    await page.getByText('It takes this device in after').waitFor();
    await album.take(page, 'recover-waits');

    await anna.page.goto(`${world.home}#/household`);
    await anna.page.getByRole('button', { name: 'Refuse', exact: true }).waitFor();
    await album.take(anna.page, 'household-recovery');
    await new DemoHome(world.door).act({ type: 'hub-button', heldMs: 300 });
    await page.getByRole('heading', { name: 'You are in' }).waitFor();
    await album.take(page, 'recover-in');
    await page.getByRole('button', { name: 'To the household' }).click();
    await page.getByText('Nobody is expected.').waitFor();
    await anna.page.getByRole('button', { name: 'Refuse', exact: true }).waitFor({ state: 'detached' });
  });

  it('ends the sheet with whoever is removed, says so before, and goes on saying it', async () => {
    const { page } = anna;
    const devices = page.locator('a[href*="/household/device/"]');
    // Whoever came in by the sheet learns what the others are called, and they what it is called.
    await devices.filter({ hasText: 'Cara’s phone' }).waitFor();
    await cara.page.goto(`${world.home}#/household`);
    await cara.page.getByRole('link', { name: /^First device admin/ }).waitFor();
    expect(await cara.page.getByText('A device without a name here').count()).toBe(0);
    await devices.filter({ hasNotText: 'this device' }).first().click();
    await page.getByRole('button', { name: 'Remove this device' }).click();
    await page.getByText('Your recovery sheet ends, because').waitFor();
    await album.take(page, 'remove-device-sheet');
    await page.getByRole('button', { name: 'Sign and remove' }).click();
    await page.getByText('Your recovery sheet has ended').waitFor();
    await page.getByText('Ended today.').waitFor();
    await album.take(page, 'household-sheet-ended');
  });
});
